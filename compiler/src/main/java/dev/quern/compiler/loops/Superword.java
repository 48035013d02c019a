package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Says which operations HotSpot turns into vectors where they stand in a plain loop, on JDK 17. */
public final class Superword {
  private Superword() {}

  /** True of arithmetic on floats. */
  public static boolean vectorizes(Node node) {
    return switch (node.op()) {
      case ADD, SUB, MUL, DIV, FMA, NEG, ABS, SQRT, MAX, MIN -> node.dtype().isFloat();
      case WHERE -> Clamp.kind(node) != Op.WHERE;
      default -> false;
    };
  }

  /**
   * True of a loop that HotSpot turns into vectors as it stands, sums of a turn included:
   * arithmetic on floats that all lie whole vectors, of so many elements, apart.
   */
  public static boolean suits(LoopValues plan, List<Node> statements, long vector) {
    if (!statements.stream().allMatch(Superword::isKnown)) {
      return false;
    }
    Set<Node> values = values(plan, statements);
    Set<Node> places = new LinkedHashSet<>();
    statements.stream().filter(s -> s.op() == Op.STORE).forEach(s -> places.add(s.source(1)));
    values.stream().filter(Superword::isRead).forEach(load -> places.add(load.source(1)));
    return values.stream().allMatch(node -> isRead(node) || vectorizes(node))
        && places.stream().allMatch(place -> isEven(plan, place, places.iterator().next(), vector));
  }

  private static boolean isKnown(Node statement) {
    return switch (statement.op()) {
      case ACC, UPDATE, STORE -> true;
      default -> false;
    };
  }

  private static boolean isRead(Node node) {
    return node.op() == Op.LOAD && node.arity() == 2 && node.dtype().isFloat();
  }

  /** What differs from turn to turn, but for where it is read and stored. */
  private static Set<Node> values(LoopValues plan, List<Node> statements) {
    Deque<Node> open = new ArrayDeque<>();
    for (Node statement : statements) {
      if (statement.op() != Op.ACC) {
        open.push(statement.source(statement.op() == Op.STORE ? 2 : 1));
      }
    }
    Set<Node> values = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      boolean isNew = node.op() != Op.ACC && plan.varies(node) && values.add(node);
      if (isNew && !isRead(node)) {
        operands(node).forEach(open::push);
      }
    }
    return values;
  }

  private static boolean isEven(LoopValues plan, Node place, Node first, long vector) {
    Node apart = IndexAlgebra.simplify(place.minus(first));
    return plan.stride(place).equals(OptionalLong.of(1))
        && apart.isConst()
        && apart.literal().bits() % vector == 0;
  }

  /** What a value or statement is computed from in each turn. */
  public static List<Node> operands(Node node) {
    return switch (node.op()) {
      case STORE -> node.sources().subList(1, node.arity());
      case UPDATE -> List.of(node.source(1));
      case LOAD -> node.sources().subList(1, node.arity());
      case WHERE -> Clamp.kind(node) == Op.WHERE ? node.sources() : List.of(node.source(2));
      default -> node.sources();
    };
  }
}
