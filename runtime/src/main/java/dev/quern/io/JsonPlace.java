package dev.quern.io;

import com.eclipsesource.json.JsonHandler;
import com.eclipsesource.json.JsonParser;
import com.eclipsesource.json.Location;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a text a JSON value is: a path into the object on a line, turned into line and column by
 * reading that line again, which happens only for an error.
 */
final class JsonPlace {
  /** Of a value that was in no text, or in one whose errors name no place. */
  static final JsonPlace UNKNOWN = new JsonPlace("", 0, List.of());

  private final String text;
  private final int line;
  private final List<Object> path; // names and indices

  private JsonPlace(String text, int line, List<Object> path) {
    this.text = text;
    this.line = line;
    this.path = path;
  }

  /** The value that is all of a line. */
  static JsonPlace of(String text, int line) {
    return new JsonPlace(text, line, List.of());
  }

  /** A member by its name, or an element by its index. */
  JsonPlace inside(Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return this == UNKNOWN ? this : new JsonPlace(text, line, longer);
  }

  /** Such as {@code line 3, column 17: }; of what is not there, where its object begins. */
  @Override
  public String toString() {
    if (this == UNKNOWN) {
      return "";
    }
    Search search = new Search(path);
    new JsonParser(search).parse(text);
    return "line " + line + ", column " + search.found.column + ": ";
  }

  /** Finds the beginning of the value at a path, or at the longest part of it that is there. */
  private static final class Search extends JsonHandler<int[], int[]> {
    private final List<Object> path;
    private final List<Object> here = new ArrayList<>();
    private Location found;

    Search(List<Object> path) {
      this.path = path;
    }

    private void begin() {
      if (here.size() <= path.size() && here.equals(path.subList(0, here.size()))) {
        found = getLocation();
      }
    }

    private void leave() {
      here.remove(here.size() - 1);
    }

    @Override
    public void startBoolean() {
      begin();
    }

    @Override
    public void startString() {
      begin();
    }

    @Override
    public void startNumber() {
      begin();
    }

    @Override
    public int[] startArray() {
      begin();
      return new int[1];
    }

    @Override
    public void startArrayValue(int[] index) {
      here.add(index[0]++);
    }

    @Override
    public void endArrayValue(int[] index) {
      leave();
    }

    @Override
    public int[] startObject() {
      begin();
      return new int[0];
    }

    @Override
    public void startObjectValue(int[] none, String name) {
      here.add(name);
    }

    @Override
    public void endObjectValue(int[] none, String name) {
      leave();
    }
  }
}
