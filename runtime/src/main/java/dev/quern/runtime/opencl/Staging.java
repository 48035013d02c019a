package dev.quern.runtime.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies between primitive arrays and direct buffers in the layout of the device. */
final class Staging {
  /** Bytes that are moved at once. */
  static final int CHUNK = 4 << 20;

  private Staging() {}

  static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocateDirect((int) Math.min(CHUNK, bytes)).order(ByteOrder.nativeOrder());
  }

  /** Fills the start of {@code to} with elements of {@code array}. */
  static void put(Object array, int from, int count, ByteBuffer to) {
    if (array instanceof float[] floats) {
      to.asFloatBuffer().put(floats, from, count);
    } else if (array instanceof double[] doubles) {
      to.asDoubleBuffer().put(doubles, from, count);
    } else if (array instanceof int[] ints) {
      to.asIntBuffer().put(ints, from, count);
    } else if (array instanceof long[] longs) {
      to.asLongBuffer().put(longs, from, count);
    } else {
      boolean[] booleans = (boolean[]) array;
      for (int i = 0; i < count; i++) {
        to.put(i, (byte) (booleans[from + i] ? 1 : 0));
      }
    }
  }

  /** Fills elements of {@code array} from the start of {@code from}. */
  static void get(ByteBuffer from, Object array, int to, int count) {
    if (array instanceof float[] floats) {
      from.asFloatBuffer().get(floats, to, count);
    } else if (array instanceof double[] doubles) {
      from.asDoubleBuffer().get(doubles, to, count);
    } else if (array instanceof int[] ints) {
      from.asIntBuffer().get(ints, to, count);
    } else if (array instanceof long[] longs) {
      from.asLongBuffer().get(longs, to, count);
    } else {
      boolean[] booleans = (boolean[]) array;
      for (int i = 0; i < count; i++) {
        booleans[to + i] = from.get(i) != 0;
      }
    }
  }
}
