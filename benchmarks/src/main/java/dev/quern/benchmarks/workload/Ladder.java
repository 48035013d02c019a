package dev.quern.benchmarks.workload;

import dev.quern.Quern;
import java.util.ArrayList;
import java.util.List;

/** The contraction step by step: the loop in a textbook, the generated kernel, the template. */
final class Ladder {
  private static final int SIZE = 512;

  private Ladder() {}

  static Workload workload() {
    Workload product = Functions.product(SIZE, "42 GFLOP/s");
    List<Contender> steps = new ArrayList<>();
    steps.add(new Contender(Side.QUERN, "reference loop", Reference::new));
    TensorFunction function =
        Functions.productOf(SIZE)
            .quern("generated", WithoutTemplates::device, x -> x[0].matmul(x[1]))
            .quern("template", Quern::device, x -> x[0].matmul(x[1]));
    steps.addAll(function.contenders());
    return new Workload(
        "ladder-" + SIZE,
        product.definition() + ": each step of the contraction",
        product.work(),
        product.tolerance(),
        product.tinygrad(),
        List.of(),
        steps);
  }

  private static float[] operand(int position) {
    return Inputs.uniform(position, -1, 1, SIZE * SIZE);
  }

  /** Three loops over arrays, in the order of the definition. */
  private static final class Reference implements Body {
    private final float[] a = operand(0);
    private final float[] b = operand(1);
    private final float[] c = new float[SIZE * SIZE];

    @Override
    public void run() {
      for (int i = 0; i < SIZE; i++) {
        row(i);
      }
    }

    private void row(int i) {
      for (int j = 0; j < SIZE; j++) {
        float sum = 0;
        for (int k = 0; k < SIZE; k++) {
          sum += a[i * SIZE + k] * b[k * SIZE + j];
        }
        c[i * SIZE + j] = sum;
      }
    }

    @Override
    public float[] result() {
      run();
      return c.clone();
    }
  }
}
