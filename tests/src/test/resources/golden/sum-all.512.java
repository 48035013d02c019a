package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class sum_22x6x4096 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final Class F16_TYPE = F16.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    if (phase == 0) {
      phase0(first, last, buffers, scalars, locals);
    }
    if (phase == 1) {
      phase1(first, last, buffers, scalars, locals);
    }
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) locals[0], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) buffers[2], (float[]) locals[0], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = Math.min(6, 128 - i0 * 6);
      int v1 = i0 * 24576;
      for (int i1 = 0; i1 < v0; i1++) {
        float a1 = 0.0f;
        int v2 = v1 + i1 * 4096;
        FloatVector a2_0 = FloatVector.broadcast(F16, 0.0f);
        FloatVector a2_1 = FloatVector.broadcast(F16, 0.0f);
        FloatVector a2_2 = FloatVector.broadcast(F16, 0.0f);
        FloatVector a2_3 = FloatVector.broadcast(F16, 0.0f);
        for (int i2 = 0; i2 < 4096; i2 += 64) {
          a2_0 = FloatVector.fromArray(F16, b0, v2 + i2).add(a2_0);
          a2_1 = FloatVector.fromArray(F16, b0, v2 + i2 + 16).add(a2_1);
          a2_2 = FloatVector.fromArray(F16, b0, v2 + i2 + 32).add(a2_2);
          a2_3 = FloatVector.fromArray(F16, b0, v2 + i2 + 48).add(a2_3);
        }
        FloatVector x0 = ((FloatVector) F16_TYPE.cast(a2_0)).add(a2_2);
        FloatVector x1 = ((FloatVector) F16_TYPE.cast(a2_1)).add(a2_3);
        FloatVector x2 = x0.add(x1);
        ((FloatVector) F16_TYPE.cast(x2)).intoArray(t0, 0);
        float v3 = add16float(t0);
        a1 = a1 + v3;
        a0 = a0 + a1;
      }
      b1[i0] = a0;
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] t0, float[] b1) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      FloatVector a1 = FloatVector.broadcast(F16, 0.0f);
      for (int i0 = 0; i0 < 16; i0 += 16) {
        a1 = FloatVector.fromArray(F16, b0, i0).add(a1);
      }
      ((FloatVector) F16_TYPE.cast(((FloatVector) F16_TYPE.cast(a1)))).intoArray(t0, 0);
      float v0 = add16float(t0);
      a0 = a0 + v0;
      for (int i1 = 0; i1 < 6; i1++) {
        a0 = a0 + b0[i1 + 16];
      }
      b1[0] = a0;
    }
  }

  private static float add16float(float[] t) {
    float x8_0 = t[0] + t[8];
    float x8_1 = t[1] + t[9];
    float x8_2 = t[2] + t[10];
    float x8_3 = t[3] + t[11];
    float x8_4 = t[4] + t[12];
    float x8_5 = t[5] + t[13];
    float x8_6 = t[6] + t[14];
    float x8_7 = t[7] + t[15];
    float x4_0 = x8_0 + x8_4;
    float x4_1 = x8_1 + x8_5;
    float x4_2 = x8_2 + x8_6;
    float x4_3 = x8_3 + x8_7;
    float x2_0 = x4_0 + x4_2;
    float x2_1 = x4_1 + x4_3;
    float x1_0 = x2_0 + x2_1;
    return x1_0;
  }
}

