package dev.quern.compiler.render;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a kernel and how to launch it.
 *
 * @param name of the class (Java) or prefix of the functions (OpenCL)
 * @param phases launched one after the other, each when the one before has finished
 * @param locals arrays that every thread brings (Java), in order
 * @param support micro-kernels that must be loaded before
 * @param notes where the text departs from the nest's decisions, and why
 */
public record Rendered(
    String name,
    String source,
    List<Phase> phases,
    List<Local> locals,
    List<MicroKernel> support,
    List<String> notes) {
  public Rendered(
      String name,
      String source,
      List<Phase> phases,
      List<Local> locals,
      List<MicroKernel> support) {
    this(name, source, phases, locals, support, List.of());
  }

  public Rendered {
    notes = List.copyOf(notes);
    phases = List.copyOf(phases);
    locals = List.copyOf(locals);
    support = List.copyOf(support);
  }

  /** The same with more notes. */
  public Rendered noted(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new Rendered(name, source, phases, locals, support, all);
  }

  /**
   * One launch. On Java, {@code chunks} calls' worth of work that may run in any order on any
   * thread. On OpenCL, the functions to enqueue.
   *
   * @param work an estimate of the operations in the phase, a vector's counted as one
   */
  public record Phase(int chunks, long work, List<Function> functions) {
    public Phase {
      functions = List.copyOf(functions);
    }
  }

  /**
   * An OpenCL kernel function with its launch sizes.
   *
   * @param buffers the slots of the nest's buffers that are its first parameters, in order
   * @param scalars those of the nest's scalars that follow them
   */
  public record Function(
      String name, long globalItems, long groupItems, List<Integer> buffers, List<Scalar> scalars) {
    public Function {
      buffers = List.copyOf(buffers);
      scalars = List.copyOf(scalars);
    }
  }

  /** A scalar parameter: position among the nest's scalars, and type. */
  public record Scalar(int position, DType dtype) {}

  /** An array for a thread's own use during a chunk; its contents at the start are undefined. */
  public record Local(DType dtype, long elements) {}
}
