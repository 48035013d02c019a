package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.simplify.Ranges;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one run of a nest does, counted from its text: floating-point operations, and bytes of
 * buffers that it reads and writes, each element at most once. Sizes that vary count at their
 * largest.
 */
public record NestWork(long flops, long bytesRead, long bytesWritten) {
  /** Both together. */
  public NestWork plus(NestWork other) {
    return new NestWork(
        flops + other.flops, bytesRead + other.bytesRead, bytesWritten + other.bytesWritten);
  }

  public static NestWork of(Nest nest) {
    Count count = new Count();
    count.statement(nest.kernel(), Set.of());
    long read = 0;
    long written = 0;
    for (int slot = 0; slot < nest.arguments().size(); slot++) {
      Nest.Argument argument = nest.arguments().get(slot);
      long size = argument.dtype().bytes();
      read += size * Math.min(argument.elements(), count.read.getOrDefault(slot, 0L));
      written += size * Math.min(argument.elements(), count.written.getOrDefault(slot, 0L));
    }
    return new NestWork(count.flops, read, written);
  }

  private static final class Count {
    final Map<Integer, Long> read = new HashMap<>();
    final Map<Integer, Long> written = new HashMap<>();
    final Map<Node, Set<Node>> free = new HashMap<>(); // the ranges that a node varies with
    long flops;

    /** Recursion is as deep as loops are nested. */
    void statement(Node statement, Set<Node> around) {
      switch (statement.op()) {
        case ACC -> {
          values(statement.sources());
          free.put(statement, around);
        }
        case UPDATE -> {
          values(List.of(statement.source(1)));
          flops += statement.source(0).dtype().isFloat() ? Ranges.elements(around) : 0;
        }
        case STORE -> {
          values(statement.sources());
          touch(written, statement.source(0), Ranges.elements(around));
        }
        default -> block(statement, around);
      }
    }

    private void block(Node block, Set<Node> around) {
      Set<Node> inside = new LinkedHashSet<>(around);
      inside.addAll(NestStatements.ranges(block));
      if (block.op() == Op.CONTRACTION) {
        contraction(block);
      }
      NestStatements.body(block).forEach(inner -> statement(inner, inside));
    }

    private void contraction(Node node) {
      ContractionShape shape = ((Arg.Contraction) node.arg()).shape();
      flops += 2L * shape.batch() * shape.m() * shape.n() * shape.k();
      for (Node array : NestStatements.arrays(node)) {
        touch(read, array, Long.MAX_VALUE);
      }
    }

    private void values(List<Node> roots) {
      for (Node node : Topology.of(roots, n -> !free.containsKey(n) && !Ranges.isRange(n))) {
        if (free.containsKey(node)) {
          continue;
        }
        Set<Node> ranges = new LinkedHashSet<>();
        if (Ranges.isRange(node)) {
          ranges.add(node);
        } else {
          node.sources().forEach(source -> ranges.addAll(free.getOrDefault(source, Set.of())));
        }
        free.put(node, ranges);
        count(node, Ranges.elements(ranges));
      }
    }

    private void count(Node node, long times) {
      if (node.op() == Op.LOAD) {
        touch(read, node.source(0), times);
      } else if (node.op().isElementwise() && node.dtype().isFloat()) {
        flops +=
            switch (node.op()) {
              case CAST, BITCAST, WHERE -> 0;
              case FMA -> 2 * times;
              default -> times;
            };
      }
    }

    private static void touch(Map<Integer, Long> elements, Node array, long times) {
      if (array.arg() instanceof Arg.Slot slot) {
        elements.merge(
            slot.index(), times, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
      }
    }
  }
}
