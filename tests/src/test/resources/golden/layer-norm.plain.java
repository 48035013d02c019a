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
    segment0(first * 22, (int) Math.min(last * 22L, 96), (float[]) buffers[2], (float[]) locals[0], (float[]) locals[1], (float[]) locals[2], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1, float[] t2,
      float[] b1, float[] b2) {
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
      float a6 = 0.0f;
      float a7 = 0.0f;
      float a8 = 0.0f;
      float a9 = 0.0f;
      float a10 = 0.0f;
      float a11 = 0.0f;
      float a12 = 0.0f;
      float a13 = 0.0f;
      System.arraycopy(b0, v0, t0, 0, 64);
      for (int i3 = 0; i3 < 64; i3++) {
        float v2 = t0[i3] - v1;
        t1[i3] = v2 * v2;
      }
      for (int i4 = 0; i4 < 64; i4 += 8) {
        a6 = a6 + t1[i4];
        a7 = a7 + t1[i4 + 1];
        a8 = a8 + t1[i4 + 2];
        a9 = a9 + t1[i4 + 3];
        a10 = a10 + t1[i4 + 4];
        a11 = a11 + t1[i4 + 5];
        a12 = a12 + t1[i4 + 6];
        a13 = a13 + t1[i4 + 7];
      }
      a6 = a6 + a10;
      a7 = a7 + a11;
      a8 = a8 + a12;
      a9 = a9 + a13;
      a6 = a6 + a8;
      a7 = a7 + a9;
      a6 = a6 + a7;
      a5 = a5 + a6;
      float v3 = (float) Math.sqrt(a5 * 0x1.0p-6f + 0x1.4f8b58p-17f);
      for (int i5 = 0; i5 < 64; i5++) {
        t2[i5] = (t0[i5] - v1) / v3 * b1[i5];
      }
      System.arraycopy(t2, 0, b2, v0, 64);
    }
  }
}

