package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.backend.HostArrays;
import java.util.Arrays;

/** Primitive arrays compared bit for bit, and filled with what nobody should read. */
final class HostBits {
  private HostBits() {}

  static boolean same(Object a, Object b) {
    if (a instanceof float[] floats) {
      return Arrays.equals(floats, (float[]) b);
    } else if (a instanceof double[] doubles) {
      return Arrays.equals(doubles, (double[]) b);
    } else if (a instanceof int[] ints) {
      return Arrays.equals(ints, (int[]) b);
    } else if (a instanceof long[] longs) {
      return Arrays.equals(longs, (long[]) b);
    }
    return Arrays.equals((boolean[]) a, (boolean[]) b);
  }

  /** Memory as a pool may lend it. */
  static Object garbage(DType dtype, long elements) {
    Object array = HostArrays.allocate(dtype, elements);
    switch (dtype) {
      case BOOL -> Arrays.fill((boolean[]) array, true);
      case INT32 -> Arrays.fill((int[]) array, 0x7abcdef1);
      case INT64 -> Arrays.fill((long[]) array, 0x7abcdef123456789L);
      case FLOAT32 -> Arrays.fill((float[]) array, Float.NaN);
      case FLOAT64 -> Arrays.fill((double[]) array, Double.NaN);
    }
    return array;
  }
}
