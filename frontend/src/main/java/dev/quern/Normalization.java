package dev.quern;

import dev.quern.compiler.ir.Shape;
import java.util.stream.IntStream;

/** Normalization over some dims, with closed gradients: two sums each. */
final class Normalization {
  private static final String BATCH = "batchNorm";

  private Normalization() {}

  /** (x - mean) / sqrt(variance + eps). */
  static Tensor layer(Tensor x, int[] shape, double eps) {
    return standard(x, lastDims("layerNorm", x, shape), eps);
  }

  private static Tensor standard(Tensor x, int[] dims, double eps) {
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
        () ->
            "needs a float tensor whose last dims are "
                + Shapes.text(shape)
                + ", got "
                + x.dtype()
                + Shapes.text(x.shape()));
    return IntStream.range(from, x.dim()).toArray();
  }

  // ---- over the batch

  /** (x - mean) / sqrt(variance + eps) of each channel, over all dims but the second. */
  static Tensor batch(Tensor x, double eps) {
    checkChannels(x);
    int[] dims = allButChannels(x);
    long values = Reductions.count(BATCH, x, dims);
    Shapes.check(
        values > 1,
        BATCH,
        () ->
            "needs more than one value for each channel in training, got "
                + Shapes.text(x.shape()));
    return standard(x, dims, eps);
  }

  /** The same with a mean and a variance (C) that are given. */
  static Tensor batch(Tensor x, Tensor mean, Tensor variance, double eps) {
    checkChannels(x);
    Tensor centred = x.sub(perChannel(x, mean));
    return centred.mul(perChannel(x, variance).add(eps).rsqrt());
  }

  /** Moves running values, which are buffers, towards those of this batch. */
  static void track(Tensor x, Tensor mean, Tensor variance, double momentum) {
    int[] dims = allButChannels(x);
    perChannel(x, mean);
    perChannel(x, variance);
    Autograd.noGrad(
        () -> {
          Tensor values = x.detach();
          mean.copy_(mean.lerp(values.mean(dims), momentum));
          variance.copy_(variance.lerp(values.var(dims), momentum));
        });
  }

  /** A vector with one number for each channel, beside the dims that follow. */
  static Tensor perChannel(Tensor x, Tensor vector) {
    Shape channels = Shapes.part(x.shape(), 1, 2);
    Shapes.check(
        vector.shape().equals(channels),
        BATCH,
        () ->
            "mean, variance, weight and bias must be "
                + Shapes.text(channels)
                + ", got "
                + Shapes.text(vector.shape()));
    Shape rest = Shapes.part(x.shape(), 2, x.dim());
    Shape ones = Shapes.withOnes(rest, Shapes.allAxes(rest));
    return Movement.reshape(BATCH, vector, Shapes.joined(channels, ones));
  }

  private static void checkChannels(Tensor x) {
    Shapes.check(
        x.dtype().isFloat() && x.dim() >= 2,
        BATCH,
        () -> "needs a float tensor (N, C, ...), got " + x.dtype() + Shapes.text(x.shape()));
  }

  private static int[] allButChannels(Tensor x) {
    return IntStream.range(0, x.dim()).filter(axis -> axis != 1).toArray();
  }

  static void checkScale(String op, int[] shape, Tensor scale) {
    Shapes.check(
        scale.shape().equals(Shapes.of(op, shape)),
        op,
        () ->
            "weight and bias must be "
                + Shapes.text(shape)
                + ", got "
                + Shapes.text(scale.shape()));
  }
}
