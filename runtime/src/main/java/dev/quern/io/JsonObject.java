package dev.quern.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object whose members are asked for by name and kind; what is absent or of another kind is
 * a {@link BadFileException} that names {@code source} and the member.
 */
public record JsonObject(String source, Map<String, Object> members) {

  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Reads a file that holds one object. */
  public static JsonObject read(Path path) {
    return parse(path.toString(), TextFile.read(path));
  }

  public static JsonObject parse(String source, String text) {
    return of(source, Json.parse(source, text));
  }

  static JsonObject of(String source, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadFileException(source, "is " + kind(value) + ", needs an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put((String) name, member));
    return new JsonObject(source, members);
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

  /** A number, whole or not. */
  public double number(String name) {
    return member(name, "a number", Number.class).doubleValue();
  }

  public List<?> list(String name) {
    return member(name, "a list", List.class);
  }

  /** A list of objects. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    list(name).forEach(each -> objects.add(of(source + ": " + Json.write(name), each)));
    return objects;
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    for (Object value : list(name)) {
      if (!(value instanceof String)) {
        throw bad(name, "holds " + kind(value) + ", needs texts");
      }
    }
    return list(name).stream().map(String.class::cast).toList();
  }

  /** A list of whole numbers that fit an int. */
  public List<Integer> numbers(String name) {
    List<Integer> numbers = new ArrayList<>();
    for (long value : integers(name)) {
      numbers.add(narrow(name, value));
    }
    return numbers;
  }

  /** A whole number that fits an int. */
  public int number32(String name) {
    return narrow(name, integer(name));
  }

  private int narrow(String name, long value) {
    if (value != (int) value) {
      throw bad(name, "is " + value + ", needs a number of 32 bits");
    }
    return (int) value;
  }

  /** A list of whole numbers. */
  public long[] integers(String name) {
    List<?> values = list(name);
    for (Object value : values) {
      if (!(value instanceof Long)) {
        throw bad(name, "holds " + kind(value) + ", needs whole numbers");
      }
    }
    return values.stream().mapToLong(value -> (Long) value).toArray();
  }

  public JsonObject object(String name) {
    return of(source + ": " + Json.write(name), member(name, "an object", Map.class));
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

  private BadFileException bad(String name, String problem) {
    return new BadFileException(source, Json.write(name) + " " + problem);
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
