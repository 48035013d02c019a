package dev.quern.benchmarks.workload;

import dev.quern.Tensor;
import java.util.function.Function;

/** A function of tensors whose value is written into a tensor that exists. */
final class IntoTensor implements Body {
  private final Tensor[] x;
  private final Tensor y;
  private final Function<Tensor[], Tensor> function;

  IntoTensor(Tensor[] x, Tensor y, Function<Tensor[], Tensor> function) {
    this.x = x;
    this.y = y;
    this.function = function;
  }

  @Override
  public void run() {
    y.copy_(function.apply(x)).realize();
    y.device().finish();
  }

  @Override
  public float[] result() {
    run();
    return y.toFloatArray();
  }
}
