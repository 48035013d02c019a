package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.Backend;
import java.util.Optional;

/**
 * A kernel's compiled class.
 *
 * @param largestMethod of the class
 * @param fileBytes of its class files
 * @param limit bytes of code that a method had better stay under
 */
record JavaKernel(
    Rendered rendered, KernelCode code, CodeSize largestMethod, long fileBytes, int limit)
    implements Backend.Loaded {
  @Override
  public Backend.Built built() {
    return new Backend.Built("", fileBytes, largestMethod.method(), largestMethod.bytes());
  }

  @Override
  public byte[] binary() {
    return KernelImage.of(rendered, code, largestMethod).bytes();
  }

  @Override
  public Optional<String> tooLarge() {
    return largestMethod.bytes() > limit ? Optional.of(largestMethod.toString()) : Optional.empty();
  }
}
