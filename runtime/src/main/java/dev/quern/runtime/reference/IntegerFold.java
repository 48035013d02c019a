package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Folds integers or bools, exactly; what is uncertain makes the result so, unless another decides
 * it.
 */
final class IntegerFold implements Accumulator {
  private final Op kind;
  private final DType dtype;
  private final LongBinaryOperator meaning;
  private final long[] values;
  private final double[] bounds;
  private final boolean[] decided;

  IntegerFold(Op kind, DType dtype, int count) {
    this.kind = kind;
    this.dtype = dtype;
    this.meaning = ScalarSemantics.integerBinary(kind, dtype);
    this.values = new long[count];
    this.bounds = new double[count];
    this.decided = new boolean[count];
    Arrays.fill(values, kind.identity(dtype).integer());
  }

  @Override
  public void add(StridedArray x, int i, int o) {
    double bound = x.bound(i);
    values[o] = meaning.applyAsLong(values[o], x.integers[i]);
    decided[o] |= bound == 0 && dtype.isBool() && x.integers[i] == deciding();
    bounds[o] =
        kind == Op.ADD || dtype.isBool()
            ? bounds[o] + bound
            : Math.max(bounds[o], unlessExtreme(bound));
  }

  private double unlessExtreme(double bound) {
    return bound == 0 || kind == Op.MAX || kind == Op.MIN ? bound : Double.POSITIVE_INFINITY;
  }

  private long deciding() {
    return kind == Op.OR || kind == Op.MAX ? 1 : 0;
  }

  @Override
  public StridedArray finish(int[] sizes) {
    for (int o = 0; o < bounds.length; o++) {
      bounds[o] = decided[o] ? 0 : bounds[o];
    }
    return StridedArray.integers(dtype, sizes, values, bounds);
  }
}
