package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_8x20x3 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final int[] I4_BY_2 = {0, 2, 4, 6};

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 8, last * 8, (float[]) buffers[1], (boolean[]) locals[0], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, boolean[] t0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 40;
      int v1 = i0 * 20;
      int i1 = 0;
      FloatVector k0 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
      IntVector k1 = IntVector.broadcast(I4, 0);
      IntVector k2 = IntVector.fromArray(I4, I4_BY_2, 0);
      for (; i1 < 20; i1 += 4) {
        FloatVector a0 = k0;
        int v2 = i1 * 2;
        int v3 = v0 + v2;
        for (int i2 = 0; i2 < 3; i2++) {
          VectorMask w4 = k1.compare(VectorOperators.LT, IntVector.broadcast(I4, v2 + i2).add(k2));
          w4.cast(F4).intoArray(t0, 0);
          for (int lane = 0; lane < 4; lane++) {
            t1[lane] = t0[lane] ? b0[v3 + i2 - 1 + lane * 2] : 0.0f;
          }
          FloatVector x0 = FloatVector.fromArray(F4, t1, 0);
          FloatVector w5 = k0.blend(x0, w4.cast(F4));
          a0 = a0.max(w5);
        }
        a0.intoArray(b1, v1 + i1);
      }
    }
  }
}

