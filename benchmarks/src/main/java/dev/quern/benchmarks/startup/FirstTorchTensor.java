package dev.quern.benchmarks.startup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** What a user of DJL writes to see a first product. */
public final class FirstTorchTensor {
  private FirstTorchTensor() {}

  public static void main(String[] arguments) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
      NDArray w = manager.create(new float[] {0.5f, -1}, new Shape(2, 1));
      Ready.say(x.matMul(w).sum().getFloat());
    }
    System.exit(0);
  }
}
