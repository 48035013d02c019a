package dev.quern.runtime.reference;

import dev.quern.compiler.ir.ContractionShape;
import java.util.List;

/** Multiplies packed panels as a template's micro-kernel does, one product after the other. */
final class PackedProduct {
  private final ContractionShape shape;
  private final List<Typed> arrays;

  /** {@code arrays} are (scratch, packedA, packedB) of a block, or (packedA, packedB, products). */
  PackedProduct(ContractionShape shape, List<Typed> arrays) {
    this.shape = shape;
    this.arrays = arrays;
  }

  void clear() {
    arrays.get(0).clear();
  }

  /** Adds the terms of one k block to the block (batch, mb, nb) in the scratch array. */
  void addBlock(long[] block, long kb) {
    long rows = Math.min(shape.mc(), shape.m() - block[1] * shape.mc());
    long columns = Math.min(shape.nc(), shape.n() - block[2] * shape.nc());
    long terms = Math.min(shape.kc(), shape.k() - kb * shape.kc());
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        for (long k = 0; k < terms; k++) {
          long b = panelB(block[0], block[2] * shape.nc() + j, kb * shape.kc() + k);
          long a = (i / shape.mr() * shape.kc() + k) * shape.mr() + i % shape.mr();
          arrays
              .get(0)
              .addProduct(i * shape.nc() + j, arrays.get(1).real(a), arrays.get(2).real(b));
        }
      }
    }
  }

  /** All products at once, with the edges of tiles. */
  void whole() {
    long rows = ceiling(shape.m(), shape.mr()) * shape.mr();
    long columns = ceiling(shape.n(), shape.nr()) * shape.nr();
    Typed products = arrays.get(2);
    products.clear();
    for (long batch = 0; batch < shape.batch(); batch++) {
      for (long i = 0; i < rows; i++) {
        for (long j = 0; j < columns; j++) {
          for (long k = 0; k < shape.k(); k++) {
            double a = arrays.get(0).real(panelA(batch, i, k));
            double b = arrays.get(1).real(panelB(batch, j, k));
            products.addProduct((batch * rows + i) * columns + j, a, b);
          }
        }
      }
    }
  }

  private long panelA(long batch, long row, long k) {
    long panel = batch * ceiling(shape.m(), shape.mr()) + row / shape.mr();
    return (panel * shape.k() + k) * shape.mr() + row % shape.mr();
  }

  private long panelB(long batch, long column, long k) {
    long panel = batch * ceiling(shape.n(), shape.nr()) + column / shape.nr();
    return (panel * shape.k() + k) * shape.nr() + column % shape.nr();
  }

  private static long ceiling(long size, long tile) {
    return (size + tile - 1) / tile;
  }
}
