package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/**
 * A value as the unevaluated sum of two floats, for about twice their precision (T. J. Dekker, A
 * floating-point technique for extending the available precision, 1971; products by FMA).
 */
record TwoWords(Node high, Node low) {

  /** A constant given as a float64 and what that leaves over. */
  static TwoWords constant(Node like, double high, double low) {
    boolean single = like.dtype() == DType.FLOAT32;
    return new TwoWords(
        like.like(single ? (float) high : high), like.like(single ? high - (float) high : low));
  }

  /** The exact sum, for |a| >= |b| or a = 0. */
  private static TwoWords fastSum(Node a, Node b) {
    Node sum = a.plus(b);
    return new TwoWords(sum, b.minus(sum.minus(a)));
  }

  /** The exact sum. */
  static TwoWords sum(Node a, Node b) {
    Node sum = a.plus(b);
    Node part = sum.minus(a);
    return new TwoWords(sum, a.minus(sum.minus(part)).plus(b.minus(part)));
  }

  TwoWords plusSmaller(Node b) {
    TwoWords sum = fastSum(high, b);
    return new TwoWords(sum.high, sum.low.plus(low));
  }

  TwoWords plusSmaller(TwoWords b) {
    TwoWords sum = fastSum(high, b.high);
    return new TwoWords(sum.high, sum.low.plus(low.plus(b.low)));
  }

  TwoWords times(TwoWords b) {
    Node product = high.times(b.high);
    Node exact = Nodes.fma(high, b.high, Nodes.unary(Op.NEG, product));
    return new TwoWords(product, Nodes.fma(high, b.low, Nodes.fma(low, b.high, exact)));
  }

  static TwoWords quotient(Node a, TwoWords b) {
    Node inverse = a.like(1.0).over(b.high);
    Node high = a.times(inverse);
    Node negative = Nodes.unary(Op.NEG, high);
    Node rest = Nodes.fma(negative, b.low, Nodes.fma(negative, b.high, a));
    return new TwoWords(high, rest.times(inverse));
  }
}
