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
      int i1 = 0;
      float a0_0 = 0.0f;
      float a0_1 = 0.0f;
      float a0_2 = 0.0f;
      float a0_3 = 0.0f;
      for (; i1 < 64; i1 += 4) {
        a0_0 = a0_0 + b0[v0 + i1];
        a0_1 = a0_1 + b0[v0 + i1 + 1];
        a0_2 = a0_2 + b0[v0 + i1 + 2];
        a0_3 = a0_3 + b0[v0 + i1 + 3];
      }
      a0_0 = a0_0 + a0_2;
      a0_1 = a0_1 + a0_3;
      a0_0 = a0_0 + a0_1;
      a0 = a0 + a0_0;
      float a1 = 0.0f;
      float v1 = a0 * 0x1.0p-6f;
      float a1_0 = 0.0f;
      float a1_1 = 0.0f;
      float a1_2 = 0.0f;
      float a1_3 = 0.0f;
      float a1_4 = 0.0f;
      float a1_5 = 0.0f;
      float a1_6 = 0.0f;
      float a1_7 = 0.0f;
      int i2 = 0;
      System.arraycopy(b0, v0 + i2, t0, 0, 64);
      for (int j = 0; j < 64; j++) {
        float u0 = t0[j] - v1;
        t1[j] = u0 * u0;
      }
      int ja1 = 0;
      for (; ja1 <= 64 - 8; ja1 += 8) {
        a1_0 = a1_0 + t1[ja1];
        a1_1 = a1_1 + t1[ja1 + 1];
        a1_2 = a1_2 + t1[ja1 + 2];
        a1_3 = a1_3 + t1[ja1 + 3];
        a1_4 = a1_4 + t1[ja1 + 4];
        a1_5 = a1_5 + t1[ja1 + 5];
        a1_6 = a1_6 + t1[ja1 + 6];
        a1_7 = a1_7 + t1[ja1 + 7];
      }
      for (; ja1 < 64; ja1++) {
        a1_0 = a1_0 + t1[ja1];
      }
      a1_0 = a1_0 + a1_4;
      a1_1 = a1_1 + a1_5;
      a1_2 = a1_2 + a1_6;
      a1_3 = a1_3 + a1_7;
      a1_0 = a1_0 + a1_2;
      a1_1 = a1_1 + a1_3;
      a1_0 = a1_0 + a1_1;
      a1 = a1 + a1_0;
      float v3 = (float) Math.sqrt(a1 * 0x1.0p-6f + 0x1.4f8b58p-17f);
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

