package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.List;

/**
 * Multiplies packed panels as a template's micro-kernel does on Java: the sum of a k block is made
 * by one fused multiply-add after the other, from 0, and added to those of the blocks before.
 */
final class PackedProduct {
  private final ContractionShape shape;
  private final List<NestArray> arrays;
  private final boolean localA; // panels of one block rather than of the whole operand
  private final boolean localB;

  /** Of a CONTRACTION, whose arrays these are. */
  PackedProduct(Node contraction, List<NestArray> arrays) {
    this.shape = ((Arg.Contraction) contraction.arg()).shape();
    this.arrays = arrays;
    List<Node> nodes = NestStatements.arrays(contraction);
    this.localA = nodes.get(1).op() == Op.LOCAL;
    this.localB = nodes.get(2).op() == Op.LOCAL;
  }

  /** Adds the terms of one k block to the block (batch, mb, nb) in the scratch array. */
  void addBlock(long[] block, long kb) {
    long rows = Math.min(shape.mc(), shape.m() - block[1] * shape.mc());
    long columns = Math.min(shape.nc(), shape.n() - block[2] * shape.nc());
    long terms = Math.min(shape.kc(), shape.k() - kb * shape.kc());
    long row = block[1] * shape.mc();
    long column = block[2] * shape.nc();
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        NestArray sums = arrays.get(0);
        double sum = 0;
        for (long k = 0; k < terms; k++) {
          long a = localA ? blockA(i, k) : panelA(block[0], row + i, kb * shape.kc() + k);
          long b = localB ? blockB(j, k) : panelB(block[0], column + j, kb * shape.kc() + k);
          sum = sums.fma(arrays.get(1).real(a), arrays.get(2).real(b), sum);
        }
        sums.add(i * shape.nc() + j, sum, kb == 0);
      }
    }
  }

  /** All products at once, with the edges of tiles. */
  void whole() {
    long rows = ceiling(shape.m(), shape.mr()) * shape.mr();
    long columns = ceiling(shape.n(), shape.nr()) * shape.nr();
    NestArray products = arrays.get(2);
    for (long batch = 0; batch < shape.batch(); batch++) {
      for (long i = 0; i < rows; i++) {
        for (long j = 0; j < columns; j++) {
          double sum = 0;
          for (long k = 0; k < shape.k(); k++) {
            double a = arrays.get(0).real(panelA(batch, i, k));
            double b = arrays.get(1).real(panelB(batch, j, k));
            sum = products.fma(a, b, sum);
          }
          products.add((batch * rows + i) * columns + j, sum, true);
        }
      }
    }
  }

  private long blockA(long row, long k) {
    return inPanelA(row / shape.panel(), row % shape.panel(), k, shape.kc());
  }

  private long blockB(long column, long k) {
    if (shape.inPlace()) {
      return arrays.get(3).read(k) + column;
    }
    return (column / shape.nr() * shape.kc() + k) * shape.nr() + column % shape.nr();
  }

  private long panelA(long batch, long row, long k) {
    long panel = batch / shape.sharing() * ceiling(shape.m(), shape.panel()) + row / shape.panel();
    return inPanelA(panel, row % shape.panel(), k, shape.k());
  }

  private long inPanelA(long panel, long row, long k, long run) {
    return shape.termsTogether()
        ? (panel * shape.panel() + row) * run + k
        : (panel * run + k) * shape.panel() + row;
  }

  private long panelB(long batch, long column, long k) {
    long panel = batch * ceiling(shape.n(), shape.nr()) + column / shape.nr();
    return (panel * shape.k() + k) * shape.nr() + column % shape.nr();
  }

  private static long ceiling(long size, long tile) {
    return (size + tile - 1) / tile;
  }
}
