package dev.quern.compiler.lower;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The loop-carried dependences of a loop: what one iteration leaves for another, because of which
 * its iterations may not run side by side: in vectors, in strips, in several copies or by the items
 * of a group.
 */
public final class LoopCarriedDependence {
  private final Node range;
  private final List<Node> statements = new ArrayList<>(); // of the body, flattened
  private final Set<Node> moving = new LinkedHashSet<>(); // accumulators that iterations change
  private final Set<Node> outer = new LinkedHashSet<>(); // of these, the ones from outside
  private final List<Node> ranges = new ArrayList<>(); // the loop's, then those in the body
  private final Map<Node, Strides> strides = new HashMap<>(); // by range
  private final Map<Node, Set<Node>> stored = new LinkedHashMap<>(); // places, by array

  private LoopCarriedDependence(Node range, List<Node> body) {
    this.range = range;
    ranges.add(range);
    body.forEach(statement -> statements.addAll(NestStatements.within(statement)));
    for (Node statement : statements) {
      switch (statement.op()) {
        case ACC -> moving.add(statement);
        case UPDATE -> {
          if (moving.add(statement.source(0))) {
            outer.add(statement.source(0));
          }
        }
        case LOOP -> ranges.add(statement.source(0));
        default -> {}
      }
    }
    ranges.forEach(own -> strides.put(own, new Strides(own, moving)));
  }

  /** Why the iterations must run one after the other; empty if they need not. */
  public static Optional<String> by(Node range, List<Node> body) {
    LoopCarriedDependence carried = new LoopCarriedDependence(range, body);
    return carried.byStores().or(carried::byReads);
  }

  private Optional<String> byStores() {
    for (Node statement : statements) {
      if (statement.op() == Op.STORE) {
        Node place = statement.source(1);
        Set<Node> before =
            stored.computeIfAbsent(statement.source(0), array -> new LinkedHashSet<>());
        if (strides.get(range).fixed(place)) {
          return Optional.of("every iteration stores to the same place");
        } else if (!before.stream().allMatch(other -> other == place || neverMeet(other, place))) {
          return Optional.of("it stores to one array in places that may meet");
        } else if (isLookedUp(place)) {
          return Optional.of("it stores to places that it looks up");
        }
        before.add(place);
      }
    }
    return Optional.empty();
  }

  /** True of a place that what an iteration reads decides: other iterations may find the same. */
  private boolean isLookedUp(Node place) {
    return stride(range, place).isEmpty()
        && reads(List.of(place)).stream()
            .anyMatch(node -> node.op() == Op.LOAD && !strides.get(range).fixed(node));
  }

  private Optional<String> byReads() {
    for (Node node : reads(operands())) {
      if (outer.contains(node)) {
        return Optional.of("it reads an accumulator that it updates");
      }
      Set<Node> places =
          node.op() == Op.LOAD ? stored.getOrDefault(node.source(0), Set.of()) : Set.of();
      for (Node place : places) {
        boolean own = place == node.source(1) && areApart(place);
        if (!own && !neverMeet(place, node.source(1))) {
          return Optional.of("it reads what another iteration may have stored");
        }
      }
    }
    return Optional.empty();
  }

  /** What the statements are evaluated from: for an UPDATE not the accumulator itself. */
  private List<Node> operands() {
    List<Node> operands = new ArrayList<>();
    for (Node statement : statements) {
      int skipped = statement.op() == Op.UPDATE || statement.op() == Op.STORE ? 1 : 0;
      if (statement.op() != Op.LOOP) {
        operands.addAll(statement.sources().subList(skipped, statement.arity()));
      }
    }
    return operands;
  }

  /** All that is evaluated for these, not looking into how accumulators start. */
  private static Set<Node> reads(List<Node> roots) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (seen.add(node) && node.op() != Op.ACC) {
        node.sources().forEach(pending::push);
      }
    }
    return seen;
  }

  /** True if no iteration finds one place where it or another iteration finds the other. */
  private boolean neverMeet(Node a, Node b) {
    Node apart = IndexAlgebra.simplify(a.minus(b));
    if (!apart.isConst() || ranges.stream().anyMatch(own -> stride(own, a).isEmpty())) {
      return false;
    }
    long span = 0;
    for (Node own : ranges) {
      span += Math.abs(stride(own, a).getAsLong()) * (Ranges.extent(own) - 1);
    }
    return Math.abs(apart.literal().bits()) > span;
  }

  private OptionalLong stride(Node own, Node place) {
    return strides.get(own).of(place);
  }

  /**
   * True if iterations find a place apart, whatever the iterations of loops in the body: each
   * stride is longer than all that the shorter ones reach.
   */
  private boolean areApart(Node place) {
    List<Node> moved = new ArrayList<>();
    for (Node own : ranges) {
      OptionalLong stride = stride(own, place);
      if (stride.isEmpty()) {
        return false;
      } else if (stride.getAsLong() != 0) {
        moved.add(own);
      }
    }
    moved.sort(Comparator.comparing(own -> Math.abs(stride(own, place).getAsLong())));
    long reached = 0;
    for (Node own : moved) {
      long stride = Math.abs(stride(own, place).getAsLong());
      if (stride <= reached) {
        return false;
      }
      reached += stride * (Ranges.extent(own) - 1);
    }
    return moved.contains(range);
  }
}
