package dev.quern.runtime.java;

import dev.quern.runtime.backend.CompileException;
import java.util.Map;

/** Java source turned into class files. */
interface SourceCompiler {
  /**
   * Class files by binary name.
   *
   * @param unit a compilation unit, and what to call it in messages
   * @param parent loads what the unit refers to
   * @throws CompileException if the unit isn't valid
   */
  Map<String, byte[]> compile(Unit unit, KernelLoader parent);

  /** A compilation unit of one public class in {@code dev.quern.kernels}. */
  record Unit(String name, String source) {
    /** The binary name of its public class. */
    String className() {
      return KernelLoader.binaryName(name);
    }
  }
}
