package dev.quern.runtime.backend;

import dev.quern.compiler.ir.DType;
import java.lang.reflect.Array;

/** Primitive arrays by dtype: the memory of devices on the heap, and what values travel in. */
public final class HostArrays {
  /** The most elements that a Java array has on every JVM. */
  public static final int MOST = Integer.MAX_VALUE - 8;

  private HostArrays() {}

  /** A zeroed array of the type that holds elements of this dtype. */
  public static Object allocate(DType dtype, long elements) {
    if (elements > MOST) {
      throw new IllegalArgumentException(
          dtype + " array of " + elements + " elements: a Java array holds at most " + MOST);
    }
    int length = (int) elements;
    return switch (dtype) {
      case BOOL -> new boolean[length];
      case INT32 -> new int[length];
      case INT64 -> new long[length];
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
    };
  }

  /** The dtype whose elements an array of this type holds. */
  public static DType dtype(Object array) {
    if (array instanceof float[]) {
      return DType.FLOAT32;
    } else if (array instanceof double[]) {
      return DType.FLOAT64;
    } else if (array instanceof int[]) {
      return DType.INT32;
    } else if (array instanceof long[]) {
      return DType.INT64;
    } else if (array instanceof boolean[]) {
      return DType.BOOL;
    }
    throw new IllegalArgumentException(
        "needs float[], double[], int[], long[] or boolean[], got "
            + array.getClass().getSimpleName());
  }

  /** Elements of a primitive array. */
  public static int length(Object array) {
    return Array.getLength(array);
  }

  /** Copies the first elements of one array to another of the same type. */
  public static void copy(Object from, Object to, int elements) {
    System.arraycopy(from, 0, to, 0, elements);
  }
}
