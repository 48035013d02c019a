package dev.quern.compiler.target;

import dev.quern.compiler.ir.ContractionShape;
import java.util.Optional;

/**
 * A skeleton for sums of products: how to block one, and a fixed micro-kernel that multiplies
 * packed panels. What is packed and what becomes of the results is generated, so a template has no
 * say in meaning. Implementations are found by ServiceLoader; none is needed for correct answers.
 *
 * <p>Panels: A is packed as {@code [ceil(m / p)][k][p]}, p the shape's panel, or {@code [ceil(m /
 * p)][p][k]} where the shape says that rows are contiguous along k, and B as {@code [ceil(n /
 * nr)][k][nr]}. Panels of a cache block hold only that block's rows or columns and k-block. Where
 * the shape says in place, B is no panel: the columns of each k lie beside each other somewhere.
 */
public interface ContractionTemplate {
  /** How to block the task, or empty if the generated nest is to be used on this target. */
  Optional<ContractionShape> plan(ContractionTask task, Target target);

  /**
   * The micro-kernel for the shape's tile and dtype: one text for all contractions that share them.
   */
  MicroKernel microKernel(ContractionShape shape, Target target);

  /**
   * A compilation unit (Java) or function (OpenCL) without holes.
   *
   * <p>Java: a public class of this name in package {@code dev.quern.kernels} with
   *
   * <pre>
   * public static void tile(
   *     float[] a, int a0, int run, float[] b, int b0, int nr, int terms,
   *     float[] c, int c0, int stride, boolean first)
   * </pre>
   *
   * which adds the product of one panel of A and one of B to the {@code mr x nr} tile of {@code c}
   * whose rows are {@code stride} apart (double[] for float64), or writes it there if it is the
   * {@code first}. {@code run} is how far apart the rows of A are where they are contiguous along
   * k, and else the length of the k-block; {@code nr} is the shape's. In place there is an {@code
   * int[] starts} behind {@code b0}: the columns of a k begin at {@code b0 + starts[term]}.
   *
   * <p>OpenCL: a function of this name
   *
   * <pre>
   * void name(__global const T *a, __global const T *b, __global T *c,
   *     int rows, int columns, int terms, int run, int stride[, __local T *scratch])
   * </pre>
   *
   * which writes one block of products: of {@code rows} panels of A from {@code a} on and {@code
   * columns} panels of B, {@code terms} long, to {@code c}, whose rows are {@code stride} apart.
   * {@code run} is the shape's {@code kc}. On a CPU one item calls it; on a GPU all items of a
   * group of {@code (mc / mr) * (nc / nr)} do, with {@code kc * (mc + nc)} elements of scratch. k =
   * 0 gives zeros.
   */
  record MicroKernel(String name, String source) {
    /** A method without arguments that a Java micro-kernel may have: one harmless call of it. */
    public static final String WARM = "warm";
  }
}
