package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Affine;
import java.util.List;

/**
 * How work is cut into chunks: large enough that handing one out costs little, and enough of them
 * that cores which finish early find more. A function of shapes only, so that sums do not depend on
 * threads.
 */
final class Effort {
  private static final long CHUNK_WORK = 1 << 15;
  private static final long MOST_CHUNKS = 256;

  /** Partial sums are combined at the end, so there are fewer chunks of them. */
  private static final long MOST_PARTIALS = 16;

  /** Single numbers are combined at once; the last chunk keeps all other threads waiting. */
  private static final long MOST_NUMBERS = 64;

  private Effort() {}

  /** Scalar operations that statements do once. */
  static long of(List<Node> statements) {
    long work = 0;
    for (Node statement : statements) {
      if (statement.op() == Op.LOOP) {
        List<Node> body = LoopNests.body(statement);
        work += Affine.product(Math.max(1, Affine.extent(statement.source(0))), of(body));
      } else {
        work += 1 + Expression.operations(List.of(statement));
      }
    }
    return work;
  }

  /** Rows for each chunk of so many, each of this work. */
  static int rows(long rows, long work) {
    long byWork = Math.max(1, CHUNK_WORK / Math.max(1, work));
    long byCount = -Math.floorDiv(-rows, MOST_CHUNKS);
    return (int) Math.max(1, Math.min(Math.max(byWork, byCount), Math.max(1, rows)));
  }

  /** Chunks for rows whose results, of so many elements, are summed over them. */
  static long partials(long rows, long work, long elements) {
    long chunks = Math.max(1, Affine.product(rows, Math.max(1, work)) / (2 * CHUNK_WORK));
    long most = elements == 1 ? MOST_NUMBERS : MOST_PARTIALS;
    return Math.max(1, Math.min(Math.min(chunks, most), rows));
  }
}
