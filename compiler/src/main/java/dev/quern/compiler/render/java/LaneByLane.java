package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import java.util.Optional;

/** Writes what has no vector instruction as a small loop over the lanes, through arrays. */
final class LaneByLane {
  private final Frame frame;

  LaneByLane(Frame frame) {
    this.frame = frame;
  }

  /** The array of the thread with the value of the expression in {@code lane} for each lane. */
  String gather(DType dtype, Text each, int lanes) {
    String array = frame.scratch(dtype, lanes, "out");
    open(lanes);
    frame.code().assign(array + "[lane]", each);
    frame.code().close();
    return array;
  }

  /** Stores the lanes one by one, where there is no gate or it is open. */
  void scatter(String element, Text value, Optional<Text> gate, int lanes) {
    open(lanes);
    gate.ifPresent(open -> frame.code().open("if (" + open + ")"));
    frame.code().assign(element, value);
    gate.ifPresent(open -> frame.code().close());
    frame.code().close();
  }

  private void open(int lanes) {
    frame.code().open("for (int lane = 0; lane < " + lanes + "; lane++)");
  }
}
