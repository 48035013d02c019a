package dev.quern.runtime.dump;

import dev.quern.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of an index: a JSON object in the making. */
final class Line {
  private final Map<String, Object> members = new LinkedHashMap<>();

  private Line() {}

  static Line of(String kind) {
    return part().with("kind", kind);
  }

  /** An object inside a line. */
  static Line part() {
    return new Line();
  }

  Line with(String name, Object value) {
    members.put(name, value instanceof Line line ? line.members : value);
    return this;
  }

  Line with(String name, List<?> values) {
    List<?> plain =
        values.stream().map(each -> each instanceof Line line ? line.members : each).toList();
    members.put(name, plain);
    return this;
  }

  /** Leaves the member out if there is nothing to say. */
  Line withKnown(String name, String value) {
    return value.isEmpty() ? this : with(name, value);
  }

  /** Leaves the member out if it is absent. */
  Line withKnown(String name, Optional<?> value) {
    value.ifPresent(known -> members.put(name, known));
    return this;
  }

  /** Leaves the member out if it is false. */
  Line withTrue(String name, boolean value) {
    return value ? with(name, true) : this;
  }

  @Override
  public String toString() {
    return Json.write(members) + "\n";
  }
}
