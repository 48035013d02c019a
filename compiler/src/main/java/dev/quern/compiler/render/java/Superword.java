package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.List;

/** Says which operations HotSpot turns into vectors where they stand in a plain loop, on JDK 17. */
final class Superword {
  private Superword() {}

  /** True of arithmetic on floats. */
  static boolean vectorizes(Node node) {
    return switch (node.op()) {
      case ADD, SUB, MUL, DIV, FMA, NEG, ABS, SQRT, MAX, MIN -> node.dtype().isFloat();
      case WHERE -> clamp(node) != Op.WHERE;
      default -> false;
    };
  }

  /**
   * MAX for {@code x < c ? c : x}, MIN for {@code c < x ? c : x}, with a constant that is no zero:
   * the same for NaN too; else WHERE.
   */
  static Op clamp(Node where) {
    Node condition = where.source(0);
    Node limit = where.source(1);
    Node x = where.source(2);
    boolean limits =
        condition.op() == Op.CMPLT
            && limit.dtype().isFloat()
            && limit.op() == Op.CONST
            && limit.literal().real() != 0
            && !Double.isNaN(limit.literal().real());
    if (limits && condition.source(0) == x && condition.source(1) == limit) {
      return Op.MAX;
    }
    return limits && condition.source(0) == limit && condition.source(1) == x ? Op.MIN : Op.WHERE;
  }

  /** What a value or statement is computed from in each turn. */
  static List<Node> operands(Node node) {
    return switch (node.op()) {
      case STORE -> node.sources().subList(1, node.arity());
      case UPDATE -> List.of(node.source(1));
      case LOAD -> node.sources().subList(1, node.arity());
      case WHERE -> clamp(node) == Op.WHERE ? node.sources() : List.of(node.source(2));
      default -> node.sources();
    };
  }
}
