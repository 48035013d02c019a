package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.and;
import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.shiftLeft;
import static dev.quern.compiler.simplify.Floats.shiftRight;
import static dev.quern.compiler.simplify.Floats.where;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a large angle into quarter turns in int64 arithmetic (Payne and Hanek, Radian reduction for
 * trigonometric functions, 1983): of the product of the mantissa and 2/pi only those bits are
 * computed that lie between 2 quarter turns and the last place of the rest.
 */
final class PayneHanek {
  /** Bits of 2/pi after the point, behind 64 zeros. */
  private static final long[] TWO_OVER_PI = {
    0L,
    0xa2f9836e4e441529L,
    0xfc2757d1f534ddc0L,
    0xdb6295993c439041L,
    0xfe5163abdebbc561L,
    0xb7246e3a424dd2e0L,
    0x06492eea09d1921cL,
    0xfe1deb1cb129a73eL,
    0xe88235f52ebb4484L,
    0xe99c7026b45f7e41L,
    0x3991d639835339f4L,
    0x9c845f8bbdf9283bL,
    0x1ff897ffde05980fL,
    0xef2f118b5a0a6d1fL,
    0x6d367ecf27cb09b7L,
    0x4f463f669e5fea2dL,
    0x7527bac7ebe5f17bL,
    0x3d0739f78a5292eaL,
    0x6bfb5fb11f8d5d08L,
    0L
  };

  private static final double HALF_PI = 1.5707963267948966;
  private static final double HALF_PI_LOW = 6.123233995736766e-17;

  private PayneHanek() {}

  /** Of a float32 from 1 on. */
  static QuarterTurns single(Node x) {
    Node bits = Floats.bits(x);
    Node mantissa = Nodes.cast(and(bits, 0x7fffff).plus(0x800000L), DType.INT64);
    Node first = Nodes.cast(shiftRight(bits, 23), DType.INT64).plus(39L - 127);
    List<Node> window = window(first, 2, 3);
    Node high = mantissa.times(window.get(0));
    Node low = unsignedShift(mantissa.times(unsignedShift(window.get(1), 32)), 32);
    Node turns = high.plus(low);
    Node count = count(turns);
    Node fraction = turns.minus(shiftLeft(count, 62));
    return new QuarterTurns(Nodes.cast(count, DType.INT32), orNaN(x, angle(fraction)));
  }

  /** {@code fraction * 2^-62 * pi/2}, fraction and pi/2 in two floats each. */
  private static Node angle(Node fraction) {
    Node upper = Nodes.cast(fraction, DType.FLOAT32);
    Node lower = Nodes.cast(fraction.minus(Nodes.cast(upper, DType.INT64)), DType.FLOAT32);
    double most = Math.scalb((float) HALF_PI, -62);
    double least = Math.scalb(HALF_PI - (float) HALF_PI, -62);
    return fma(upper, most, fma(upper, least, lower.times(lower.like(most))));
  }

  /** Of a float64 from 1 on. */
  static QuarterTurns twofold(Node x) {
    Node bits = Floats.bits(x);
    Node mantissa = and(bits, (1L << 52) - 1).plus(1L << 52);
    List<Node> window = window(shiftRight(bits, 52).plus(10L - 1023), 16, 4);
    Node middle = mantissa.times(window.get(1));
    // One bit less, so that the carry stays in the word.
    Node below =
        unsignedShift(middle, 1).plus(unsignedShift(highProduct(mantissa, window.get(2)), 1));
    Node turns =
        mantissa
            .times(window.get(0))
            .plus(highProduct(mantissa, window.get(1)))
            .plus(unsignedShift(below, 63));
    Node count = count(turns);
    Node fraction = turns.minus(shiftLeft(count, 62));
    return new QuarterTurns(count, orNaN(x, angle(fraction, and(below, Long.MAX_VALUE))));
  }

  /** The angle; NaN where x is infinite. */
  private static Node orNaN(Node x, Node angle) {
    return angle.plus(x.minus(x));
  }

  private static Node count(Node turns) {
    return unsignedShift(turns.plus(1L << 61), 62);
  }

  /**
   * {@code (fraction + below * 2^-63) * 2^-62 * pi/2}, the fraction in two parts that are exact.
   */
  private static Node angle(Node fraction, Node below) {
    Node upper = shiftRight(fraction.plus(1L << 31), 32);
    Node lower = Nodes.cast(fraction.minus(shiftLeft(upper, 32)), DType.FLOAT64);
    Node high = Nodes.cast(upper, DType.FLOAT64);
    Node least = Nodes.cast(below, DType.FLOAT64);
    Node rest =
        fma(lower, Math.scalb(HALF_PI, -62), least.times(least.like(Math.scalb(HALF_PI, -125))));
    return fma(high, Math.scalb(HALF_PI, -30), fma(high, Math.scalb(HALF_PI_LOW, -30), rest));
  }

  /** The words of 2/pi from bit {@code first} on, one less than {@code words}. */
  private static List<Node> window(Node first, int lastWord, int words) {
    List<Node> table = new ArrayList<>();
    for (int i = 0; i < lastWord + words; i++) {
      table.add(first.like(TWO_OVER_PI[i]));
    }
    Node word = shiftRight(first, 6);
    for (int bit = Integer.highestOneBit(lastWord); bit > 0; bit >>= 1) {
      table = skipped(table, first.like(0L).lessThan(and(word, bit)), bit, bit - 1 + words);
    }
    Node shift = and(first, 63);
    Node opposite = shift.like(63L).minus(shift);
    List<Node> window = new ArrayList<>();
    for (int i = 0; i + 1 < words; i++) {
      Node left = Nodes.binary(Op.SHL, table.get(i), shift);
      Node right = Nodes.binary(Op.USHR, unsignedShift(table.get(i + 1), 1), opposite);
      window.add(Nodes.binary(Op.OR, left, right));
    }
    return window;
  }

  /** The table from entry 0 or, where the condition holds, from {@code step} on. */
  private static List<Node> skipped(List<Node> table, Node condition, int step, int kept) {
    List<Node> shorter = new ArrayList<>();
    for (int i = 0; i < Math.min(kept, table.size()); i++) {
      Node near = table.get(i);
      shorter.add(i + step < table.size() ? where(condition, table.get(i + step), near) : near);
    }
    return shorter;
  }

  /** The upper 64 bits of the unsigned product of a number below 2^53 and a word. */
  private static Node highProduct(Node small, Node word) {
    long half = 0xffffffffL;
    Node small1 = unsignedShift(small, 32);
    Node small0 = and(small, half);
    Node word1 = unsignedShift(word, 32);
    Node word0 = and(word, half);
    Node first = small1.times(word0).plus(unsignedShift(small0.times(word0), 32));
    Node second = small0.times(word1).plus(and(first, half));
    return small1.times(word1).plus(unsignedShift(first, 32)).plus(unsignedShift(second, 32));
  }

  private static Node unsignedShift(Node x, int count) {
    return Nodes.binary(Op.USHR, x, x.like((long) count));
  }
}
