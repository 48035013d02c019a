package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class max_sum_exp_sub_96x64 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 24, last * 24, (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) locals[5], (float[]) locals[6], (float[]) locals[7], (float[]) locals[8], (float[]) locals[9], (float[]) locals[10], (float[]) buffers[0]);
  }

  private static float stage0(float[] b0, int v0, float a0) {
    float a1 = Float.intBitsToFloat(0xff800000);
    float a2 = Float.intBitsToFloat(0xff800000);
    float a3 = Float.intBitsToFloat(0xff800000);
    float a4 = Float.intBitsToFloat(0xff800000);
    for (int i1 = 0; i1 < 64; i1 += 4) {
      a1 = Math.max(a1, b0[v0 + i1]);
      a2 = Math.max(a2, b0[v0 + (i1 + 1)]);
      a3 = Math.max(a3, b0[v0 + (i1 + 2)]);
      a4 = Math.max(a4, b0[v0 + (i1 + 3)]);
    }
    a1 = Math.max(a1, a3);
    a2 = Math.max(a2, a4);
    a1 = Math.max(a1, a2);
    a0 = Math.max(a0, a1);
    return a0;
  }

  private static float stage1(float[] b0, int v0, float[] t0, float a0, float[] t1, float[] t2,
      float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] t8, float[] t9,
      float a5) {
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
      float v1 = Math.min(Math.max(t0[i3] - a0, -176.0f), 90.0f);
      float v2 = Math.fma(v1, 0x1.715476p-1f, 0x1.8p23f);
      t1[i3] = v2;
      float v3 = v2 - 0x1.8p23f;
      float v4 = Math.fma(v3, 0x1.05c61p-28f, Math.fma(v3, -0x1.62e43p0f, v1));
      t2[i3] = v4 + 1.0f;
      t3[i3] = v4 * v4;
      t4[i3] = Math.fma(0x1.5554f6p-3f, v4, 0x1.00000cp-1f);
      t5[i3] = Math.fma(0x1.113168p-7f, v4, 0x1.5549ap-5f);
      t6[i3] = Math.fma(0x1.9832fp-13f, v4, 0x1.71d9eep-10f);
    }
    for (int i4 = 0; i4 < 64; i4++) {
      float v5 = t3[i4];
      float v6 = Math.fma(Math.fma(t6[i4], v5, t5[i4]), v5, t4[i4]);
      t7[i4] = Math.fma(v6, v5, t2[i4]);
    }
    for (int i5 = 0; i5 < 64; i5++) {
      t8[i5] = Float.intBitsToFloat((Float.floatToRawIntBits(t1[i5]) << 23) + 1065353216);
    }
    for (int i6 = 0; i6 < 64; i6++) {
      float v7 = t8[i6];
      t9[i6] = t7[i6] * v7 * v7;
    }
    for (int i7 = 0; i7 < 64; i7 += 8) {
      a6 = a6 + t9[i7];
      a7 = a7 + t9[i7 + 1];
      a8 = a8 + t9[i7 + 2];
      a9 = a9 + t9[i7 + 3];
      a10 = a10 + t9[i7 + 4];
      a11 = a11 + t9[i7 + 5];
      a12 = a12 + t9[i7 + 6];
      a13 = a13 + t9[i7 + 7];
    }
    a6 = a6 + a10;
    a7 = a7 + a11;
    a8 = a8 + a12;
    a9 = a9 + a13;
    a6 = a6 + a8;
    a7 = a7 + a9;
    a6 = a6 + a7;
    a5 = a5 + a6;
    return a5;
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1, float[] t2,
      float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] t8, float[] t9,
      float[] t10, float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = Float.intBitsToFloat(0xff800000);
      int v0 = i0 * 64;
      a0 = stage0(b0, v0, a0);
      float a5 = 0.0f;
      a5 = stage1(b0, v0, t0, a0, t1, t2, t3, t4, t5, t6, t7, t8, t9, a5);
      for (int i8 = 0; i8 < 64; i8++) {
        t10[i8] = t9[i8] / a5;
      }
      System.arraycopy(t10, 0, b1, v0, 64);
    }
  }
}

