package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Answers what the RANGEs of index expressions run over. */
public final class Ranges {
  private Ranges() {}

  /** True of the int32 RANGE nodes that index expressions are made of. */
  public static boolean isRange(Node node) {
    return node.op() == Op.RANGE && node.dtype() == DType.INT32;
  }

  /** The largest extent of a RANGE. */
  public static long extent(Node range) {
    Node extent = range.source(0);
    return extent.op() == Op.CONST ? extent.literal().bits() : IntervalAnalysis.of(extent).max();
  }

  /** The product of the largest extents of RANGEs, or the largest long if that is less. */
  public static long elements(Collection<Node> ranges) {
    return ranges.stream().mapToLong(Ranges::extent).reduce(1, Ranges::product);
  }

  /** The product of two numbers that are not negative, or the largest long if that is less. */
  public static long product(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  /**
   * True if the index takes each value from 0 to {@code elements - 1} exactly once while its ranges
   * run: its factors are then the strides of a permuted row-major order.
   */
  public static boolean cover(Node index, long elements) {
    Affine affine = Affine.parse(index);
    if (affine.constant() != 0 || !affine.terms().keySet().stream().allMatch(Ranges::isRange)) {
      return false;
    }
    List<Map.Entry<Node, Long>> terms = new ArrayList<>(affine.terms().entrySet());
    terms.removeIf(term -> extent(term.getKey()) == 1);
    terms.sort(Map.Entry.comparingByValue());
    long stride = 1;
    for (Map.Entry<Node, Long> term : terms) {
      if (term.getValue() != stride) {
        return false;
      }
      stride *= extent(term.getKey());
    }
    return stride == elements;
  }
}
