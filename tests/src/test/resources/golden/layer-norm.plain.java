package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_sqrt_mul_sub_96x64 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 22, (int) Math.min(last * 22L, 96), (float[]) buffers[2], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[1], (float[]) locals[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1, float[] b1,
      float[] t2, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = i0 * 64;
      float a1 = 0.0f;
      float a2 = 0.0f;
      float a3 = 0.0f;
      float a4 = 0.0f;
      for (int i1 = 0; i1 < 64; i1 += 4) {
        a1 = a1 + b0[v0 + i1];
        a2 = a2 + b0[v0 + (i1 + 1)];
        a3 = a3 + b0[v0 + (i1 + 2)];
        a4 = a4 + b0[v0 + (i1 + 3)];
      }
      a1 = a1 + a3;
      a2 = a2 + a4;
      a1 = a1 + a2;
      a0 = a0 + a1;
      float a5 = 0.0f;
      float v1 = a0 * 0x1.0p-6f;
      float a5_0 = 0.0f;
      float a5_1 = 0.0f;
      float a5_2 = 0.0f;
      float a5_3 = 0.0f;
      float a5_4 = 0.0f;
      float a5_5 = 0.0f;
      float a5_6 = 0.0f;
      float a5_7 = 0.0f;
      int i2 = 0;
      System.arraycopy(b0, v0 + i2, t0, 0, 64);
      for (int j = 0; j < 64; j++) {
        float u0 = t0[j] - v1;
        t1[j] = u0 * u0;
      }
      int ja5 = 0;
      for (; ja5 <= 64 - 8; ja5 += 8) {
        a5_0 = a5_0 + t1[ja5];
        a5_1 = a5_1 + t1[ja5 + 1];
        a5_2 = a5_2 + t1[ja5 + 2];
        a5_3 = a5_3 + t1[ja5 + 3];
        a5_4 = a5_4 + t1[ja5 + 4];
        a5_5 = a5_5 + t1[ja5 + 5];
        a5_6 = a5_6 + t1[ja5 + 6];
        a5_7 = a5_7 + t1[ja5 + 7];
      }
      for (; ja5 < 64; ja5++) {
        a5_0 = a5_0 + t1[ja5];
      }
      a5_0 = a5_0 + a5_4;
      a5_1 = a5_1 + a5_5;
      a5_2 = a5_2 + a5_6;
      a5_3 = a5_3 + a5_7;
      a5_0 = a5_0 + a5_2;
      a5_1 = a5_1 + a5_3;
      a5_0 = a5_0 + a5_1;
      a5 = a5 + a5_0;
      float v3 = (float) Math.sqrt(a5 * 0x1.0p-6f + 0x1.4f8b58p-17f);
      int i3 = 0;
      int v4 = v0 + i3;
      for (int j = 0; j < 64; j++) {
        float u0 = t0[j] - v1;
        float u1 = u0 / v3;
        t2[j] = u1 * b1[j];
      }
      System.arraycopy(t2, 0, b2, v4, 64);
    }
  }
}

