package dev.quern;

import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/** Powers by a number, which mostly need no general power, and rounding. */
final class Powers {
  private static final int LONGEST_PRODUCT = 64;

  private Powers() {}

  static Tensor of(Tensor x, Number exponent) {
    double value = exponent.doubleValue();
    boolean whole = value == Math.rint(value) && Math.abs(value) <= LONGEST_PRODUCT;
    if (!x.dtype().isFloat() && !Promotion.isFloat(exponent)) {
      Shapes.check(
          whole && value >= 0,
          "pow",
          () -> "integers take whole exponents of 0 to 64, got " + exponent);
      return product(x, (int) value);
    }
    if (whole && value >= 0 && value <= 3) {
      return product(x.to(Promotion.of(x.dtype(), exponent)), (int) value);
    }
    if (value == 0.5) {
      return x.sqrt();
    }
    return value == -1
        ? x.reciprocal()
        : Elementwise.withNumber(
            "pow", x, value, Promotion.real(x.dtype()), (a, b) -> Nodes.binary(Op.POW, a, b));
  }

  /** By repeated squaring. */
  private static Tensor product(Tensor x, int exponent) {
    if (exponent == 0) {
      return Autograd.function(x, Tensor::onesLike, (in, y, g) -> g.zerosLike());
    }
    Tensor half = product(x, exponent / 2);
    Tensor even = exponent / 2 == 0 ? x : half.mul(half);
    return exponent % 2 == 0 || exponent == 1 ? even : even.mul(x);
  }

  /** The root of a sum of squares: where all of them are 0, so is its gradient. */
  static Tensor rootOfSquares(Tensor squares) {
    return Autograd.function(
        squares, Tensor::sqrt, (in, y, g) -> Tensor.where(y.eq(0), g.zerosLike(), g.div(y.mul(2))));
  }

  /**
   * To the nearest integer, ties to even: x - floor(x) decides, and at 0.5 whether floor(x) is odd.
   */
  static Tensor round(Tensor x) {
    Tensor below = x.floor();
    Tensor rest = x.sub(below);
    Tensor odd = below.mul(0.5).floor().mul(2).ne(below);
    Tensor up = rest.gt(0.5).logicalOr(rest.eq(0.5).logicalAnd(odd));
    Tensor nearest = Tensor.where(up, below.add(1), below);
    return Tensor.where(nearest.eq(0), x.mul(0), nearest); // -0.3 rounds to -0
  }
}
