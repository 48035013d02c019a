package dev.quern.tests.conformance;

import dev.quern.compiler.ir.DType;
import java.util.Arrays;
import java.util.Random;

/**
 * How an argument of a row is filled: kind of values and shape, in the dtype under test or its own.
 */
record Input(Fill fill, long limit, int... shape) {
  private static final double[] REALS = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    3.0,
    0x1p-126,
    -0x1p-149,
    1e-40,
    1e-7,
    -1e-3,
    0.1,
    0.9999999,
    10.25,
    -20,
    88.5,
    -87.2,
    -103.5,
    1e4,
    16777217,
    -2147483648.0,
    2147483648.0,
    9.3e18,
    -1e20,
    3.3e38,
    -3.4028235e38
  };
  private static final long[] WHOLES = {
    0,
    1,
    -1,
    2,
    3,
    -7,
    31,
    32,
    33,
    63,
    64,
    255,
    -128,
    1000003,
    -65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 1L,
    16777217
  };
  private static final long[] LONG_WHOLES = {
    Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, -(1L << 33) + 5, (1L << 53) + 1, Long.MIN_VALUE + 1
  };

  /** Kinds of values. */
  enum Fill {
    /** Normal reals, integers from -9 to 9, random truth. */
    PLAIN,
    /** The same without those at or below 0. */
    POSITIVE,
    /** The same without those at or near 0. */
    NONZERO,
    /** No two equal, none near an integer or half. */
    DISTINCT,
    /** Values where implementations err, each with each of a second argument filled ACROSS. */
    SPECIAL,
    ACROSS,
    /** int64 from 0 to limit - 1. */
    INDEX,
    /** bool. */
    MASK
  }

  static Input plain(int... shape) {
    return new Input(Fill.PLAIN, 0, shape);
  }

  static Input positive(int... shape) {
    return new Input(Fill.POSITIVE, 0, shape);
  }

  static Input nonZero(int... shape) {
    return new Input(Fill.NONZERO, 0, shape);
  }

  static Input distinct(int... shape) {
    return new Input(Fill.DISTINCT, 0, shape);
  }

  static Input special(int... shape) {
    return new Input(Fill.SPECIAL, 0, shape);
  }

  static Input across(int... shape) {
    return new Input(Fill.ACROSS, 0, shape);
  }

  static Input index(long limit, int... shape) {
    return new Input(Fill.INDEX, limit, shape);
  }

  static Input mask(int... shape) {
    return new Input(Fill.MASK, 0, shape);
  }

  int count() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The argument's dtype where this one is under test. */
  DType dtype(DType tested) {
    return fill == Fill.INDEX ? DType.INT64 : fill == Fill.MASK ? DType.BOOL : tested;
  }

  /** The array of a tested dtype; the same one each time for a position among the arguments. */
  Torch.Array array(DType tested, int position) {
    Random random = new Random(31L * position + count());
    double[] reals = new double[count()];
    long[] wholes = new long[count()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = real(random, i);
      wholes[i] = whole(random, i, tested);
    }
    return new Torch.Array(typed(dtype(tested), reals, wholes), shape);
  }

  private double real(Random random, int i) {
    double normal = random.nextGaussian();
    return switch (fill) {
      case POSITIVE -> Math.abs(normal) + 0.05;
      case NONZERO -> normal + Math.copySign(0.2, normal);
      case DISTINCT -> ((i * 7919L) % 10007 - 5003) / 1024.0 + 0.13;
      case SPECIAL -> REALS[i % REALS.length];
      case ACROSS -> REALS[i / REALS.length % REALS.length];
      default -> normal;
    };
  }

  private long whole(Random random, int i, DType tested) {
    int extremes = WHOLES.length + (tested == DType.INT64 ? LONG_WHOLES.length : 0);
    long small = random.nextInt(19) - 9;
    return switch (fill) {
      case POSITIVE -> 1 + Math.abs(small);
      case NONZERO -> small == 0 ? 5 : small;
      case DISTINCT -> (i * 7919L) % 10007 - 5003;
      case SPECIAL -> extreme(i % extremes);
      case ACROSS -> extreme(i / extremes % extremes);
      case INDEX -> random.nextInt((int) limit);
      case MASK -> random.nextInt(2);
      default -> small;
    };
  }

  private static long extreme(int i) {
    return i < WHOLES.length ? WHOLES[i] : LONG_WHOLES[i - WHOLES.length];
  }

  private static Object typed(DType dtype, double[] reals, long[] wholes) {
    switch (dtype) {
      case FLOAT64:
        return reals;
      case INT64:
        return wholes;
      case INT32:
        return Arrays.stream(wholes).mapToInt(whole -> (int) whole).toArray();
      case FLOAT32:
        float[] floats = new float[reals.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) reals[i];
        }
        return floats;
      default:
        boolean[] truths = new boolean[wholes.length];
        for (int i = 0; i < truths.length; i++) {
          truths[i] = (wholes[i] & 1) != 0;
        }
        return truths;
    }
  }
}
