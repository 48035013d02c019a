package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.Arrays;

/** Multiplies in double; the bound is that of multiplying one after the other in the dtype. */
final class RealProduct implements Accumulator {
  private final DType dtype;
  private final double[] products;
  private final double[] bounds;

  RealProduct(DType dtype, int count) {
    this.dtype = dtype;
    this.products = new double[count];
    this.bounds = new double[count];
    Arrays.fill(products, 1);
  }

  @Override
  public void add(StridedArray x, int i, int o) {
    double product = products[o] * x.reals[i];
    double rounded = ScalarSemantics.round(dtype, product);
    bounds[o] =
        ErrorBounds.binary(Op.MUL, dtype, products[o], bounds[o], x.reals[i], x.bound(i), rounded);
    products[o] = product;
  }

  @Override
  public StridedArray finish(int[] sizes) {
    double[] values = Arrays.stream(products).map(v -> ScalarSemantics.round(dtype, v)).toArray();
    return StridedArray.reals(dtype, sizes, values, bounds);
  }
}
