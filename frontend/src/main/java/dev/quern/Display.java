package dev.quern;

import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Transfer;
import java.util.StringJoiner;

/** A tensor as text: what it is, and its values where showing them computes nothing. */
final class Display {
  private static final int MOST = 1000; // elements; more are not shown
  private static final int EDGE = 3;

  private Display() {}

  static String of(Tensor tensor) {
    String what =
        "Tensor "
            + tensor.dtype()
            + Shapes.text(tensor.shape())
            + " on "
            + tensor.device().name()
            + (tensor.requiresGrad() ? ", requires grad" : "");
    if (!tensor.isStored() || !tensor.shape().isFixed()) {
      return what + ", not evaluated";
    }
    if (tensor.numel() > MOST) {
      return what;
    }
    Object array = Transfer.download(Evaluation.stored(tensor.value()).orElseThrow());
    return what + "\n" + rows(array, tensor.shape().toArray(), 0, 0, tensor.shape().strides());
  }

  private static String rows(Object array, int[] sizes, int level, int offset, long[] strides) {
    if (level == sizes.length) {
      return element(array, offset);
    }
    boolean last = level == sizes.length - 1;
    StringJoiner joiner = new StringJoiner(last ? ", " : ",\n" + " ".repeat(level + 1), "[", "]");
    for (int i = 0; i < sizes[level]; i++) {
      if (sizes[level] > 4 * EDGE && i == EDGE) {
        joiner.add("...");
        i = sizes[level] - EDGE;
      }
      joiner.add(rows(array, sizes, level + 1, offset + (int) (i * strides[level]), strides));
    }
    return joiner.toString();
  }

  private static String element(Object array, int i) {
    if (array instanceof float[] floats) {
      return Float.toString(floats[i]);
    }
    return array instanceof double[] doubles
        ? Double.toString(doubles[i])
        : array instanceof boolean[] flags
            ? Boolean.toString(flags[i])
            : Long.toString(NestedArrays.longAt(array, i));
  }
}
