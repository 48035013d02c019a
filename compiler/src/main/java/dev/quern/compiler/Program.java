package dev.quern.compiler;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.schedule.Remark;
import java.util.List;

/**
 * A compiled graph: kernels in launch order over a table of buffers.
 *
 * <p>Buffers are numbered: first the graph's inputs (the Slots of its BUFFERs), then its outputs in
 * the order in which they were asked for, then temporaries. A temporary's memory is its {@code
 * arena} number: those with the same number are never alive at the same time.
 *
 * @param reasons what the scheduler decided, and why
 */
public record Program(List<Buffer> buffers, List<Launch> launches, List<Remark> reasons) {
  public Program {
    reasons = List.copyOf(reasons);
    buffers = List.copyOf(buffers);
    launches = List.copyOf(launches);
  }

  /** What a buffer is for. */
  public enum Role {
    INPUT,
    OUTPUT,
    TEMPORARY
  }

  /**
   * @param donor for the output of an ASSIGN, the input buffer that it is the next version of; else
   *     -1
   * @param inPlace true if the output may be written over its donor: every read of the old version
   *     comes before, or at the same index in the same kernel
   * @param arena of a temporary; else -1
   */
  public record Buffer(
      Role role, DType dtype, long elements, int donor, boolean inPlace, int arena) {}

  /** One kernel; {@code arguments} are buffer numbers by the kernel's slot. */
  public record Launch(Nest nest, Rendered rendered, List<Integer> arguments) {
    public Launch {
      arguments = List.copyOf(arguments);
    }
  }
}
