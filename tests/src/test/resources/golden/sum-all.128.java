package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class sum_22x6x2x2048 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

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
        for (int i2 = 0; i2 < 2; i2++) {
          float a2 = 0.0f;
          int v3 = v2 + i2 * 2048;
          FloatVector a3_0 = FloatVector.broadcast(F4, 0.0f);
          FloatVector a3_1 = FloatVector.broadcast(F4, 0.0f);
          FloatVector a3_2 = FloatVector.broadcast(F4, 0.0f);
          FloatVector a3_3 = FloatVector.broadcast(F4, 0.0f);
          for (int i3 = 0; i3 < 2048; i3 += 16) {
            a3_0 = FloatVector.fromArray(F4, b0, v3 + i3).add(a3_0);
            a3_1 = FloatVector.fromArray(F4, b0, v3 + i3 + 4).add(a3_1);
            a3_2 = FloatVector.fromArray(F4, b0, v3 + i3 + 8).add(a3_2);
            a3_3 = FloatVector.fromArray(F4, b0, v3 + i3 + 12).add(a3_3);
          }
          FloatVector x0 = ((FloatVector) F4_TYPE.cast(a3_0)).add(a3_2);
          FloatVector x1 = ((FloatVector) F4_TYPE.cast(a3_1)).add(a3_3);
          FloatVector x2 = x0.add(x1);
          ((FloatVector) F4_TYPE.cast(x2)).intoArray(t0, 0);
          float v4 = add4float(t0);
          a2 = a2 + v4;
          a1 = a1 + a2;
        }
        a0 = a0 + a1;
      }
      b1[i0] = a0;
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] t0, float[] b1) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      FloatVector a1_0 = FloatVector.broadcast(F4, 0.0f);
      FloatVector a1_1 = FloatVector.broadcast(F4, 0.0f);
      FloatVector a1_2 = FloatVector.broadcast(F4, 0.0f);
      FloatVector a1_3 = FloatVector.broadcast(F4, 0.0f);
      for (int i0 = 0; i0 < 16; i0 += 16) {
        a1_0 = FloatVector.fromArray(F4, b0, i0).add(a1_0);
        a1_1 = FloatVector.fromArray(F4, b0, i0 + 4).add(a1_1);
        a1_2 = FloatVector.fromArray(F4, b0, i0 + 8).add(a1_2);
        a1_3 = FloatVector.fromArray(F4, b0, i0 + 12).add(a1_3);
      }
      for (int i1 = 0; i1 < 4; i1 += 4) {
        a1_0 = FloatVector.fromArray(F4, b0, i1 + 16).add(a1_0);
      }
      FloatVector x0 = ((FloatVector) F4_TYPE.cast(a1_0)).add(a1_2);
      FloatVector x1 = ((FloatVector) F4_TYPE.cast(a1_1)).add(a1_3);
      FloatVector x2 = x0.add(x1);
      ((FloatVector) F4_TYPE.cast(x2)).intoArray(t0, 0);
      float v0 = add4float(t0);
      a0 = a0 + v0;
      for (int i2 = 0; i2 < 2; i2++) {
        a0 = a0 + b0[i2 + 20];
      }
      b1[0] = a0;
    }
  }

  private static float add4float(float[] t) {
    float x2_0 = t[0] + t[2];
    float x2_1 = t[1] + t[3];
    float x1_0 = x2_0 + x2_1;
    return x1_0;
  }
}

