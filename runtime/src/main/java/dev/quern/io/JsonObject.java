package dev.quern.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object whose members are asked for by name and kind; what is absent or of another kind is
 * a {@link BadFileException} that names {@code source}, the member and, of lines of objects, line
 * and column.
 */
public final class JsonObject {
  private static final Set<Object> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private final String source;
  private final Map<String, Object> members;
  private final JsonPlace place;

  public JsonObject(String source, Map<String, Object> members) {
    this(source, members, JsonPlace.UNKNOWN);
  }

  private JsonObject(String source, Map<String, Object> members, JsonPlace place) {
    this.source = source;
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    this.place = place;
  }

  /** What an error calls the text that it is from. */
  public String source() {
    return source;
  }

  /** All members, in the text's order. */
  public Map<String, Object> members() {
    return members;
  }

  /** Reads a file that holds one object. */
  public static JsonObject read(Path path) {
    return parse(path.toString(), TextFile.read(path));
  }

  public static JsonObject parse(String source, String text) {
    return of(source, Json.parse(source, text), JsonPlace.UNKNOWN);
  }

  static JsonObject of(String source, Object value, JsonPlace place) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadFileException(source, place + "is " + kind(value) + ", needs an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put((String) name, member));
    return new JsonObject(source, members, place);
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public String text(String name) {
    return member(name, "a text", String.class);
  }

  public boolean truth(String name) {
    return member(name, "true or false", Boolean.class);
  }

  public long integer(String name) {
    return member(name, "a whole number", Long.class);
  }

  /** A number, whole or not, or the text by which {@link Json} says one that is not finite. */
  public double number(String name) {
    Object value = members.get(name);
    return value instanceof String && NOT_FINITE.contains(value)
        ? Double.parseDouble((String) value)
        : member(name, "a number", Number.class).doubleValue();
  }

  public List<?> list(String name) {
    return member(name, "a list", List.class);
  }

  /** A list of objects. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object each : list(name)) {
      objects.add(of(inside(name), each, place.inside(name).inside(objects.size())));
    }
    return objects;
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    checkAll(name, String.class, "texts");
    return list(name).stream().map(String.class::cast).toList();
  }

  /** A list of whole numbers that fit an int. */
  public List<Integer> numbers(String name) {
    long[] values = integers(name);
    List<Integer> numbers = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != (int) values[i]) {
        throw bad(name, i, "holds " + values[i] + ", needs numbers of 32 bits");
      }
      numbers.add((int) values[i]);
    }
    return numbers;
  }

  /** A whole number that fits an int. */
  public int number32(String name) {
    long value = integer(name);
    if (value != (int) value) {
      throw bad(name, "is " + value + ", needs a number of 32 bits");
    }
    return (int) value;
  }

  /** A list of whole numbers. */
  public long[] integers(String name) {
    checkAll(name, Long.class, "whole numbers");
    return list(name).stream().mapToLong(value -> (Long) value).toArray();
  }

  public JsonObject object(String name) {
    return of(inside(name), member(name, "an object", Map.class), place.inside(name));
  }

  /** What an error calls a member; where it tells line and column, they are enough. */
  private String inside(String name) {
    return place == JsonPlace.UNKNOWN ? source + ": " + Json.write(name) : source;
  }

  private void checkAll(String name, Class<?> type, String needed) {
    List<?> values = list(name);
    for (int i = 0; i < values.size(); i++) {
      if (!type.isInstance(values.get(i))) {
        throw bad(name, i, "holds " + kind(values.get(i)) + ", needs " + needed);
      }
    }
  }

  private <T> T member(String name, String needed, Class<T> type) {
    Object value = members.get(name);
    if (value == null) {
      throw bad(name, "is missing, needs " + needed);
    }
    if (!type.isInstance(value)) {
      throw bad(name, "is " + kind(value) + ", needs " + needed);
    }
    return type.cast(value);
  }

  /** The error that says what is wrong with a member. */
  public BadFileException bad(String name, String problem) {
    return new BadFileException(source, place.inside(name) + Json.write(name) + " " + problem);
  }

  /** The error that says what is wrong with an element of a member. */
  public BadFileException bad(String name, int index, String problem) {
    JsonPlace element = place.inside(name).inside(index);
    return new BadFileException(source, element + Json.write(name) + " " + problem);
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "a text";
    }
    if (value instanceof Long) {
      return "the whole number " + value;
    }
    if (value instanceof Double) {
      return "the number " + value;
    }
    if (value instanceof List) {
      return "a list";
    }
    return value instanceof Map ? "an object" : String.valueOf(value);
  }
}
