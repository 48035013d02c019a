package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;

/** The accumulator of each kind of reduction. */
final class Accumulators {
  private Accumulators() {}

  /** For reductions of this kind with results of this dtype, in which elements are too. */
  static Accumulator of(Op kind, DType dtype, int count) {
    if (!dtype.isFloat()) {
      return new IntegerFold(kind, dtype, count);
    }
    return switch (kind) {
      case ADD -> new RealSum(dtype, count, 0.0);
      case MUL -> new RealProduct(dtype, count);
      case MAX, MIN -> new RealExtreme(kind, dtype, count);
      default -> throw new IllegalArgumentException(kind.text() + " does not reduce " + dtype);
    };
  }
}
