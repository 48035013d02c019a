package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class max_sum_exp_log_96x64 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (int[]) buffers[2], (float[]) locals[0], (float[]) locals[1], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) locals[5], (float[]) locals[6], (float[]) locals[7], (float[]) locals[8], (float[]) locals[9], (float[]) locals[10], (float[]) locals[11], (float[]) locals[12], (float[]) buffers[0]);
  }

  private static float stage0(float[] b0, int v0, float a1) {
    float a2 = Float.intBitsToFloat(0xff800000);
    float a3 = Float.intBitsToFloat(0xff800000);
    float a4 = Float.intBitsToFloat(0xff800000);
    float a5 = Float.intBitsToFloat(0xff800000);
    for (int i1 = 0; i1 < 64; i1 += 4) {
      a2 = Math.max(a2, b0[v0 + i1]);
      a3 = Math.max(a3, b0[v0 + (i1 + 1)]);
      a4 = Math.max(a4, b0[v0 + (i1 + 2)]);
      a5 = Math.max(a5, b0[v0 + (i1 + 3)]);
    }
    a2 = Math.max(a2, a4);
    a3 = Math.max(a3, a5);
    a2 = Math.max(a2, a3);
    a1 = Math.max(a1, a2);
    return a1;
  }

  private static float stage1(float[] b0, int v0, float[] t0, float a1, float[] t1, float[] t2,
      float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] t8, float[] t9,
      float[] t10, int v1, float[] t11, float a6, float a7, float[] t12) {
    float a6_0 = 0.0f;
    float a6_1 = 0.0f;
    float a6_2 = 0.0f;
    float a6_3 = 0.0f;
    float a6_4 = 0.0f;
    float a6_5 = 0.0f;
    float a6_6 = 0.0f;
    float a6_7 = 0.0f;
    float a7_0 = 0.0f;
    float a7_1 = 0.0f;
    float a7_2 = 0.0f;
    float a7_3 = 0.0f;
    float a7_4 = 0.0f;
    float a7_5 = 0.0f;
    float a7_6 = 0.0f;
    float a7_7 = 0.0f;
    int i2 = 0;
    System.arraycopy(b0, v0 + i2, t0, 0, 64);
    for (int j = 0; j < 64; j++) {
      float u0 = t0[j] - a1;
      t1[j] = u0;
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
      t10[j] = v1 == i2 + j ? t1[j] : 0.0f;
    }
    for (int j = 0; j < 64; j++) {
      float u0 = t8[j] * t9[j];
      t11[j] = u0 * t9[j];
    }
    int ja6 = 0;
    for (; ja6 <= 64 - 8; ja6 += 8) {
      a6_0 = a6_0 + t11[ja6];
      a6_1 = a6_1 + t11[ja6 + 1];
      a6_2 = a6_2 + t11[ja6 + 2];
      a6_3 = a6_3 + t11[ja6 + 3];
      a6_4 = a6_4 + t11[ja6 + 4];
      a6_5 = a6_5 + t11[ja6 + 5];
      a6_6 = a6_6 + t11[ja6 + 6];
      a6_7 = a6_7 + t11[ja6 + 7];
    }
    for (; ja6 < 64; ja6++) {
      a6_0 = a6_0 + t11[ja6];
    }
    int ja7 = 0;
    for (; ja7 <= 64 - 8; ja7 += 8) {
      a7_0 = a7_0 + t10[ja7];
      a7_1 = a7_1 + t10[ja7 + 1];
      a7_2 = a7_2 + t10[ja7 + 2];
      a7_3 = a7_3 + t10[ja7 + 3];
      a7_4 = a7_4 + t10[ja7 + 4];
      a7_5 = a7_5 + t10[ja7 + 5];
      a7_6 = a7_6 + t10[ja7 + 6];
      a7_7 = a7_7 + t10[ja7 + 7];
    }
    for (; ja7 < 64; ja7++) {
      a7_0 = a7_0 + t10[ja7];
    }
    a6_0 = a6_0 + a6_4;
    a6_1 = a6_1 + a6_5;
    a6_2 = a6_2 + a6_6;
    a6_3 = a6_3 + a6_7;
    a6_0 = a6_0 + a6_2;
    a6_1 = a6_1 + a6_3;
    a6_0 = a6_0 + a6_1;
    a6 = a6 + a6_0;
    a7_0 = a7_0 + a7_4;
    a7_1 = a7_1 + a7_5;
    a7_2 = a7_2 + a7_6;
    a7_3 = a7_3 + a7_7;
    a7_0 = a7_0 + a7_2;
    a7_1 = a7_1 + a7_3;
    a7_0 = a7_0 + a7_1;
    a7 = a7 + a7_0;
    t12[0] = a7;
    return a6;
  }

  private static void segment0(int first, int last, float[] b0, int[] b1, float[] t0, float[] t1,
      float[] t2, float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] t8,
      float[] t9, float[] t10, float[] t11, float[] t12, float[] b2) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      for (int i0 = 0; i0 < 96; i0++) {
        float a1 = Float.intBitsToFloat(0xff800000);
        int v0 = i0 * 64;
        a1 = stage0(b0, v0, a1);
        float a6 = 0.0f;
        float a7 = 0.0f;
        int v1 = b1[i0];
        a6 = stage1(b0, v0, t0, a1, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, v1, t11, a6, a7, t12);
        a7 = t12[0];
        int v14 = Float.floatToRawIntBits(Math.fma(a6, 0x1.0p24f, 0.0f));
        int v15 = Math.min(v14, 1266679808) + (Math.max(Float.floatToRawIntBits(a6), 1065353216) - -1967848205);
        float v16 = (float) (v15 >> 23);
        float v17 = Float.intBitsToFloat((v15 & 8388607) + 1060439283) - 1.0f;
        float v18 = v17 * v17;
        float v19 = v18 * v18;
        float v20 = Math.fma(Math.fma(Math.fma(0x1.aecfa4p-5f, v17, -0x1.bd84fap-4f), v19, Math.fma(Math.fma(0x1.efe564p-4f, v17, -0x1.01059cp-3f), v18, Math.fma(0x1.23031ap-3f, v17, -0x1.552f06p-3f))), v19, Math.fma(Math.fma(0x1.99a542p-3f, v17, -0x1.00007p-2f), v18, Math.fma(0x1.555548p-2f, v17, -0.5f)));
        float v21 = a6 - (0x1.fffffep127f < a6 ? 0x1.fffffep127f : a6) + Float.intBitsToFloat(Math.min(v14 - 8388608, 0) | v14 >> 31);
        float v22 = Math.fma(v16, 0x1.62e43p-1f, Math.fma(v18, v20, v17 + Math.fma(v16, -0x1.05c61p-29f, v21)));
        a0 = a0 + (v22 - a7);
      }
      b2[0] = a0;
    }
  }
}

