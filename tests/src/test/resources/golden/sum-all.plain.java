package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_22x6x8x512 implements KernelCode {
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
    segment0(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = Math.min(6, 128 - i0 * 6);
      int v1 = i0 * 24576;
      for (int i1 = 0; i1 < v0; i1++) {
        float a1 = 0.0f;
        int v2 = v1 + i1 * 4096;
        for (int i2 = 0; i2 < 8; i2++) {
          float a2 = 0.0f;
          int v3 = v2 + i2 * 512;
          int i3 = 0;
          System.arraycopy(b0, v3 + i3, t0, 0, 512);
          addQuarters128float(t0, t1, null);
          a2 = a2 + addInTurn128float(t1, null);
          a1 = a1 + a2;
        }
        a0 = a0 + a1;
      }
      b1[i0] = a0;
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      float a1 = 0.0f;
      float a2 = 0.0f;
      float a3 = 0.0f;
      float a4 = 0.0f;
      for (int i0 = 0; i0 < 20; i0 += 4) {
        a1 = a1 + b0[i0];
        a2 = a2 + b0[i0 + 1];
        a3 = a3 + b0[i0 + 2];
        a4 = a4 + b0[i0 + 3];
      }
      a1 = a1 + a3;
      a2 = a2 + a4;
      a1 = a1 + a2;
      a0 = a0 + a1;
      for (int i1 = 0; i1 < 2; i1++) {
        a0 = a0 + b0[i1 + 20];
      }
      b1[0] = a0;
    }
  }

  private static void addQuarters128float(float[] from, float[] to, Absent alone) {
    for (int j = 0; j < 128; j++) {
      to[j] = from[j] + from[j + 256] + (from[j + 128] + from[j + 384]);
    }
  }

  private static float addInTurn128float(float[] t, Absent alone) {
    float a = 0.0f;
    float a_0 = 0.0f;
    float a_1 = 0.0f;
    float a_2 = 0.0f;
    float a_3 = 0.0f;
    float a_4 = 0.0f;
    float a_5 = 0.0f;
    float a_6 = 0.0f;
    float a_7 = 0.0f;
    int ja = 0;
    for (; ja <= 128 - 8; ja += 8) {
      a_0 = a_0 + t[ja];
      a_1 = a_1 + t[ja + 1];
      a_2 = a_2 + t[ja + 2];
      a_3 = a_3 + t[ja + 3];
      a_4 = a_4 + t[ja + 4];
      a_5 = a_5 + t[ja + 5];
      a_6 = a_6 + t[ja + 6];
      a_7 = a_7 + t[ja + 7];
    }
    for (; ja < 128; ja++) {
      a_0 = a_0 + t[ja];
    }
    a_0 = a_0 + a_4;
    a_1 = a_1 + a_5;
    a_2 = a_2 + a_6;
    a_3 = a_3 + a_7;
    a_0 = a_0 + a_2;
    a_1 = a_1 + a_3;
    a_0 = a_0 + a_1;
    a = a + a_0;
    return a;
  }

  private interface Absent {
  }
}

