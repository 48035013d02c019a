package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.abs;
import static dev.quern.compiler.simplify.Floats.equal;
import static dev.quern.compiler.simplify.Floats.less;
import static dev.quern.compiler.simplify.Floats.where;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/**
 * Turns POW into exact operations: {@code |x|^y = 2^(y log2 |x|)} with twice the precision in
 * between, and the special cases as the op has them. Zeros, infinities and NaN take their way
 * through the logarithm; what is left to decide is the sign, and that anything to the power 0 is 1,
 * 1 to any, and -1 to an infinite one.
 */
final class Power {
  private Power() {}

  static Node pow(Node x, Node y, boolean float64) {
    boolean wider = x.dtype() == DType.FLOAT32 && float64;
    Node magnitude = wider ? inFloat64(abs(x), y) : inTwoWords(abs(x), y);
    Node whole = isWhole(abs(y));
    Node odd = whole.and(Nodes.unary(Op.NOT, isWhole(abs(y).times(y.like(0.5)))));
    Node negative = x.lessThan(x.like(0.0)).and(x.like(Double.NEGATIVE_INFINITY).lessThan(x));
    Node real = where(negative.and(Nodes.unary(Op.NOT, whole)), x.like(Double.NaN), magnitude);
    Node signed = where(odd, Floats.withSign(real, x), real);
    Node one = x.like(1.0);
    Node endless = equal(abs(x), one).and(equal(abs(y), y.like(Double.POSITIVE_INFINITY)));
    Node certain = Nodes.binary(Op.OR, equal(y, y.like(0.0)), equal(x, one));
    return where(Nodes.binary(Op.OR, certain, endless), one, signed);
  }

  /**
   * Numbers from 2^mantissa on are whole; below, adding and subtracting that rounds to whole ones.
   */
  private static Node isWhole(Node a) {
    Node unit = a.like(Math.scalb(1.0, Floats.mantissa(a.dtype())));
    Node rounded = a.plus(unit).minus(unit);
    return Nodes.binary(Op.OR, equal(rounded, a), unit.lessThan(a));
  }

  private static Node inFloat64(Node x, Node y) {
    Node log = Logarithm.log(Nodes.cast(x, DType.FLOAT64));
    Node power = Exponential.exp(Nodes.cast(y, DType.FLOAT64).times(log));
    return Nodes.cast(power, DType.FLOAT32);
  }

  private static Node inTwoWords(Node x, Node y) {
    TwoWords log = log2(x);
    Node high = y.times(log.high());
    Node low = Nodes.fma(y, log.high(), Nodes.unary(Op.NEG, high)).plus(y.times(log.low()));
    // Where the result is 0 or infinite the low word may be NaN.
    Node finite = less(abs(high), 2000);
    return exp2(new TwoWords(high, where(finite, low, low.like(0.0))));
  }

  /**
   * {@code k + s (C0 + z (C1 + z^2 Q(z)))} with {@code s = (m-1)/(m+1)}, {@code z = s^2}, x = 2^k
   * m.
   */
  private static TwoWords log2(Node x) {
    boolean single = x.dtype() == DType.FLOAT32;
    Logarithm.Split split = Logarithm.Split.of(x);
    Node m = split.fraction();
    Node one = x.like(1.0);
    TwoWords s = TwoWords.quotient(m.minus(one), TwoWords.sum(m, one));
    TwoWords z = s.times(s);
    Node rest = Floats.horner(z.high(), single ? LOG_32 : LOG_64).times(z.high());
    double[] c = single ? FIRST_32 : FIRST_64;
    TwoWords inner = new TwoWords(x.like(c[2]), x.like(c[3])).plusSmaller(rest);
    TwoWords series = new TwoWords(x.like(c[0]), x.like(c[1])).plusSmaller(inner.times(z));
    TwoWords log = new TwoWords(split.exponent(), x.like(0.0)).plusSmaller(series.times(s));
    return new TwoWords(log.high().plus(Logarithm.special(x)), log.low());
  }

  /** {@code 2^m p(r ln 2) 2^m}, the reduction being exact in base 2. */
  private static Node exp2(TwoWords x) {
    boolean single = x.high().dtype() == DType.FLOAT32;
    Node bounded =
        Floats.atMost(Floats.atLeast(x.high(), single ? -160 : -1100), single ? 130 : 1040);
    Node nearest = Floats.nearest(bounded, 0.5);
    Node r = Floats.fma(Floats.integral(nearest), -2, bounded);
    TwoWords t =
        new TwoWords(r, x.low()).times(TwoWords.constant(r, Exponential.LN2, Exponential.LN2_LOW));
    Node p = Exponential.series(t.high());
    Node scale = Floats.powerOfTwo(nearest);
    return Nodes.fma(p, t.low(), p).times(scale).times(scale);
  }

  /** 2 / ln 2 and 2 / (3 ln 2), each in two words. */
  private static final double[] FIRST_32 = {
    2.885390043258667, 3.851926067000022e-08, 0.9617967009544373, -7.028461812552678e-09
  };

  private static final double[] FIRST_64 = {
    2.8853900817779268, 4.0710547481862066e-17, 0.9617966939259756, 5.0577616648125907e-17
  };

  /** Q for the fractions of {@link Logarithm.Split}, relative error of log2 2^-44. */
  private static final double[] LOG_32 = {
    0.5770779848098755, 0.4122050106525421, 0.3200610280036926, 0.2808803915977478
  };

  /** The same, relative error 2^-73.5. */
  private static final double[] LOG_64 = {
    0.5770780163555851, 0.4121985831113726, 0.3205988979073451, 0.26230819923202364,
    0.22195223585685742, 0.19240251275103606, 0.1684295324755543, 0.17298571193036402
  };
}
