package dev.quern.tests.fusion;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts how often a program evaluates an exponential, or a function made of one: the shift that
 * makes a power of two is in each once.
 */
final class Evaluations {
  private static final long MANTISSA = 23;

  private long total;

  private Evaluations() {}

  static long of(Program program) {
    Evaluations count = new Evaluations();
    for (Program.Launch launch : program.launches()) {
      for (Node phase : launch.nest().kernel().sources()) {
        phase.sources().forEach(segment -> count.walk(segment, List.of(), new HashSet<>()));
      }
    }
    return count.total;
  }

  /** A statement inside loops; a value that an earlier statement has is not computed again. */
  private void walk(Node statement, List<Node> loops, Set<Node> seen) {
    List<Node> inner = new ArrayList<>(loops);
    Set<Node> values = new LinkedHashSet<>();
    for (Node source : statement.sources()) {
      if (source.op() == Op.RANGE && isLoop(statement)) {
        inner.add(source);
      } else if (isStatement(source)) {
        walk(source, inner, seen);
      } else {
        values.add(source);
      }
    }
    for (Node node : Topology.of(List.copyOf(values), node -> node.op() != Op.RANGE)) {
      if (isPowerOfTwo(node) && seen.add(node)) {
        total += executions(node, inner);
      }
    }
  }

  private static boolean isLoop(Node node) {
    return switch (node.op()) {
      case LOOP, SEGMENT, CONTRACTION -> true;
      default -> false;
    };
  }

  private static boolean isStatement(Node node) {
    return switch (node.op()) {
      case LOOP, STORE, UPDATE, SEGMENT, CONTRACTION -> true;
      default -> false;
    };
  }

  private static boolean isPowerOfTwo(Node node) {
    return node.op() == Op.SHL
        && node.source(1).isConst()
        && node.source(1).literal().bits() == MANTISSA;
  }

  /**
   * Once for each value of the loops that the node varies with; all of them, if by what they leave.
   */
  private static long executions(Node node, List<Node> loops) {
    List<Node> within = Topology.of(List.of(node), inner -> inner.op() != Op.RANGE);
    boolean ofSum =
        within.stream().anyMatch(inner -> inner.op() == Op.ACC || inner.op() == Op.LOCAL);
    long product = 1;
    for (Node loop : loops) {
      if (ofSum || within.contains(loop)) {
        product *= extent(loop);
      }
    }
    return product;
  }

  private static long extent(Node range) {
    return Ranges.extent(range);
  }
}
