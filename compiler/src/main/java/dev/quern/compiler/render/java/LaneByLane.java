package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;

/** Writes what has no vector instruction as a small loop over the lanes, through arrays. */
final class LaneByLane {
  private final Frame frame;
  private final int lanes;

  LaneByLane(Frame frame, int lanes) {
    this.frame = frame;
    this.lanes = lanes;
  }

  /** Writes a vector or mask to an array of the thread, and names the array. */
  String spill(DType dtype, Text value, String use) {
    String array = frame.scratch(dtype, lanes, use);
    frame.code().line(value + ".intoArray(" + array + ", 0)");
    return array;
  }

  /** The vector or mask of the values of an expression in {@code lane}. */
  Text gather(DType dtype, Text each, DType maskType) {
    String array = frame.scratch(dtype, lanes, "out");
    open();
    frame.code().assign(array + "[lane]", each);
    frame.code().close();
    String name = frame.fresh("x");
    String vector = Types.vector(dtype).simpleName();
    String species = frame.unit.species(dtype.isBool() ? maskType : dtype, lanes);
    frame.declare(
        Types.vector(dtype), name, vector + ".fromArray(" + species + ", " + array + ", 0)");
    return Text.atom(name);
  }

  /** True of what {@link #gather} returned: a name already. */
  static boolean isName(Text text) {
    return text.text().matches("x[0-9]+");
  }

  /** Stores the lanes one by one, where there is no gate or it is open. */
  void scatter(String array, Text index, String values, String gate) {
    open();
    if (!gate.isEmpty()) {
      frame.code().open("if (" + gate + "[lane])");
    }
    frame.code().assign(array + "[" + index + "]", values + "[lane]");
    if (!gate.isEmpty()) {
      frame.code().close();
    }
    frame.code().close();
  }

  private void open() {
    frame.code().count("lane", lanes);
  }
}
