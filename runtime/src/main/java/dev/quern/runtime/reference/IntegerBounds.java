package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Op;

/**
 * Turns bounds of integers and bools, which come from floats near a threshold, into the bound of an
 * op's result: a distance, for bools 1 where the other value is possible.
 */
final class IntegerBounds {
  private IntegerBounds() {}

  /** Of the op on element {@code i} of both, one of which is uncertain. */
  static double binary(Op op, StridedArray a, StridedArray b, int i) {
    double x = a.integers[i];
    double y = b.integers[i];
    if (a.dtype.isBool()) {
      return decided(op, a, i) || decided(op, b, i) ? 0 : 1;
    }
    return switch (op) {
      case ADD, SUB -> a.bound(i) + b.bound(i);
      case MUL -> ErrorBounds.product(x, a.bound(i), y, b.bound(i));
      case MAX, MIN -> Math.max(a.bound(i), b.bound(i));
      case CMPLT, CMPEQ, CMPNE -> ErrorBounds.comparison(x, a.bound(i), y, b.bound(i));
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** True if this operand alone decides the result. */
  private static boolean decided(Op op, StridedArray x, int i) {
    return x.bound(i) == 0
        && switch (op) {
          case AND, MIN -> x.integers[i] == 0;
          case OR, MAX -> x.integers[i] != 0;
          default -> false;
        };
  }
}
