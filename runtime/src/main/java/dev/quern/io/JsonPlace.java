package dev.quern.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a text a JSON value is: a path into the object that begins at an offset, turned into
 * line and column by reading that object again, which happens only for an error.
 */
final class JsonPlace {
  /** Of a value that was in no text, or in one whose errors name no place. */
  static final JsonPlace UNKNOWN = new JsonPlace("", 0, 1, 1, List.of());

  private final String text;
  private final int offset;
  private final int line;
  private final int column;
  private final List<Object> path; // names and indices

  private JsonPlace(String text, int offset, int line, int column, List<Object> path) {
    this.text = text;
    this.offset = offset;
    this.line = line;
    this.column = column;
    this.path = path;
  }

  /** The value that begins at a token. */
  static JsonPlace of(String text, JsonLocation at) {
    return new JsonPlace(
        text, (int) at.getCharOffset(), at.getLineNr(), at.getColumnNr(), List.of());
  }

  /** A member by its name, or an element by its index. */
  JsonPlace inside(Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return this == UNKNOWN ? this : new JsonPlace(text, offset, line, column, longer);
  }

  /** Such as {@code line 3, column 17: }; of what is not there, where its object begins. */
  @Override
  public String toString() {
    if (this == UNKNOWN) {
      return "";
    }
    try (JsonParser parser = Json.parser(text.substring(offset))) {
      parser.nextToken();
      JsonLocation at = parser.currentTokenLocation();
      for (Object step : path) {
        if (!enter(parser, step)) {
          break;
        }
        at = parser.currentTokenLocation();
      }
      boolean first = at.getLineNr() == 1;
      return "line %d, column %d: "
          .formatted(
              line + at.getLineNr() - 1, first ? column + at.getColumnNr() - 1 : at.getColumnNr());
    } catch (IOException e) {
      throw new AssertionError("a JSON text that was read can't be read again", e);
    }
  }

  /** Goes to a member or element of the value that the parser is at; false if it is not there. */
  private static boolean enter(JsonParser parser, Object step) throws IOException {
    int index = 0;
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
      Object here = token == JsonToken.FIELD_NAME ? parser.currentName() : (Object) index++;
      if (token == JsonToken.FIELD_NAME) {
        parser.nextToken();
      }
      if (here.equals(step)) {
        return true;
      }
      parser.skipChildren();
      token = parser.nextToken();
    }
    return false;
  }
}
