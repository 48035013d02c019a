package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_8x2x21 implements KernelCode {
  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final int[] I4_BY_2 = {0, 2, 4, 6};

  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

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
        int v1 = i1 * 21;
        int v2 = v0 + i1;
        int v3 = (2 - i1) / 2;
        FloatVector z0 = FloatVector.broadcast(F4, 0.0f);
        IntVector k4 = IntVector.broadcast(I4, 0);
        IntVector k5 = IntVector.fromArray(I4, I4_BY_2, 0);
        FloatVector k6 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        for (int i2 = 0; i2 < 20; i2 += 4) {
          int v7 = i2 * 2;
          IntVector k8 = IntVector.broadcast(I4, i1 + v7);
          VectorMask w9 = k4.compare(VectorOperators.LT, k8.add(k5));
          FloatVector x0 = z0.blend(FloatVector.fromArray(F4, edge4float(b0, v2 + v7 - 1, 2, t0), 0), w9.cast(F4));
          FloatVector w10 = k6.blend(x0, w9.cast(F4));
          ((FloatVector) F4_TYPE.cast(w10)).intoArray(t1, v1 + i2);
        }
        for (int i3 = 0; i3 < v3; i3++) {
          int v11 = i3 + 20;
          int v12 = v11 * 2;
          boolean v13 = 0 < i1 + v12;
          float v14 = v13 ? b0[v2 + v12 - 1] : 0.0f;
          t1[v1 + v11] = v13 ? v14 : Float.intBitsToFloat(0xff800000);
        }
      }
      int v15 = i0 * 20;
      for (int i4 = 0; i4 < 20; i4 += 4) {
        FloatVector a0 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        a0 = FloatVector.fromArray(F4, t1, i4).max(a0);
        a0 = FloatVector.fromArray(F4, t1, i4 + 21).max(a0);
        a0 = FloatVector.fromArray(F4, t1, i4 + 1).max(a0);
        ((FloatVector) F4_TYPE.cast(((FloatVector) F4_TYPE.cast(a0)))).intoArray(b1, v15 + i4);
      }
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge4float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 4; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

