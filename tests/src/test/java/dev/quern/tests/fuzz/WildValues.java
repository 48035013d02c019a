package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.backend.HostArrays;
import java.util.Random;

/** Arrays of the values where implementations err, among ordinary ones. */
final class WildValues {
  private static final double[] REALS = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    2147483648.0,
    -3e9,
    9.3e18,
    16777217,
    88.8,
    -104
  };
  private static final long[] WHOLES = {
    0,
    1,
    -1,
    2,
    31,
    32,
    64,
    -7,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 32,
    16777217
  };

  private WildValues() {}

  /** Wild ones are few, so that they do not drown everything. */
  static Object of(DType dtype, int count, Random random) {
    int oneIn = 1 + random.nextInt(40);
    Object array = HostArrays.allocate(dtype, count);
    for (int i = 0; i < count; i++) {
      boolean wild = random.nextInt(oneIn) == 0;
      double real = wild ? REALS[random.nextInt(REALS.length)] : 3 * random.nextGaussian();
      long whole = wild ? WHOLES[random.nextInt(WHOLES.length)] : random.nextInt(19) - 9;
      switch (dtype) {
        case BOOL -> ((boolean[]) array)[i] = random.nextBoolean();
        case INT32 -> ((int[]) array)[i] = (int) whole;
        case INT64 -> ((long[]) array)[i] = whole;
        case FLOAT32 -> ((float[]) array)[i] = (float) real;
        case FLOAT64 -> ((double[]) array)[i] = real;
      }
    }
    return array;
  }
}
