package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Registers;

/**
 * How vectors of the nest lie in registers: one of more lanes than its type's register has takes
 * several, a <i>part</i> each.
 */
record VectorParts(Registers registers) {
  static boolean isVector(Node node) {
    return node.shape().rank() > 0;
  }

  static int lanes(Node vector) {
    return (int) vector.shape().elements();
  }

  static boolean isContiguous(Node index) {
    return index.arg() instanceof Arg.Ramp ramp && ramp.stride() == 1;
  }

  /** Registers that the vector takes. */
  int count(Node vector) {
    return registers.count(lanes(vector), laneType(vector));
  }

  /** Lanes of a part of the vector. */
  int lanesOfPart(Node vector) {
    return registers.lanes(laneType(vector));
  }

  /** The type whose lanes the vector's registers or masks have: of a bool, of what it compares. */
  DType laneType(Node vector) {
    Node leading = vector;
    while (leading.dtype().isBool()) {
      boolean free =
          leading.op() == Op.BROADCAST || leading.op() == Op.ACC || leading.op() == Op.LOAD;
      if (free) {
        return lanes(vector) % registers.lanes(DType.FLOAT32) == 0 ? DType.FLOAT32 : DType.FLOAT64;
      }
      leading =
          leading.sources().stream()
              .filter(source -> source.op() != Op.BROADCAST)
              .findFirst()
              .orElse(leading.source(0));
    }
    return leading.dtype();
  }
}
