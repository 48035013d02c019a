package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_8x2x21 implements KernelCode {
  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_2 = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30};

  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final Class F16_TYPE = F16.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 8, last * 8, (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 40;
      for (int i1 = 0; i1 < 2; i1++) {
        int v1 = (2 - i1) / 2 + 20;
        int v2 = i1 * 21;
        int v3 = v0 + i1;
        int i2 = 0;
        IntVector k0 = IntVector.broadcast(I16, 0);
        IntVector k1 = IntVector.fromArray(I16, I16_BY_2, 0);
        FloatVector k2 = FloatVector.broadcast(F16, 0.0f);
        FloatVector k3 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
        for (; i2 <= v1 - 16; i2 += 16) {
          int v4 = i2 * 2;
          VectorMask w5 = k0.compare(VectorOperators.LT, IntVector.broadcast(I16, i1 + v4).add(k1));
          FloatVector x0 = k2.blend(FloatVector.fromArray(F16, edge16float(b0, v3 + v4 - 1, 2, t0), 0), w5.cast(F16));
          ((FloatVector) F16_TYPE.cast(k3.blend(x0, w5.cast(F16)))).intoArray(t1, v2 + i2);
        }
        for (; i2 < v1; i2++) {
          int v4 = i2 * 2;
          boolean v5 = 0 < i1 + v4;
          float v6 = v5 ? b0[v3 + v4 - 1] : 0.0f;
          t1[v2 + i2] = v5 ? v6 : Float.intBitsToFloat(0xff800000);
        }
      }
      int v7 = i0 * 20;
      int i3 = 0;
      FloatVector k4 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
      for (; i3 < 16; i3 += 16) {
        FloatVector a0 = k4;
        a0 = FloatVector.fromArray(F16, t1, i3).max(a0);
        a0 = FloatVector.fromArray(F16, t1, i3 + 21).max(a0);
        a0 = FloatVector.fromArray(F16, t1, i3 + 1).max(a0);
        ((FloatVector) F16_TYPE.cast(((FloatVector) F16_TYPE.cast(a0)))).intoArray(b1, v7 + i3);
      }
      for (i3 = 4; i3 < 20; i3 += 16) {
        FloatVector a1 = k4;
        a1 = FloatVector.fromArray(F16, t1, i3).max(a1);
        a1 = FloatVector.fromArray(F16, t1, i3 + 21).max(a1);
        a1 = FloatVector.fromArray(F16, t1, i3 + 1).max(a1);
        ((FloatVector) F16_TYPE.cast(((FloatVector) F16_TYPE.cast(a1)))).intoArray(b1, v7 + i3);
      }
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge16float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 16; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

