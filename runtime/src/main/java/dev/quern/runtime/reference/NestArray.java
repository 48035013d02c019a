package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import java.lang.reflect.Array;
import java.util.Arrays;

/** An array of a nest, read and written as the raw bits of its dtype, within its limits. */
record NestArray(Node node, Object array) {
  /** A LOCAL's array. */
  static NestArray local(Node node) {
    int length = Math.toIntExact(node.shape().elements());
    return new NestArray(
        node,
        switch (node.dtype()) {
          case BOOL -> new boolean[length];
          case INT32 -> new int[length];
          case INT64 -> new long[length];
          case FLOAT32 -> new float[length];
          case FLOAT64 -> new double[length];
        });
  }

  long read(long index) {
    int i = checked(index);
    return switch (node.dtype()) {
      case BOOL -> ((boolean[]) array)[i] ? 1 : 0;
      case INT32 -> ((int[]) array)[i];
      case INT64 -> ((long[]) array)[i];
      case FLOAT32 -> Float.floatToRawIntBits(((float[]) array)[i]) & 0xffffffffL;
      case FLOAT64 -> Double.doubleToRawLongBits(((double[]) array)[i]);
    };
  }

  void write(long index, long bits) {
    int i = checked(index);
    switch (node.dtype()) {
      case BOOL -> ((boolean[]) array)[i] = bits != 0;
      case INT32 -> ((int[]) array)[i] = (int) bits;
      case INT64 -> ((long[]) array)[i] = bits;
      case FLOAT32 -> ((float[]) array)[i] = Float.intBitsToFloat((int) bits);
      case FLOAT64 -> ((double[]) array)[i] = Double.longBitsToDouble(bits);
    }
  }

  private int checked(long index) {
    int length = Array.getLength(array);
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(
          "index " + index + " is outside " + node + " of " + length + " elements");
    }
    return (int) index;
  }

  /** A float element. */
  double real(long index) {
    return node.dtype() == DType.FLOAT32
        ? ((float[]) array)[checked(index)]
        : ((double[]) array)[checked(index)];
  }

  /** {@code a * b + c}, rounded once as the elements are. */
  double fma(double a, double b, double c) {
    return node.dtype() == DType.FLOAT32
        ? Math.fma((float) a, (float) b, (float) c)
        : Math.fma(a, b, c);
  }

  /** Adds to a float element, which the first sum replaces. */
  void add(long index, double sum, boolean first) {
    int i = checked(index);
    if (array instanceof float[] floats) {
      floats[i] = first ? (float) sum : floats[i] + (float) sum;
    } else {
      double[] doubles = (double[]) array;
      doubles[i] = first ? sum : doubles[i] + sum;
    }
  }

  /** Fills with values that are easily told from right ones. */
  void spoil() {
    switch (node.dtype()) {
      case BOOL -> Arrays.fill((boolean[]) array, true);
      case INT32 -> Arrays.fill((int[]) array, 0x5A5A5A5A);
      case INT64 -> Arrays.fill((long[]) array, 0x5A5A5A5A5A5A5A5AL);
      case FLOAT32 -> Arrays.fill((float[]) array, Float.NaN);
      case FLOAT64 -> Arrays.fill((double[]) array, Double.NaN);
    }
  }
}
