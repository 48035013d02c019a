package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class sum_sqrt_mul_sub_96x64 implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 22, (int) Math.min(last * 22L, 96), (float[]) buffers[2], (float[]) locals[0], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] b1,
      float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = i0 * 64;
      int i1 = 0;
      FloatVector a0_0 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a0_1 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a0_2 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a0_3 = FloatVector.broadcast(F8, 0.0f);
      for (; i1 < 64; i1 += 32) {
        a0_0 = FloatVector.fromArray(F8, b0, v0 + i1).add(a0_0);
        a0_1 = FloatVector.fromArray(F8, b0, v0 + i1 + 8).add(a0_1);
        a0_2 = FloatVector.fromArray(F8, b0, v0 + i1 + 16).add(a0_2);
        a0_3 = FloatVector.fromArray(F8, b0, v0 + i1 + 24).add(a0_3);
      }
      a0_0 = ((FloatVector) F8_TYPE.cast(a0_0)).add(a0_2);
      a0_1 = ((FloatVector) F8_TYPE.cast(a0_1)).add(a0_3);
      a0_0 = ((FloatVector) F8_TYPE.cast(a0_0)).add(a0_1);
      ((FloatVector) F8_TYPE.cast(a0_0)).intoArray(t0, 0);
      a0 = a0 + add8float(t0);
      float a1 = 0.0f;
      float v1 = a0 * 0x1.0p-6f;
      int i2 = 0;
      FloatVector a1_0 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a1_1 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a1_2 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a1_3 = FloatVector.broadcast(F8, 0.0f);
      FloatVector k0 = FloatVector.broadcast(F8, v1);
      for (; i2 < 64; i2 += 32) {
        FloatVector w2_0 = FloatVector.fromArray(F8, b0, v0 + i2).sub(k0);
        FloatVector w2_1 = FloatVector.fromArray(F8, b0, v0 + i2 + 8).sub(k0);
        FloatVector w2_2 = FloatVector.fromArray(F8, b0, v0 + i2 + 16).sub(k0);
        FloatVector w2_3 = FloatVector.fromArray(F8, b0, v0 + i2 + 24).sub(k0);
        a1_0 = w2_0.mul(w2_0).add(a1_0);
        a1_1 = w2_1.mul(w2_1).add(a1_1);
        a1_2 = w2_2.mul(w2_2).add(a1_2);
        a1_3 = w2_3.mul(w2_3).add(a1_3);
      }
      a1_0 = ((FloatVector) F8_TYPE.cast(a1_0)).add(a1_2);
      a1_1 = ((FloatVector) F8_TYPE.cast(a1_1)).add(a1_3);
      a1_0 = ((FloatVector) F8_TYPE.cast(a1_0)).add(a1_1);
      ((FloatVector) F8_TYPE.cast(a1_0)).intoArray(t0, 0);
      a1 = a1 + add8float(t0);
      float v3 = (float) Math.sqrt(a1 * 0x1.0p-6f + 0x1.4f8b58p-17f);
      int i3 = 0;
      FloatVector k1 = FloatVector.broadcast(F8, v1);
      FloatVector k2 = FloatVector.broadcast(F8, v3);
      for (; i3 < 64; i3 += 8) {
        int v4 = v0 + i3;
        ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b0, v4).sub(k1).div(k2).mul(FloatVector.fromArray(F8, b1, i3)))).intoArray(b2, v4);
      }
    }
  }

  private static float add8float(float[] t) {
    float x4_0 = t[0] + t[4];
    float x4_1 = t[1] + t[5];
    float x4_2 = t[2] + t[6];
    float x4_3 = t[3] + t[7];
    float x2_0 = x4_0 + x4_2;
    float x2_1 = x4_1 + x4_3;
    float x1_0 = x2_0 + x2_1;
    return x1_0;
  }
}

