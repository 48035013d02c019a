package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class mul_add_sub_4096_and_1_more implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    if (first < 1 && last > 0) {
      segment0(first, Math.min(last, 1), Float.intBitsToFloat((int) scalars[0]), (float[]) buffers[2], (float[]) buffers[1], (float[]) buffers[3], (float[]) buffers[0], (float[]) buffers[4]);
    }
    if (first < 2 && last > 1) {
      segment1(Math.max(first - 1, 0), Math.min(last, 2) - 1, Float.intBitsToFloat((int) scalars[0]), (float[]) buffers[7], (float[]) buffers[6], (float[]) buffers[8], (float[]) buffers[5], (float[]) buffers[9]);
    }
  }

  private static void segment0(int first, int last, float s0, float[] b0, float[] b1, float[] b2,
      float[] b3, float[] b4) {
    for (int row = first; row < last; row++) {
      FloatVector k0 = FloatVector.broadcast(F8, 0x1.ccccccp-1f);
      FloatVector k1 = FloatVector.broadcast(F8, s0);
      for (int i0 = 0; i0 < 4096; i0 += 8) {
        FloatVector w2 = FloatVector.fromArray(F8, b0, i0).mul(k0).add(FloatVector.fromArray(F8, b1, i0));
        FloatVector w3 = FloatVector.fromArray(F8, b2, i0).sub(w2.mul(k1));
        ((FloatVector) F8_TYPE.cast(w3)).intoArray(b3, i0);
        ((FloatVector) F8_TYPE.cast(w2)).intoArray(b4, i0);
      }
    }
  }

  private static void segment1(int first, int last, float s0, float[] b0, float[] b1, float[] b2,
      float[] b3, float[] b4) {
    for (int row = first; row < last; row++) {
      FloatVector k0 = FloatVector.broadcast(F8, 0x1.ccccccp-1f);
      FloatVector k1 = FloatVector.broadcast(F8, s0);
      for (int i0 = 0; i0 < 128; i0 += 8) {
        FloatVector w2 = FloatVector.fromArray(F8, b0, i0).mul(k0).add(FloatVector.fromArray(F8, b1, i0));
        FloatVector w3 = FloatVector.fromArray(F8, b2, i0).sub(w2.mul(k1));
        ((FloatVector) F8_TYPE.cast(w3)).intoArray(b3, i0);
        ((FloatVector) F8_TYPE.cast(w2)).intoArray(b4, i0);
      }
      for (int i1 = 0; i1 < 2; i1++) {
        int v4 = i1 + 128;
        float v5 = b0[v4] * 0x1.ccccccp-1f + b1[v4];
        float v6 = b2[v4] - v5 * s0;
        b3[v4] = v6;
        b4[v4] = v5;
      }
    }
  }
}

