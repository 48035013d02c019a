package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.DType;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the lanes of a vector reach an array: writes the functions for lanes that are not simply
 * neighbours.
 *
 * @param space address space of the array
 */
record LaneAccess(String space, DType dtype, int lanes) {
  /** The vector in memory's type. */
  private String vector() {
    return Dialect.stored(dtype) + lanes;
  }

  private String name(String prefix) {
    return prefix + "_" + vector() + "_" + space;
  }

  private String pointer() {
    return "__" + space + " " + Dialect.stored(dtype) + " *p";
  }

  private String joined(IntFunction<String> text, String separator) {
    return IntStream.range(0, lanes).mapToObj(text).collect(Collectors.joining(separator));
  }

  private String vectorOf(IntFunction<String> text) {
    return "  return (" + vector() + ")(" + joined(text, ", ") + ");\n";
  }

  /** Loads each lane from its own place. */
  String gather(Helpers helpers) {
    String body = vectorOf(lane -> "p[at" + Dialect.lane(lane) + "]");
    String parameters = "const " + pointer() + ", const int" + lanes + " at";
    return helpers.define(name("gather"), vector(), parameters, body);
  }

  /** Loads each lane from its own place where the gate holds, else 0. */
  String gatherWhere(Helpers helpers) {
    String body = vectorOf(lane -> "gate#L ? p[at#L] : 0".replace("#L", Dialect.lane(lane)));
    String parameters =
        "const " + pointer() + ", const int" + lanes + " at, const int" + lanes + " gate";
    return helpers.define(name("gather_where"), vector(), parameters, body);
  }

  /** Loads neighbours where the gate holds, else 0. */
  String loadWhere(Helpers helpers) {
    String body =
        "  if (all(gate)) {\n    return vload"
            + lanes
            + "(0, p + at);\n  }\n"
            + vectorOf(lane -> "gate" + Dialect.lane(lane) + " ? p[at + " + lane + "] : 0");
    String parameters = "const " + pointer() + ", const int at, const int" + lanes + " gate";
    return helpers.define(name("load_where"), vector(), parameters, body);
  }

  /** Stores lanes whose gate holds, each to its own place, in ascending order. */
  String scatterWhere(Helpers helpers) {
    String body =
        joined(
            lane ->
                "  if (gate#L) {\n    p[at#L] = value#L;\n  }\n".replace("#L", Dialect.lane(lane)),
            "");
    String parameters =
        pointer()
            + ", const int"
            + lanes
            + " at, const "
            + vector()
            + " value, const int"
            + lanes
            + " gate";
    return helpers.define(name("scatter_where"), "void", parameters, body);
  }
}
