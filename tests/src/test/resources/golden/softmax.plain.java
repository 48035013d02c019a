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

  private static float stage1(float[] b0, int v0, float[] t0, float a0, float[] t2, float[] t3,
      float[] t4, float[] t5, float[] t6, float[] t7, float[] t8, float[] t9, float[] t1,
      float a5) {
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
      float u0 = t0[j] - a0;
      float u1 = Math.max(u0, -176.0f);
      float u2 = Math.min(u1, 90.0f);
      float u3 = Math.fma(u2, 0x1.715476p-1f, 0x1.8p23f);
      t2[j] = u3;
      float u4 = u3 - 0x1.8p23f;
      float u5 = Math.fma(u4, -0x1.62e43p0f, u2);
      float u6 = Math.fma(u4, 0x1.05c61p-28f, u5);
      t3[j] = u6 + 1.0f;
      t4[j] = u6 * u6;
      t5[j] = Math.fma(0x1.5554f6p-3f, u6, 0x1.00000cp-1f);
      t6[j] = Math.fma(0x1.113168p-7f, u6, 0x1.5549ap-5f);
      t7[j] = Math.fma(0x1.9832fp-13f, u6, 0x1.71d9eep-10f);
    }
    for (int j = 0; j < 64; j++) {
      float u0 = Math.fma(t7[j], t4[j], t6[j]);
      float u1 = Math.fma(u0, t4[j], t5[j]);
      t8[j] = Math.fma(u1, t4[j], t3[j]);
    }
    for (int j = 0; j < 64; j++) {
      int u0 = Float.floatToRawIntBits(t2[j]);
      int u1 = u0 << 23;
      int u2 = u1 + 1065353216;
      t9[j] = Float.intBitsToFloat(u2);
    }
    for (int j = 0; j < 64; j++) {
      float u0 = t8[j] * t9[j];
      t1[j] = u0 * t9[j];
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
      a5 = stage1(b0, v0, t0, a0, t2, t3, t4, t5, t6, t7, t8, t9, t1, a5);
      int i3 = 0;
      for (int j = 0; j < 64; j++) {
        t10[j] = t1[j] / a5;
      }
      System.arraycopy(t10, 0, b1, v0 + i3, 64);
    }
  }
}

