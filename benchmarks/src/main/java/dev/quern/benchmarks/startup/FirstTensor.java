package dev.quern.benchmarks.startup;

import dev.quern.Tensor;

/** The first program of the README: a product, a loss, its gradient. */
public final class FirstTensor {
  private FirstTensor() {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    Tensor w = Tensor.of(new float[][] {{0.5f}, {-1}}).requiresGrad_();
    Tensor loss = x.matmul(w).relu().sum();
    loss.backward();
    Ready.say(loss.item() + w.grad().sum().item());
  }
}
