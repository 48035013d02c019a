package dev.quern.runtime.replay;

import dev.quern.compiler.lower.Nest;
import dev.quern.runtime.reference.NestInterpreter;
import java.lang.reflect.Array;
import java.util.SplittableRandom;

/**
 * Turns a nest and its inputs into how far each element of an output moves when the inputs move by
 * about as much as sums are rounded: an optimizer's update divides by a gradient that may be next
 * to nothing, and so magnifies what the order of additions changes.
 */
final class Sensitivity {
  private static final double FLOAT_STEP = 0x1p-18; // relative; sums of some 1,000 terms
  private static final double DOUBLE_STEP = 0x1p-47;
  private static final int DRAWS = 4; // an element hardly stays where it is by chance in all

  private Sensitivity() {}

  /**
   * The largest movement of each element of a slot.
   *
   * @param expected the slot's contents after a run over the inputs as they are
   */
  static double[] of(Nest nest, Object[] inputs, long[] scalars, int slot, Object expected) {
    double[] moved = new double[Array.getLength(expected)];
    SplittableRandom random = new SplittableRandom(slot);
    for (int draw = 0; draw < DRAWS; draw++) {
      Object[] arrays = new Object[inputs.length];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = stepped(inputs[i], random);
      }
      NestInterpreter.run(nest, arrays, scalars);
      for (int i = 0; i < moved.length; i++) {
        double apart = Math.abs(Array.getDouble(arrays[slot], i) - Array.getDouble(expected, i));
        moved[i] = apart > moved[i] ? apart : moved[i];
      }
    }
    return moved;
  }

  /** A copy, each number of it a little larger or smaller. */
  private static Object stepped(Object array, SplittableRandom random) {
    if (array instanceof float[] floats) {
      float[] copy = floats.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] *= (float) (1 + FLOAT_STEP * sign(random));
      }
      return copy;
    } else if (array instanceof double[] doubles) {
      double[] copy = doubles.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] *= 1 + DOUBLE_STEP * sign(random);
      }
      return copy;
    }
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  private static int sign(SplittableRandom random) {
    return random.nextBoolean() ? 1 : -1;
  }
}
