package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.less;
import static dev.quern.compiler.simplify.Floats.where;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/**
 * An angle as quarter turns and what is left: {@code x = count * pi/2 + angle}, |angle| at most
 * pi/4. The count is modulo 4, an integer of the float's width.
 */
record QuarterTurns(Node count, Node angle) {

  /** Of {@code x >= 0}; float32 needs float64 or falls back on int64. */
  static QuarterTurns of(Node x, boolean float64) {
    if (x.dtype() == DType.FLOAT64) {
      return choice(less(x, 0x1p25), subtracted(x, HALF_PI_64), PayneHanek.twofold(x));
    }
    return float64
        ? single(x)
        : choice(less(x, 0x1p16), subtracted(x, HALF_PI_32), PayneHanek.single(x));
  }

  private static QuarterTurns choice(Node condition, QuarterTurns near, QuarterTurns far) {
    return new QuarterTurns(
        where(condition, near.count, far.count), where(condition, near.angle, far.angle));
  }

  /**
   * {@code x - n pi/2}, with pi/2 in three parts (Cody and Waite): the first difference is exact,
   * and the two others round no more than their result.
   */
  private static QuarterTurns subtracted(Node x, double[] halfPi) {
    Node nearest = Floats.nearest(x, 2 / Math.PI);
    Node n = Floats.integral(nearest);
    Node angle = fma(n, -halfPi[2], fma(n, -halfPi[1], fma(n, -halfPi[0], x)));
    return new QuarterTurns(Floats.bits(nearest), angle);
  }

  /**
   * Of a float32, in float64. Numbers from 2^50 on are multiples of 2^27 and more, and a whole
   * number times 2^27 * 2/pi may take that factor modulo 4: so there are four factors for all of
   * float32, each of 106 bits, and products below 2^52, whose fraction has an error of 2^-54. (No
   * float32 comes nearer to a multiple of pi/2 than 2^-30.)
   */
  private static QuarterTurns single(Node x) {
    Node scale = stepped(x, 1, 0x1p-27, 0x1p-53, 0x1p-79);
    Node high = stepped(x, FACTOR_HIGH);
    Node low = stepped(x, FACTOR_LOW);
    Node scaled = Nodes.cast(x, DType.FLOAT64).times(scale);
    Node product = scaled.times(high);
    Node rest = fma(scaled, low, fma(scaled, high, Nodes.unary(Op.NEG, product)));
    Node turn = product.minus(rounded(product, 0x1.8p54)); // modulo 4
    Node count = rounded(turn.plus(rest), 0x1.8p52);
    Node angle = turn.minus(count).plus(rest).times(scaled.like(Math.PI / 2));
    return new QuarterTurns(Nodes.cast(count, DType.INT32), Nodes.cast(angle, DType.FLOAT32));
  }

  /** To a multiple of the magic number's last bit. */
  private static Node rounded(Node x, double magic) {
    return x.plus(x.like(magic)).minus(x.like(magic));
  }

  /** One of four float64 constants by the magnitude of x. */
  private static Node stepped(Node x, double... values) {
    Node like = Nodes.constant(DType.FLOAT64, x.shape(), 0);
    Node highest = where(less(x, 0x1p102), like.like(values[2]), like.like(values[3]));
    Node higher = where(less(x, 0x1p76), like.like(values[1]), highest);
    return where(less(x, 0x1p50), like.like(values[0]), higher);
  }

  /** 2/pi times 1, 2^27, 2^53, 2^79, modulo 4. */
  private static final double[] FACTOR_HIGH = {
    0.6366197723675814, -0.5529460512772132, -1.3544995237659854, -0.3284762738195453
  };

  private static final double[] FACTOR_LOW = {
    -3.935735335036497e-17, 3.808591801500832e-17, 9.170827988311028e-17, 2.3488816399632256e-17
  };

  private static final double[] HALF_PI_32 = {
    1.5707963705062866, -4.371138828673793e-08, -1.7151245100058819e-15
  };

  private static final double[] HALF_PI_64 = {
    1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33
  };
}
