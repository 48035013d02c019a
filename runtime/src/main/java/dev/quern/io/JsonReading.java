package dev.quern.io;

import com.eclipsesource.json.JsonHandler;
import com.eclipsesource.json.JsonParser;
import com.eclipsesource.json.Location;
import com.eclipsesource.json.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a JSON text into plain values; what is wrong with it is told with line and column. */
final class JsonReading extends JsonHandler<List<Object>, Map<String, Object>> {
  private final String source;
  private final int firstLine;
  private Location begin; // of the name or scalar that is being read
  private Object last; // value read
  private int depth;

  private JsonReading(String source, int firstLine) {
    this.source = source;
    this.firstLine = firstLine;
  }

  /**
   * Reads one value.
   *
   * @param firstLine the number, from 1, of the text's first line in {@code source}
   */
  static Object value(String source, String text, int firstLine) {
    JsonReading reading = new JsonReading(source, firstLine);
    try {
      new JsonParser(reading).parse(text);
      return reading.last;
    } catch (ParseException e) {
      String message = e.getMessage(); // ends with the place
      throw reading.bad(e.getLocation(), message.substring(0, message.lastIndexOf(" at ")));
    }
  }

  private BadFileException bad(Location at, String problem) {
    int line = firstLine + at.line - 1;
    return new BadFileException(source, "line " + line + ", column " + at.column + ": " + problem);
  }

  @Override
  public void startNull() {
    throw bad(getLocation(), "null, needs a value");
  }

  @Override
  public void endBoolean(boolean value) {
    last = value;
  }

  @Override
  public void endString(String value) {
    last = value;
  }

  @Override
  public void startNumber() {
    begin = getLocation();
  }

  @Override
  public void endNumber(String digits) {
    try {
      boolean whole = digits.chars().allMatch(c -> c == '-' || Character.isDigit(c));
      last = whole ? (Object) Long.parseLong(digits) : (Object) Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw bad(begin, digits + " has more than 64 bits");
    }
  }

  private void enter() {
    if (++depth > Json.DEEPEST) {
      throw bad(getLocation(), Json.TOO_DEEP);
    }
  }

  @Override
  public List<Object> startArray() {
    enter();
    return new ArrayList<>();
  }

  @Override
  public void endArrayValue(List<Object> values) {
    values.add(last);
  }

  @Override
  public void endArray(List<Object> values) {
    depth--;
    last = values;
  }

  @Override
  public Map<String, Object> startObject() {
    enter();
    return new LinkedHashMap<>();
  }

  @Override
  public void startObjectName(Map<String, Object> members) {
    begin = getLocation();
  }

  @Override
  public void endObjectName(Map<String, Object> members, String name) {
    if (members.containsKey(name)) {
      throw bad(begin, Json.write(name) + " is there twice");
    }
  }

  @Override
  public void endObjectValue(Map<String, Object> members, String name) {
    members.put(name, last);
  }

  @Override
  public void endObject(Map<String, Object> members) {
    depth--;
    last = members;
  }
}
