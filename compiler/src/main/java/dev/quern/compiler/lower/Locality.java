package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.target.Tuning.Loops;
import java.util.List;
import java.util.OptionalLong;

/** Scores how well memory is walked when a range is the innermost loop. */
final class Locality {
  private final Loops tuning;

  Locality(Loops tuning) {
    this.tuning = tuning;
  }

  /** Positive if these statements mostly walk memory element by element. */
  long score(Node range, List<Node> statements) {
    long score = 0;
    for (Node node : Expression.nodes(statements)) {
      if (node.op() == Op.LOAD || node.op() == Op.STORE) {
        OptionalLong stride = Strides.along(range, node.source(1));
        score += node.op() == Op.STORE ? store(stride) : load(stride);
      }
    }
    return score;
  }

  private int store(OptionalLong stride) {
    if (stride.equals(OptionalLong.of(0))) {
      return 0;
    }
    return stride.equals(OptionalLong.of(1)) ? tuning.unitStore() : tuning.scatteredStore();
  }

  private int load(OptionalLong stride) {
    if (stride.equals(OptionalLong.of(0))) {
      return tuning.uniformLoad();
    }
    return stride.equals(OptionalLong.of(1)) ? tuning.unitLoad() : tuning.scatteredLoad();
  }
}
