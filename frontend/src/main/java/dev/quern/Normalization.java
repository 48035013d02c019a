package dev.quern;

import dev.quern.compiler.ir.Shape;
import java.util.stream.IntStream;

/** Normalization over the last dims, with closed gradients: two row sums each. */
final class Normalization {
  private Normalization() {}

  /** (x - mean) / sqrt(variance + eps). */
  static Tensor layer(Tensor x, int[] shape, double eps) {
    int[] dims = lastDims("layerNorm", x, shape);
    return Autograd.function(
        x,
        in -> in.sub(in.mean(dims, true)).mul(inverseDeviation(in, dims, eps)),
        (in, y, g) -> {
          Tensor along = y.mul(g.mul(y).mean(dims, true));
          return g.sub(g.mean(dims, true)).sub(along).mul(inverseDeviation(in, dims, eps));
        });
  }

  private static Tensor inverseDeviation(Tensor x, int[] dims, double eps) {
    Tensor centred = x.sub(x.mean(dims, true));
    return centred.mul(centred).mean(dims, true).add(eps).rsqrt();
  }

  /** x / sqrt(mean of squares + eps). */
  static Tensor rootMeanSquare(Tensor x, int[] shape, double eps) {
    int[] dims = lastDims("rmsNorm", x, shape);
    return Autograd.function(
        x,
        in -> in.mul(inverseSize(in, dims, eps)),
        (in, y, g) -> g.sub(y.mul(g.mul(y).mean(dims, true))).mul(inverseSize(in, dims, eps)));
  }

  private static Tensor inverseSize(Tensor x, int[] dims, double eps) {
    return x.mul(x).mean(dims, true).add(eps).rsqrt();
  }

  private static int[] lastDims(String op, Tensor x, int[] shape) {
    Shape normalized = Shapes.of(op, shape);
    int from = x.dim() - shape.length;
    Shapes.check(
        shape.length > 0
            && from >= 0
            && Shapes.part(x.shape(), from, x.dim()).equals(normalized)
            && x.dtype().isFloat(),
        op,
        "needs a float tensor whose last dims are "
            + Shapes.text(shape)
            + ", got "
            + x.dtype()
            + Shapes.text(x.shape()));
    return IntStream.range(from, x.dim()).toArray();
  }

  static void checkScale(String op, int[] shape, Tensor scale) {
    Shapes.check(
        scale.shape().equals(Shapes.of(op, shape)),
        op,
        "weight and bias must be " + Shapes.text(shape) + ", got " + Shapes.text(scale.shape()));
  }
}
