package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/**
 * Functions composed of primitives; where derivation by rules is inexact they state their gradient.
 */
final class Activations {
  private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double CUBIC = 0.044715; // Hendrycks and Gimpel, Gaussian Error Linear Units

  private Activations() {}

  static Tensor relu(Tensor x) {
    return Autograd.function(
        x,
        in -> Elementwise.withNumber("relu", in, 0, (a, b) -> Nodes.binary(Op.MAX, a, b)),
        (in, y, g) -> Tensor.where(in.gt(0), g, g.zerosLike()));
  }

  /** Passes the gradient where x is within the limits, themselves included. */
  static Tensor clamp(Tensor x, double min, double max) {
    return Autograd.function(
        x,
        in -> limited(limited(in, Op.MAX, min), Op.MIN, max),
        (in, y, g) -> Tensor.where(in.ge(min).logicalAnd(in.le(max)), g, g.zerosLike()));
  }

  private static Tensor limited(Tensor x, Op op, double limit) {
    boolean whole = !x.dtype().isFloat() && limit == Math.rint(limit);
    Number number = whole ? (Number) (long) limit : (Number) limit;
    return Double.isInfinite(limit)
        ? x
        : Elementwise.withNumber("clamp", x, number, (a, b) -> Nodes.binary(op, a, b));
  }

  static Tensor sigmoid(Tensor x) {
    return Autograd.function(
        x.to(Promotion.real(x.dtype())),
        in -> in.neg().exp().add(1).reciprocal(),
        (in, y, g) -> g.mul(y).mul(y.rsub(1)));
  }

  static Tensor gelu(Tensor x, Approximation approximation) {
    if (approximation == Approximation.NONE) {
      return x.mul(0.5).mul(x.mul(ROOT_HALF).erf().add(1));
    }
    return Autograd.function(x, in -> in.mul(0.5).mul(geluTanh(in).add(1)), Activations::geluSlope);
  }

  private static Tensor geluTanh(Tensor x) {
    return x.add(x.mul(x).mul(x).mul(CUBIC)).mul(ROOT_TWO_OVER_PI).tanh();
  }

  /** With t = tanh(u(x)): (1 + t)/2 + x/2 (1 - t^2) u'(x). */
  private static Tensor geluSlope(Tensor x, Tensor y, Tensor g) {
    Tensor t = geluTanh(x);
    Tensor inner = x.mul(x).mul(3 * CUBIC * ROOT_TWO_OVER_PI).add(ROOT_TWO_OVER_PI);
    Tensor curve = x.mul(0.5).mul(t.mul(t).rsub(1)).mul(inner);
    return g.mul(t.add(1).mul(0.5).add(curve));
  }

  /** Its gradient is computed, not {@code y + alpha}, of which nothing is left far below 0. */
  static Tensor elu(Tensor x, double alpha) {
    return Autograd.function(
        x.to(Promotion.real(x.dtype())),
        in -> Tensor.where(in.gt(0), in, in.clampMax(0).expm1().mul(alpha)),
        (in, y, g) -> Tensor.where(in.gt(0), g, g.mul(in.clampMax(0).exp().mul(alpha))));
  }

  static Tensor softplus(Tensor x) {
    return Autograd.function(
        x, in -> in.relu().add(in.abs().neg().exp().log1p()), (in, y, g) -> g.mul(in.sigmoid()));
  }

  /** log(1 + x), right for small x too (Kahan): log(u) x / (u - 1) with u = 1 + x rounded. */
  static Tensor log1p(Tensor x) {
    return Autograd.function(
        x.to(Promotion.real(x.dtype())),
        in -> {
          Tensor u = in.add(1);
          Tensor exact = u.log().mul(in.div(u.sub(1)));
          Tensor plain = u.eq(1).logicalOr(u.isinf());
          return Tensor.where(plain, Tensor.where(u.isinf(), u.log(), in), exact);
        },
        (in, y, g) -> g.div(in.add(1)));
  }

  /** exp(x) - 1, right for small x too (Kahan): (u - 1) x / log(u) with u = exp(x) rounded. */
  static Tensor expm1(Tensor x) {
    return Autograd.function(
        x.to(Promotion.real(x.dtype())),
        in -> {
          Tensor u = in.exp();
          Tensor exact = u.sub(1).mul(in.div(u.log()));
          Tensor far = u.isinf().logicalOr(u.sub(1).eq(-1)); // where log(u) may be of a subnormal u
          return Tensor.where(u.eq(1), in, Tensor.where(far, u.sub(1), exact));
        },
        (in, y, g) -> g.mul(in.exp()));
  }

  // ---- rows

  static Tensor softmax(Tensor x, int dim) {
    if (row("softmax", x, dim).shape().elements() == 0) {
      return x.contiguous(); // rows of nothing have no maximum
    }
    return Autograd.function(
        x,
        in -> {
          Tensor e = in.sub(largest(in, dim)).exp();
          return e.div(e.sum(dim, true));
        },
        (in, y, g) -> y.mul(g.sub(g.mul(y).sum(dim, true))));
  }

  static Tensor logSoftmax(Tensor x, int dim) {
    if (row("logSoftmax", x, dim).shape().elements() == 0) {
      return x.contiguous(); // rows of nothing have no maximum
    }
    return Autograd.function(
        x,
        in -> {
          Tensor z = in.sub(largest(in, dim));
          return z.sub(z.exp().sum(dim, true).log());
        },
        (in, y, g) -> g.sub(y.exp().mul(g.sum(dim, true))));
  }

  static Tensor logsumexp(Tensor x, int dim, boolean keepdim) {
    Tensor result =
        Autograd.function(
            row("logsumexp", x, dim),
            in -> {
              Tensor max = largest(in, dim);
              Tensor shift = Tensor.where(max.isinf(), max.zerosLike(), max);
              return in.sub(shift).exp().sum(dim, true).log().add(shift);
            },
            (in, y, g) -> g.mul(in.sub(y).exp()));
    return keepdim ? result : result.squeeze(dim);
  }

  /** The maximum of each row, which of an empty one, where rows vary, is never looked at. */
  private static Tensor largest(Tensor x, int dim) {
    return Reductions.reduce("amax", Op.MAX, x, new int[] {dim}, true);
  }

  private static Tensor row(String op, Tensor x, int dim) {
    Shapes.axis(op, dim, x.shape());
    Shapes.check(x.dtype().isFloat(), op, () -> "needs a float tensor, got " + x.dtype());
    return x;
  }

  /** Zeroes elements with probability p and scales the others, so that the mean stays. */
  static Tensor dropout(Tensor x, double p, boolean training) {
    Shapes.check(p >= 0 && p <= 1, "dropout", () -> "probability " + p + " is not within 0..1");
    if (!training || p == 0) {
      return x;
    }
    Tensor kept = Creation.uniform("dropout", x.shape(), DType.FLOAT32, x.device()).ge(p);
    return p == 1 ? x.mul(0) : Tensor.where(kept, x.mul(1 / (1 - p)), x.zerosLike());
  }
}
