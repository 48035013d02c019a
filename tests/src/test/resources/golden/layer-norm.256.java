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
      FloatVector a1_0 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a1_1 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a1_2 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a1_3 = FloatVector.broadcast(F8, 0.0f);
      for (int i1 = 0; i1 < 64; i1 += 32) {
        a1_0 = FloatVector.fromArray(F8, b0, v0 + i1).add(a1_0);
        a1_1 = FloatVector.fromArray(F8, b0, v0 + i1 + 8).add(a1_1);
        a1_2 = FloatVector.fromArray(F8, b0, v0 + i1 + 16).add(a1_2);
        a1_3 = FloatVector.fromArray(F8, b0, v0 + i1 + 24).add(a1_3);
      }
      FloatVector x0 = ((FloatVector) F8_TYPE.cast(a1_0)).add(a1_2);
      FloatVector x1 = ((FloatVector) F8_TYPE.cast(a1_1)).add(a1_3);
      FloatVector x2 = x0.add(x1);
      ((FloatVector) F8_TYPE.cast(x2)).intoArray(t0, 0);
      float v1 = add8float(t0);
      a0 = a0 + v1;
      float a2 = 0.0f;
      float v2 = a0 * 0x1.0p-6f;
      FloatVector a3_0 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a3_1 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a3_2 = FloatVector.broadcast(F8, 0.0f);
      FloatVector a3_3 = FloatVector.broadcast(F8, 0.0f);
      FloatVector k3 = FloatVector.broadcast(F8, v2);
      for (int i2 = 0; i2 < 64; i2 += 32) {
        FloatVector w4_0 = FloatVector.fromArray(F8, b0, v0 + i2).sub(k3);
        FloatVector w4_1 = FloatVector.fromArray(F8, b0, v0 + i2 + 8).sub(k3);
        FloatVector w4_2 = FloatVector.fromArray(F8, b0, v0 + i2 + 16).sub(k3);
        FloatVector w4_3 = FloatVector.fromArray(F8, b0, v0 + i2 + 24).sub(k3);
        a3_0 = w4_0.mul(w4_0).add(a3_0);
        a3_1 = w4_1.mul(w4_1).add(a3_1);
        a3_2 = w4_2.mul(w4_2).add(a3_2);
        a3_3 = w4_3.mul(w4_3).add(a3_3);
      }
      FloatVector x3 = ((FloatVector) F8_TYPE.cast(a3_0)).add(a3_2);
      FloatVector x4 = ((FloatVector) F8_TYPE.cast(a3_1)).add(a3_3);
      FloatVector x5 = x3.add(x4);
      ((FloatVector) F8_TYPE.cast(x5)).intoArray(t0, 0);
      float v5 = add8float(t0);
      a2 = a2 + v5;
      float v6 = (float) Math.sqrt(a2 * 0x1.0p-6f + 0x1.4f8b58p-17f);
      FloatVector k7 = FloatVector.broadcast(F8, v2);
      FloatVector k8 = FloatVector.broadcast(F8, v6);
      for (int i3 = 0; i3 < 64; i3 += 8) {
        int v9 = v0 + i3;
        ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b0, v9).sub(k7).div(k8).mul(FloatVector.fromArray(F8, b1, i3)))).intoArray(b2, v9);
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

