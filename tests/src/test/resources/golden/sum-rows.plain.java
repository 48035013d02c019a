package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_512x1024 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 7, (int) Math.min(last * 7L, 512), (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) locals[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1, float[] t2,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = i0 * 1024;
      int i1 = 0;
      System.arraycopy(b0, v0 + i1, t0, 0, 1024);
      addQuarters256float(t0, t1, null);
      addQuarters64float(t1, t2, null);
      a0 = a0 + addInTurn64float(t2, null);
      b1[i0] = a0;
    }
  }

  private static void addQuarters256float(float[] from, float[] to, Absent alone) {
    for (int j = 0; j < 256; j++) {
      to[j] = from[j] + from[j + 512] + (from[j + 256] + from[j + 768]);
    }
  }

  private static void addQuarters64float(float[] from, float[] to, Absent alone) {
    for (int j = 0; j < 64; j++) {
      to[j] = from[j] + from[j + 128] + (from[j + 64] + from[j + 192]);
    }
  }

  private static float addInTurn64float(float[] t, Absent alone) {
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
    for (; ja <= 64 - 8; ja += 8) {
      a_0 = a_0 + t[ja];
      a_1 = a_1 + t[ja + 1];
      a_2 = a_2 + t[ja + 2];
      a_3 = a_3 + t[ja + 3];
      a_4 = a_4 + t[ja + 4];
      a_5 = a_5 + t[ja + 5];
      a_6 = a_6 + t[ja + 6];
      a_7 = a_7 + t[ja + 7];
    }
    for (; ja < 64; ja++) {
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

