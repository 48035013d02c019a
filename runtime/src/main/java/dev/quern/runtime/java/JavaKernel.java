package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.Backend;
import java.util.Optional;

/** A kernel's compiled class. */
record JavaKernel(Rendered rendered, KernelCode code, CodeSize largestMethod)
    implements Backend.Loaded {
  @Override
  public Optional<String> tooLarge() {
    return largestMethod.tooLarge() ? Optional.of(largestMethod.toString()) : Optional.empty();
  }
}
