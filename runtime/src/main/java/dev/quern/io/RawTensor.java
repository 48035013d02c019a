package dev.quern.io;

import static java.util.Locale.ROOT;
import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A tensor as a file holds it: an element type by its safetensors name, a shape, and the elements'
 * bytes, little-endian, row by row. Immutable; elements of types that Quern does not compute with
 * (F16, BF16, ...) pass through unharmed.
 */
public record RawTensor(String dtype, long[] shape, ByteBuffer data) {
  /** The longest array of HotSpot. */
  static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private static final Map<String, Integer> ELEMENT_BYTES =
      new TreeMap<>(
          Map.ofEntries(
              entry("BOOL", 1),
              entry("U8", 1),
              entry("I8", 1),
              entry("F8_E4M3", 1),
              entry("F8_E5M2", 1),
              entry("F8_E8M0", 1),
              entry("U16", 2),
              entry("I16", 2),
              entry("F16", 2),
              entry("BF16", 2),
              entry("U32", 4),
              entry("I32", 4),
              entry("F32", 4),
              entry("U64", 8),
              entry("I64", 8),
              entry("F64", 8),
              entry("C64", 8)));

  /** Takes the bytes between the buffer's position and limit; does not copy them. */
  public RawTensor {
    shape = shape.clone();
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long needed = byteCount(dtype, shape);
    if (data.remaining() != needed) {
      throw new IllegalArgumentException(
          String.format(
              ROOT,
              "RawTensor: %s %s needs %,d bytes, given %,d",
              dtype,
              Arrays.toString(shape),
              needed,
              data.remaining()));
    }
  }

  public static RawTensor of(float[] values, long... shape) {
    ByteBuffer data = bytes(values.length, Float.BYTES);
    data.asFloatBuffer().put(values);
    return new RawTensor("F32", shape, data);
  }

  public static RawTensor of(double[] values, long... shape) {
    ByteBuffer data = bytes(values.length, Double.BYTES);
    data.asDoubleBuffer().put(values);
    return new RawTensor("F64", shape, data);
  }

  public static RawTensor of(int[] values, long... shape) {
    ByteBuffer data = bytes(values.length, Integer.BYTES);
    data.asIntBuffer().put(values);
    return new RawTensor("I32", shape, data);
  }

  public static RawTensor of(long[] values, long... shape) {
    ByteBuffer data = bytes(values.length, Long.BYTES);
    data.asLongBuffer().put(values);
    return new RawTensor("I64", shape, data);
  }

  public static RawTensor of(boolean[] values, long... shape) {
    ByteBuffer data = bytes(values.length, 1);
    for (int i = 0; i < values.length; i++) {
      data.put(i, (byte) (values[i] ? 1 : 0));
    }
    return new RawTensor("BOOL", shape, data);
  }

  /** Elements of the array's type: float, double, int, long or boolean. */
  public static RawTensor of(Object array, long... shape) {
    if (array instanceof float[] floats) {
      return of(floats, shape);
    } else if (array instanceof double[] doubles) {
      return of(doubles, shape);
    } else if (array instanceof int[] ints) {
      return of(ints, shape);
    } else if (array instanceof long[] longs) {
      return of(longs, shape);
    } else if (array instanceof boolean[] booleans) {
      return of(booleans, shape);
    }
    throw new IllegalArgumentException("RawTensor: there is no element type for " + array);
  }

  /**
   * A new array of the elements: float, double, int, long or boolean.
   *
   * @throws IllegalStateException if Quern does not compute with the element type
   */
  public Object array() {
    return switch (dtype) {
      case "BOOL" -> booleans();
      case "I32" -> ints();
      case "I64" -> longs();
      case "F32" -> floats();
      case "F64" -> doubles();
      default ->
          throw new IllegalStateException(
              "the tensor is " + this + ", needs BOOL, I32, I64, F32 or F64");
    };
  }

  public float[] floats() {
    float[] values = new float[elements("floats", "F32")];
    data().asFloatBuffer().get(values);
    return values;
  }

  public double[] doubles() {
    double[] values = new double[elements("doubles", "F64")];
    data().asDoubleBuffer().get(values);
    return values;
  }

  public int[] ints() {
    int[] values = new int[elements("ints", "I32")];
    data().asIntBuffer().get(values);
    return values;
  }

  public long[] longs() {
    long[] values = new long[elements("longs", "I64")];
    data().asLongBuffer().get(values);
    return values;
  }

  public boolean[] booleans() {
    boolean[] values = new boolean[elements("booleans", "BOOL")];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i) != 0;
    }
    return values;
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** The elements' bytes: a read-only view of its own, from position 0 on, little-endian. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of one element, 1 to 8. */
  static int elementBytes(String dtype) {
    Integer bytes = ELEMENT_BYTES.get(dtype);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "dtype " + Json.write(dtype) + " is unknown, known are " + ELEMENT_BYTES.keySet());
    }
    return bytes;
  }

  /** Bytes that a tensor takes; an error if a size is negative or the product overflows. */
  static long byteCount(String dtype, long[] shape) {
    long bytes = elementBytes(dtype);
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
      }
      if (Math.multiplyHigh(bytes, size) != 0 || bytes * size < 0) {
        throw new IllegalArgumentException(
            dtype + " " + Arrays.toString(shape) + " overflows 64 bits");
      }
      bytes *= size;
    }
    return bytes;
  }

  private static ByteBuffer bytes(int elements, int each) {
    if (elements > MOST_BYTES / each) {
      throw new IllegalArgumentException(
          String.format(
              ROOT,
              "RawTensor: %,d elements of %d bytes, a tensor in a file holds at most %,d bytes",
              elements,
              each,
              MOST_BYTES));
    }
    return ByteBuffer.allocate(elements * each).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int elements(String operation, String needed) {
    if (!dtype.equals(needed)) {
      throw new IllegalStateException(operation + ": the tensor is " + this + ", needs " + needed);
    }
    return data.remaining() / elementBytes(dtype);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawTensor that
        && dtype.equals(that.dtype)
        && Arrays.equals(shape, that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dtype, Arrays.hashCode(shape), data);
  }

  @Override
  public String toString() {
    return dtype + " " + Arrays.toString(shape);
  }
}
