package dev.quern.tests.opencl;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.backend.HostArrays;
import java.lang.reflect.Array;
import java.util.Random;

/** Test data by dtype. */
final class Arrays {
  private Arrays() {}

  static Object zeros(DType dtype, int length) {
    return HostArrays.allocate(dtype, length);
  }

  /** Small whole numbers, so that sums of products are exact in any order. */
  static Object small(DType dtype, int length, long seed) {
    Random random = new Random(seed);
    Object array = zeros(dtype, length);
    for (int i = 0; i < length; i++) {
      set(
          array,
          i,
          Literal.of(
              dtype, (long) random.nextInt(dtype.isBool() ? 2 : 17) - (dtype.isBool() ? 0 : 8)));
    }
    return array;
  }

  /** The values where implementations err, and random bits. */
  static Object special(DType dtype, int length, long seed) {
    Random random = new Random(seed);
    Object array = zeros(dtype, length);
    for (int i = 0; i < length; i++) {
      set(array, i, literal(dtype, random));
    }
    return array;
  }

  private static final double[] REALS = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -1.5,
    2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    Float.MIN_NORMAL,
    2147483647,
    2147483648.0,
    -2147483648.0,
    3e9,
    -3e9,
    9.3e18,
    -9.3e18,
    16777217,
    1e-3,
    7,
    3
  };
  private static final long[] WHOLES = {
    0,
    1,
    -1,
    2,
    3,
    -3,
    7,
    31,
    32,
    33,
    63,
    64,
    65,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 31,
    1L << 32,
    16777217
  };

  private static Literal literal(DType dtype, Random random) {
    if (dtype.isBool()) {
      return Literal.of(dtype, (long) random.nextInt(2));
    }
    if (!dtype.isFloat()) {
      return Literal.of(
          dtype, random.nextInt(3) > 0 ? WHOLES[random.nextInt(WHOLES.length)] : random.nextLong());
    }
    double value =
        random.nextInt(3) > 0
            ? REALS[random.nextInt(REALS.length)]
            : random.nextGaussian() * Math.pow(2, random.nextInt(40) - 20);
    return Literal.of(dtype, value);
  }

  private static Literal get(Object array, int index) {
    Object value = Array.get(array, index);
    if (value instanceof Boolean bool) {
      return Literal.of(DType.BOOL, bool ? 1L : 0L);
    } else if (value instanceof Integer number) {
      return Literal.of(DType.INT32, (long) number);
    } else if (value instanceof Long number) {
      return Literal.of(DType.INT64, number);
    } else if (value instanceof Float number) {
      return new Literal(DType.FLOAT32, Float.floatToRawIntBits(number) & 0xffffffffL);
    }
    return new Literal(DType.FLOAT64, Double.doubleToRawLongBits((Double) value));
  }

  private static void set(Object array, int index, Literal value) {
    switch (value.dtype()) {
      case BOOL -> Array.setBoolean(array, index, value.bits() != 0);
      case INT32 -> Array.setInt(array, index, (int) value.bits());
      case INT64 -> Array.setLong(array, index, value.bits());
      case FLOAT32 -> Array.setFloat(array, index, Float.intBitsToFloat((int) value.bits()));
      case FLOAT64 -> Array.setDouble(array, index, Double.longBitsToDouble(value.bits()));
    }
  }

  /** A copy of the same type. */
  static Object copy(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  /** The first difference in bits, any NaN being equal to any; empty if there is none. */
  static String difference(Object expected, Object actual) {
    for (int i = 0; i < Array.getLength(expected); i++) {
      Literal wanted = get(expected, i);
      Literal got = get(actual, i);
      boolean nans =
          wanted.dtype().isFloat() && Double.isNaN(wanted.real()) && Double.isNaN(got.real());
      if (!wanted.equals(got) && !nans) {
        return "element " + i + " is " + got + ", not " + wanted;
      }
    }
    return "";
  }
}
