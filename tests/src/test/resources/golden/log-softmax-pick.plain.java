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
    float a8 = 0.0f;
    float a9 = 0.0f;
    float a10 = 0.0f;
    float a11 = 0.0f;
    float a12 = 0.0f;
    float a13 = 0.0f;
    float a14 = 0.0f;
    float a15 = 0.0f;
    float a16 = 0.0f;
    float a17 = 0.0f;
    float a18 = 0.0f;
    float a19 = 0.0f;
    float a20 = 0.0f;
    float a21 = 0.0f;
    float a22 = 0.0f;
    float a23 = 0.0f;
    System.arraycopy(b0, v0, t0, 0, 64);
    for (int i3 = 0; i3 < 64; i3++) {
      float v2 = t0[i3] - a1;
      t1[i3] = v2;
      float v3 = Math.min(Math.max(v2, -176.0f), 90.0f);
      float v4 = Math.fma(v3, 0x1.715476p-1f, 0x1.8p23f);
      t2[i3] = v4;
      float v5 = v4 - 0x1.8p23f;
      float v6 = Math.fma(v5, 0x1.05c61p-28f, Math.fma(v5, -0x1.62e43p0f, v3));
      t3[i3] = v6 + 1.0f;
      t4[i3] = v6 * v6;
      t5[i3] = Math.fma(0x1.5554f6p-3f, v6, 0x1.00000cp-1f);
      t6[i3] = Math.fma(0x1.113168p-7f, v6, 0x1.5549ap-5f);
      t7[i3] = Math.fma(0x1.9832fp-13f, v6, 0x1.71d9eep-10f);
    }
    for (int i4 = 0; i4 < 64; i4++) {
      float v7 = t4[i4];
      float v8 = Math.fma(Math.fma(t7[i4], v7, t6[i4]), v7, t5[i4]);
      t8[i4] = Math.fma(v8, v7, t3[i4]);
    }
    for (int i5 = 0; i5 < 64; i5++) {
      t9[i5] = Float.intBitsToFloat((Float.floatToRawIntBits(t2[i5]) << 23) + 1065353216);
      t10[i5] = v1 == 0 + i5 ? t1[i5] : 0.0f;
    }
    for (int i6 = 0; i6 < 64; i6++) {
      float v9 = t9[i6];
      t11[i6] = t8[i6] * v9 * v9;
    }
    for (int i7 = 0; i7 < 64; i7 += 8) {
      a8 = a8 + t11[i7];
      a9 = a9 + t11[i7 + 1];
      a10 = a10 + t11[i7 + 2];
      a11 = a11 + t11[i7 + 3];
      a12 = a12 + t11[i7 + 4];
      a13 = a13 + t11[i7 + 5];
      a14 = a14 + t11[i7 + 6];
      a15 = a15 + t11[i7 + 7];
    }
    for (int i8 = 0; i8 < 64; i8 += 8) {
      a16 = a16 + t10[i8];
      a17 = a17 + t10[i8 + 1];
      a18 = a18 + t10[i8 + 2];
      a19 = a19 + t10[i8 + 3];
      a20 = a20 + t10[i8 + 4];
      a21 = a21 + t10[i8 + 5];
      a22 = a22 + t10[i8 + 6];
      a23 = a23 + t10[i8 + 7];
    }
    a8 = a8 + a12;
    a9 = a9 + a13;
    a10 = a10 + a14;
    a11 = a11 + a15;
    a8 = a8 + a10;
    a9 = a9 + a11;
    a8 = a8 + a9;
    a6 = a6 + a8;
    a16 = a16 + a20;
    a17 = a17 + a21;
    a18 = a18 + a22;
    a19 = a19 + a23;
    a16 = a16 + a18;
    a17 = a17 + a19;
    a16 = a16 + a17;
    a7 = a7 + a16;
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
        int v10 = Float.floatToRawIntBits(Math.fma(a6, 0x1.0p24f, 0.0f));
        int v11 = Math.min(v10, 1266679808) + (Math.max(Float.floatToRawIntBits(a6), 1065353216) - -1967848205);
        float v12 = (float) (v11 >> 23);
        float v13 = Float.intBitsToFloat((v11 & 8388607) + 1060439283) - 1.0f;
        float v14 = v13 * v13;
        float v15 = v14 * v14;
        float v16 = Math.fma(Math.fma(Math.fma(0x1.aecfa4p-5f, v13, -0x1.bd84fap-4f), v15, Math.fma(Math.fma(0x1.efe564p-4f, v13, -0x1.01059cp-3f), v14, Math.fma(0x1.23031ap-3f, v13, -0x1.552f06p-3f))), v15, Math.fma(Math.fma(0x1.99a542p-3f, v13, -0x1.00007p-2f), v14, Math.fma(0x1.555548p-2f, v13, -0.5f)));
        float v17 = a6 - (0x1.fffffep127f < a6 ? 0x1.fffffep127f : a6) + Float.intBitsToFloat(Math.min(v10 - 8388608, 0) | v10 >> 31);
        float v18 = Math.fma(v12, 0x1.62e43p-1f, Math.fma(v14, v16, v13 + Math.fma(v12, -0x1.05c61p-29f, v17)));
        a0 = a0 + (v18 - a7);
      }
      b2[0] = a0;
    }
  }
}

