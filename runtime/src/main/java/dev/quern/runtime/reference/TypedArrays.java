package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import java.util.stream.IntStream;

/** Turns arrays of a dtype's own Java type into elements and back. */
final class TypedArrays {
  private TypedArrays() {}

  /** The array's elements, exact, as one dimension. */
  static StridedArray read(DType dtype, Object array) {
    if (dtype == DType.FLOAT32 && array instanceof float[] floats) {
      double[] values = IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
      return StridedArray.reals(dtype, new int[] {values.length}, values);
    } else if (dtype == DType.FLOAT64 && array instanceof double[] values) {
      return StridedArray.reals(dtype, new int[] {values.length}, values.clone());
    } else if (dtype == DType.INT32 && array instanceof int[] ints) {
      return integers(dtype, IntStream.of(ints).asLongStream().toArray());
    } else if (dtype == DType.INT64 && array instanceof long[] values) {
      return integers(dtype, values.clone());
    } else if (dtype == DType.BOOL && array instanceof boolean[] bools) {
      return integers(
          dtype, IntStream.range(0, bools.length).mapToLong(i -> bools[i] ? 1 : 0).toArray());
    }
    throw mismatch(dtype, array);
  }

  private static IllegalArgumentException mismatch(DType dtype, Object array) {
    return new IllegalArgumentException(
        "a " + array.getClass().getSimpleName() + " holds no " + dtype);
  }

  /** Refuses an array that is not of the dtype's own Java type. */
  static void require(DType dtype, Object array) {
    boolean fits =
        switch (dtype) {
          case BOOL -> array instanceof boolean[];
          case INT32 -> array instanceof int[];
          case INT64 -> array instanceof long[];
          case FLOAT32 -> array instanceof float[];
          case FLOAT64 -> array instanceof double[];
        };
    if (!fits) {
      throw mismatch(dtype, array);
    }
  }

  private static StridedArray integers(DType dtype, long[] values) {
    return StridedArray.integers(dtype, new int[] {values.length}, values);
  }

  /** The elements, which are dense, as float[], double[], int[], long[] or boolean[]. */
  static Object of(StridedArray x) {
    return switch (x.dtype) {
      case BOOL -> bools(x.integers);
      case INT32 -> IntStream.range(0, x.count()).map(i -> (int) x.integers[i]).toArray();
      case INT64 -> x.integers.clone();
      case FLOAT32 -> floats(x.reals);
      case FLOAT64 -> x.reals.clone();
    };
  }

  private static boolean[] bools(long[] values) {
    boolean[] bools = new boolean[values.length];
    for (int i = 0; i < bools.length; i++) {
      bools[i] = values[i] != 0;
    }
    return bools;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
