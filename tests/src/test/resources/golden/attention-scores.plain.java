package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class contract_max_sum_exp_64x64x32 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) locals[1], (float[]) buffers[1], (float[]) locals[2], (float[]) buffers[2], (float[]) locals[3], (float[]) locals[4], (float[]) locals[5], (float[]) locals[6], (float[]) locals[7], (float[]) locals[8], (float[]) locals[9], (float[]) locals[10], (float[]) locals[11], (float[]) locals[12], (float[]) locals[13], (float[]) buffers[0]);
  }

  private static float stage0(float[] t0, int v5, float a0) {
    float a1 = Float.intBitsToFloat(0xff800000);
    float a2 = Float.intBitsToFloat(0xff800000);
    float a3 = Float.intBitsToFloat(0xff800000);
    float a4 = Float.intBitsToFloat(0xff800000);
    for (int i11 = 0; i11 < 64; i11 += 4) {
      a1 = Math.max(a1, t0[v5 + i11]);
      a2 = Math.max(a2, t0[v5 + (i11 + 1)]);
      a3 = Math.max(a3, t0[v5 + (i11 + 2)]);
      a4 = Math.max(a4, t0[v5 + (i11 + 3)]);
    }
    a1 = Math.max(a1, a3);
    a2 = Math.max(a2, a4);
    a1 = Math.max(a1, a2);
    a0 = Math.max(a0, a1);
    return a0;
  }

  private static float stage1(float[] t0, int v5, float[] t3, float a0, float[] t5, float[] t6,
      float[] t7, float[] t8, float[] t9, float[] t10, float[] t11, float[] t12, float[] t4,
      float a5) {
    float a5_0 = 0.0f;
    float a5_1 = 0.0f;
    float a5_2 = 0.0f;
    float a5_3 = 0.0f;
    float a5_4 = 0.0f;
    float a5_5 = 0.0f;
    float a5_6 = 0.0f;
    float a5_7 = 0.0f;
    int i12 = 0;
    System.arraycopy(t0, v5 + i12, t3, 0, 64);
    for (int j = 0; j < 64; j++) {
      float u0 = t3[j] - a0;
      float u1 = Math.max(u0, -176.0f);
      float u2 = Math.min(u1, 90.0f);
      float u3 = Math.fma(u2, 0x1.715476p-1f, 0x1.8p23f);
      t5[j] = u3;
      float u4 = u3 - 0x1.8p23f;
      float u5 = Math.fma(u4, -0x1.62e43p0f, u2);
      float u6 = Math.fma(u4, 0x1.05c61p-28f, u5);
      t6[j] = u6 + 1.0f;
      t7[j] = u6 * u6;
      t8[j] = Math.fma(0x1.5554f6p-3f, u6, 0x1.00000cp-1f);
      t9[j] = Math.fma(0x1.113168p-7f, u6, 0x1.5549ap-5f);
      t10[j] = Math.fma(0x1.9832fp-13f, u6, 0x1.71d9eep-10f);
    }
    for (int j = 0; j < 64; j++) {
      float u0 = Math.fma(t10[j], t7[j], t9[j]);
      float u1 = Math.fma(u0, t7[j], t8[j]);
      t11[j] = Math.fma(u1, t7[j], t6[j]);
    }
    for (int j = 0; j < 64; j++) {
      int u0 = Float.floatToRawIntBits(t5[j]);
      int u1 = u0 << 23;
      int u2 = u1 + 1065353216;
      t12[j] = Float.intBitsToFloat(u2);
    }
    for (int j = 0; j < 64; j++) {
      float u0 = t11[j] * t12[j];
      t4[j] = u0 * t12[j];
    }
    int ja5 = 0;
    for (; ja5 <= 64 - 8; ja5 += 8) {
      a5_0 = a5_0 + t4[ja5];
      a5_1 = a5_1 + t4[ja5 + 1];
      a5_2 = a5_2 + t4[ja5 + 2];
      a5_3 = a5_3 + t4[ja5 + 3];
      a5_4 = a5_4 + t4[ja5 + 4];
      a5_5 = a5_5 + t4[ja5 + 5];
      a5_6 = a5_6 + t4[ja5 + 6];
      a5_7 = a5_7 + t4[ja5 + 7];
    }
    for (; ja5 < 64; ja5++) {
      a5_0 = a5_0 + t4[ja5];
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

  private static void segment0(int first, int last, float[] t0, float[] t1, float[] b0, float[] t2,
      float[] b1, float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] t8,
      float[] t9, float[] t10, float[] t11, float[] t12, float[] t13, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = 0;
      int i2 = 0;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 4; i4++) {
          int v0 = i4 * 512;
          for (int i5 = 0; i5 < 16; i5++) {
            int v1 = v0 + i5 * 32;
            int i6 = 0;
            int v2 = v1 + i6;
            System.arraycopy(b0, v2, t1, v2, 32);
          }
        }
        for (int i7 = 0; i7 < 32; i7++) {
          int v3 = i7 * 64;
          for (int i8 = 0; i8 < 1; i8++) {
            int i9 = 0;
            int v4 = i9 + v3;
            System.arraycopy(b1, v4, t2, v4, 64);
          }
        }
        int terms = 32;
        int height = 64;
        int width = 64;
        int startA = 0;
        int startB = 0;
        for (int x = 0; x < width; x += 64) {
          for (int y = 0; y < height; y += 16) {
            TileRows16FloatTogether.tile(t1, startA + y * 32, 32, t2, startB + x * 32, 64, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      for (int i10 = 0; i10 < 64; i10++) {
        float a0 = Float.intBitsToFloat(0xff800000);
        int v5 = i10 * 64;
        a0 = stage0(t0, v5, a0);
        float a5 = 0.0f;
        a5 = stage1(t0, v5, t3, a0, t5, t6, t7, t8, t9, t10, t11, t12, t4, a5);
        int i13 = 0;
        for (int j = 0; j < 64; j++) {
          t13[j] = t4[j] / a5;
        }
        System.arraycopy(t13, 0, b2, v5 + i13, 64);
      }
    }
  }
}

