package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index expression as a sum of ranges times constants, plus a constant, where it is one. */
public record Affine(Map<Node, Long> coefficients, long constant) {

  /** Takes an expression apart; empty if a term is neither constant nor a multiple of a RANGE. */
  public static Optional<Affine> of(Node index) {
    Map<Node, Long> coefficients = new LinkedHashMap<>();
    long constant = 0;
    Deque<Term> open = new ArrayDeque<>(List.of(new Term(index, 1)));
    while (!open.isEmpty()) {
      Term term = open.pop();
      Node node = term.node;
      switch (node.op()) {
        case CONST -> constant += term.factor * node.literal().bits();
        case RANGE -> coefficients.merge(node, term.factor, Long::sum);
        case ADD -> {
          open.push(new Term(node.source(0), term.factor));
          open.push(new Term(node.source(1), term.factor));
        }
        case SUB -> {
          open.push(new Term(node.source(0), term.factor));
          open.push(new Term(node.source(1), -term.factor));
        }
        case MUL -> {
          int side = node.source(1).isConst() ? 0 : 1;
          if (!node.source(1 - side).isConst()) {
            return Optional.empty();
          }
          long factor = node.source(1 - side).literal().bits();
          open.push(new Term(node.source(side), term.factor * factor));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    coefficients.values().removeIf(c -> c == 0);
    return Optional.of(new Affine(coefficients, constant));
  }

  private record Term(Node node, long factor) {}

  /**
   * True if the index takes each value from 0 to {@code elements - 1} exactly once while its ranges
   * run: its coefficients are then the strides of a permuted row-major order.
   */
  public static boolean covers(Node index, long elements) {
    Optional<Affine> affine = of(index);
    if (affine.isEmpty() || affine.get().constant != 0) {
      return false;
    }
    List<Map.Entry<Node, Long>> terms = new ArrayList<>(affine.get().coefficients.entrySet());
    terms.removeIf(term -> extent(term.getKey()) == 1);
    terms.sort(Comparator.comparing(Map.Entry::getValue));
    long stride = 1;
    for (Map.Entry<Node, Long> term : terms) {
      if (term.getValue() != stride) {
        return false;
      }
      stride *= extent(term.getKey());
    }
    return stride == elements;
  }

  /** The largest extent of a RANGE. */
  public static long extent(Node range) {
    Node extent = range.source(0);
    return extent.op() == Op.CONST
        ? extent.literal().bits()
        : dev.quern.compiler.simplify.Bounds.of(extent).max();
  }

  /** The product of the largest extents of RANGEs, or the largest long if that is less. */
  public static long elements(Collection<Node> ranges) {
    return ranges.stream().mapToLong(Affine::extent).reduce(1, Affine::product);
  }

  /** The product of two numbers that are not negative, or the largest long if that is less. */
  public static long product(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  /** True of the int32 RANGE nodes that index expressions are made of. */
  public static boolean isRange(Node node) {
    return node.op() == Op.RANGE && node.dtype() == DType.INT32;
  }
}
