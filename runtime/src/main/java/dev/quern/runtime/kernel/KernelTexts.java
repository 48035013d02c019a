package dev.quern.runtime.kernel;

import dev.quern.compiler.Program;
import java.util.List;

/**
 * The sources of a program's kernels under one name, so that they are equal where the kernels are.
 */
public final class KernelTexts {
  private KernelTexts() {}

  /** By launch. */
  public static List<String> of(Program program) {
    return program.launches().stream()
        .map(launch -> KernelCache.renamed(launch.rendered(), "kernel_").source())
        .toList();
  }
}
