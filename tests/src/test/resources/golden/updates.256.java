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
      segment0(first, Math.min(last, 1), (float[]) buffers[2], (float[]) buffers[1], (float[]) buffers[3], Float.intBitsToFloat((int) scalars[0]), (float[]) buffers[0], (float[]) buffers[4]);
    }
    if (first < 2 && last > 1) {
      segment1(Math.max(first - 1, 0), Math.min(last, 2) - 1, (float[]) buffers[7], (float[]) buffers[6], (float[]) buffers[8], Float.intBitsToFloat((int) scalars[0]), (float[]) buffers[5], (float[]) buffers[9]);
    }
  }

  private static void segment0(int first, int last, float[] b0, float[] b1, float[] b2, float s0,
      float[] b3, float[] b4) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      FloatVector k0 = FloatVector.broadcast(F8, 0x1.ccccccp-1f);
      FloatVector k1 = FloatVector.broadcast(F8, s0);
      for (; i0 < 4096; i0 += 8) {
        FloatVector w0 = FloatVector.fromArray(F8, b0, i0).mul(k0).add(FloatVector.fromArray(F8, b1, i0));
        FloatVector w1 = FloatVector.fromArray(F8, b2, i0).sub(w0.mul(k1));
        ((FloatVector) F8_TYPE.cast(w1)).intoArray(b3, i0);
        ((FloatVector) F8_TYPE.cast(w0)).intoArray(b4, i0);
      }
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] b1, float[] b2, float s0,
      float[] b3, float[] b4) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      FloatVector k0 = FloatVector.broadcast(F8, 0x1.ccccccp-1f);
      FloatVector k1 = FloatVector.broadcast(F8, s0);
      for (; i0 < 128; i0 += 8) {
        FloatVector w0 = FloatVector.fromArray(F8, b0, i0).mul(k0).add(FloatVector.fromArray(F8, b1, i0));
        FloatVector w1 = FloatVector.fromArray(F8, b2, i0).sub(w0.mul(k1));
        ((FloatVector) F8_TYPE.cast(w1)).intoArray(b3, i0);
        ((FloatVector) F8_TYPE.cast(w0)).intoArray(b4, i0);
      }
      for (; i0 < 130; i0++) {
        float v0 = b0[i0] * 0x1.ccccccp-1f + b1[i0];
        float v1 = b2[i0] - v0 * s0;
        b3[i0] = v1;
        b4[i0] = v0;
      }
    }
  }
}

