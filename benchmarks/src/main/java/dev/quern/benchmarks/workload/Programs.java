package dev.quern.benchmarks.workload;

import dev.quern.Tensor;
import dev.quern.runtime.memory.Memory;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * Small and large programs, set up on this thread's device, for timing what happens before kernels
 * run.
 */
public final class Programs {
  private Programs() {}

  public static List<String> names() {
    return List.of(
        "gemm",
        "softmax",
        "mlp-step",
        "mlp-step-captured",
        "gpt-micro-step",
        "gpt-micro-step-captured",
        "gpt-nano-step",
        "gpt-nano-step-captured");
  }

  /** Makes the program's tensors and gives its step. */
  public static Supplier<Runnable> of(String name) {
    return switch (name) {
      case "gemm" -> () -> gemm();
      case "softmax" -> () -> softmax();
      case "mlp-step" -> () -> MlpStep.plain()::run;
      case "mlp-step-captured" -> () -> MlpStep.captured()::run;
      case "gpt-micro-step" -> () -> GptStep.micro().plain()::run;
      case "gpt-micro-step-captured" -> () -> GptStep.micro().captured()::run;
      case "gpt-nano-step" -> () -> GptStep.nano().plain()::run;
      case "gpt-nano-step-captured" -> () -> GptStep.nano().captured()::run;
      default -> throw new NoSuchElementException("there is no program " + name);
    };
  }

  private static Runnable gemm() {
    Tensor a = Tensor.of(Inputs.uniform(0, -1, 1, 64 * 64), 64, 64);
    Tensor c = existing(64, 64);
    return () -> c.copy_(a.matmul(a)).realize();
  }

  private static Runnable softmax() {
    Tensor x = Tensor.of(Inputs.uniform(0, -1, 1, 64 * 64), 64, 64);
    Tensor y = existing(64, 64);
    return () -> y.copy_(x.softmax(-1)).realize();
  }

  private static Tensor existing(int... shape) {
    return Tensor.zeros(shape).withStorage(Memory.Policy.DONATED, "result");
  }
}
