package dev.quern.compiler.target;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The facts of a device that the compiler may depend on. Two devices with equal targets get the
 * same kernels, text for text; nothing is measured on the host.
 *
 * @param kind the language that is rendered; nothing else depends on it
 * @param name such as {@code java-512}, part of every cache key
 * @param vectorBits width of a vector register in bits; 0 where only plain loops are to be rendered
 * @param capabilities what the shape of a nest depends on
 * @param limits what the device can hold
 * @param tuning the constants by which kernels are laid out
 * @param float64 whether the device has double precision
 * @param templates hand-tuned skeletons, in order of preference; empty is always correct
 */
public record Target(
    Kind kind,
    String name,
    int vectorBits,
    Set<Capability> capabilities,
    Limits limits,
    Tuning tuning,
    boolean float64,
    List<ContractionTemplate> templates) {

  public Target {
    Set<Capability> ordered = EnumSet.noneOf(Capability.class);
    ordered.addAll(capabilities);
    capabilities = Collections.unmodifiableSet(ordered);
    templates = List.copyOf(templates);
  }

  /** The language a target's kernels are written in. */
  public enum Kind {
    JAVA,
    OPENCL_CPU,
    OPENCL_GPU
  }

  /**
   * Sizes that bound a kernel.
   *
   * @param rowBytes largest row that is kept in fast memory (L1 or local memory) between stages
   * @param blockBytes largest block of a contraction's results kept in cache
   * @param groupItems largest work-group; 1 where a row is one item
   * @param tensors most tensors and scalars of the launch that a function reads and writes
   * @param work picoseconds for one element, by the scheduler's table of costs, of all that a
   *     function computes: what bounds its text
   */
  public record Limits(int rowBytes, int blockBytes, int groupItems, int tensors, double work) {
    /**
     * A method of the JVM has 255 slots for its parameters, of which a scalar may take two, and
     * OpenCL guarantees 1,024 bytes, 128 pointers. What is left is for arrays of the thread.
     */
    private static final int TENSORS = 96;

    /**
     * HotSpot compiles no method of more than 8,000 bytes. An operation of 20 ps takes about 10 of
     * them, a function of 400 ps about 300.
     */
    private static final double WORK = 8_000;

    Limits(int rowBytes, int blockBytes, int groupItems) {
      this(rowBytes, blockBytes, groupItems, TENSORS, WORK);
    }

    /** Half as much in a function. */
    Limits halved() {
      return new Limits(rowBytes, blockBytes, groupItems, tensors / 2, work / 2);
    }
  }

  /** The same, with half as much in one function: for a text that its compiler refuses. */
  public Target halved() {
    return new Target(
        kind, name, vectorBits, capabilities, limits.halved(), tuning, float64, templates);
  }

  public boolean has(Capability capability) {
    return capabilities.contains(capability);
  }

  /** Elements of a type of this many bytes in one vector; 1 where there are no vectors. */
  public int lanes(int bytes) {
    return vectorBits == 0 ? 1 : Math.max(1, vectorBits / 8 / bytes);
  }

  /** The Java target with vectors of this width, 0 for plain loops. */
  public static Target java(int vectorBits, List<ContractionTemplate> templates) {
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (vectorBits > 0) {
      capabilities.remove(Capability.AUTO_VECTORIZED);
    }
    return new Target(
        Kind.JAVA,
        vectorBits == 0 ? "java-plain" : "java-" + vectorBits,
        vectorBits,
        capabilities,
        new Limits(32 << 10, 256 << 10, 1),
        Tuning.standard(),
        true,
        templates);
  }

  /** An OpenCL driver that runs on the CPU. */
  public static Target openclCpu(boolean float64, List<ContractionTemplate> templates) {
    return new Target(
        Kind.OPENCL_CPU,
        "opencl-cpu",
        512,
        Set.of(),
        new Limits(16 << 10, 128 << 10, 1),
        Tuning.standard(),
        float64,
        templates);
  }

  /** A GPU; rows are shared out over a work-group. */
  public static Target openclGpu(
      int groupItems, int localBytes, boolean float64, List<ContractionTemplate> templates) {
    return new Target(
        Kind.OPENCL_GPU,
        "opencl-gpu",
        0,
        Set.of(),
        new Limits(localBytes / 2, localBytes / 2, groupItems),
        Tuning.standard(),
        float64,
        templates);
  }
}
