package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Tuning.Grid;
import java.util.List;

/**
 * The grain size of parallel work: chunks large enough that handing one out costs little, and
 * enough of them that cores which finish early find more. A function of shapes only, so that sums
 * do not depend on threads.
 */
final class GrainSize {
  private GrainSize() {}

  /** Scalar operations that statements do once. */
  static long of(List<Node> statements) {
    long work = 0;
    for (Node statement : statements) {
      if (statement.op() == Op.LOOP) {
        List<Node> body = LoopNests.body(statement);
        work += Ranges.product(Math.max(1, Ranges.extent(statement.source(0))), of(body));
      } else {
        work += 1 + Expression.operations(List.of(statement));
      }
    }
    return work;
  }

  /** Rows for each chunk of so many, each of this work. */
  static int rows(long rows, long work, Grid tuning) {
    long byWork = Math.max(1, tuning.chunkWork() / Math.max(1, work));
    long byCount = -Math.floorDiv(-rows, tuning.mostChunks());
    return (int) Math.max(1, Math.min(Math.max(byWork, byCount), Math.max(1, rows)));
  }

  /** Chunks for rows whose results, of so many elements, are summed over them. */
  static long partials(long rows, long work, long elements, Grid tuning) {
    long chunks = Math.max(1, Ranges.product(rows, Math.max(1, work)) / (2 * tuning.chunkWork()));
    long most = elements == 1 ? tuning.mostNumbers() : tuning.mostPartials();
    return Math.max(1, Math.min(Math.min(chunks, most), rows));
  }
}
