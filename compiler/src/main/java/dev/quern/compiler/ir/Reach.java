package dev.quern.compiler.ir;

import static dev.quern.compiler.ir.Inference.require;

import dev.quern.compiler.ir.Arg.Literal;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that a nest reads and writes inside of its arrays in the first and last turns of its
 * loops, in all their combinations.
 *
 * <p>An index tells all about the loops that it needs, since a RANGE has its extent among its
 * sources. What depends on values that are computed or read is not checked: a failure is one that
 * happens, and the turns in which it does are named.
 */
final class Reach {
  /** Loops whose first turns are looked at too; of those further in, the last are enough. */
  private static final int MOST_LOOPS = 10;

  private final Node access;
  private final List<Node> wanted; // the index, and the gate if there is one
  private final List<Node> order;
  private final List<Node> ranges;
  private final Map<Node, Literal> values = new IdentityHashMap<>();

  private Reach(Node access) {
    this.access = access;
    int gate = access.op() == Op.LOAD ? 2 : 3;
    this.wanted =
        Stream.concat(Stream.of(access.source(1)), access.sources().stream().skip(gate)).toList();
    this.order = Topology.of(wanted);
    this.ranges = order.stream().filter(node -> node.op() == Op.RANGE).toList();
  }

  static void check(Node kernel) {
    for (Node node : Topology.of(kernel)) {
      if (node.op() == Op.LOAD || node.op() == Op.STORE) {
        new Reach(node).check();
      }
    }
  }

  private void check() {
    long size = access.source(0).shape().elements();
    for (long firsts = 0; firsts < 1L << Math.min(MOST_LOOPS, ranges.size()); firsts++) {
      evaluate(firsts);
      if (happens()) {
        long index = values.get(wanted.get(0)).bits();
        boolean inside = index >= 0 && index < size;
        require(inside, access, () -> "is at " + index + " of " + access.source(0) + turns());
      }
    }
  }

  /** Finds what can be found where each bit says whether a loop is in its first or last turn. */
  private void evaluate(long firsts) {
    values.clear();
    for (Node node : order) {
      boolean known = node.sources().stream().allMatch(values::containsKey);
      Optional<Literal> value = Optional.empty();
      if (known && node.op() == Op.RANGE) {
        boolean first = (firsts >> ranges.indexOf(node) & 1) != 0;
        value = turn(values.get(node.source(0)).bits(), first);
      } else if (known) {
        value = value(node);
      }
      value.ifPresent(found -> values.put(node, found));
    }
  }

  private static Optional<Literal> turn(long extent, boolean first) {
    return extent > 0
        ? Optional.of(Literal.of(DType.INT32, first ? 0 : extent - 1))
        : Optional.empty();
  }

  private Optional<Literal> value(Node node) {
    return switch (node.op()) {
      case CONST -> Optional.of(node.literal());
      case VAR -> Optional.of(Literal.of(node.dtype(), largest(node)));
      default -> node.op().isElementwise() ? result(node) : Optional.empty();
    };
  }

  private static long largest(Node variable) {
    return ((Arg.Symbol) variable.arg()).variable().max();
  }

  private Optional<Literal> result(Node node) {
    Literal[] sources = node.sources().stream().map(values::get).toArray(Literal[]::new);
    boolean byZero =
        (node.op() == Op.DIV || node.op() == Op.MOD)
            && node.dtype().isInteger()
            && sources[1].bits() == 0;
    return byZero
        ? Optional.empty()
        : Optional.of(ScalarSemantics.evaluate(node.op(), node.dtype(), sources));
  }

  private boolean happens() {
    return values.keySet().containsAll(wanted)
        && wanted.stream().skip(1).allMatch(gate -> values.get(gate).bits() != 0);
  }

  private String turns() {
    return ranges.stream()
        .map(range -> "i" + range.arg() + " = " + values.get(range).bits())
        .collect(Collectors.joining(", ", ranges.isEmpty() ? "" : " where ", ""));
  }
}
