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
    segment0(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) locals[5], (float[]) locals[6], (float[]) locals[7], (float[]) locals[8], (float[]) locals[9], (float[]) locals[10], (float[]) locals[11], (float[]) locals[12], (float[]) locals[13], (float[]) buffers[0]);
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

  private static float stage1(float[] t0, int v5, float[] t3, float a0, float[] t4, float[] t5,
      float[] t6, float[] t7, float[] t8, float[] t9, float[] t10, float[] t11, float[] t12,
      float a5) {
    float a6 = 0.0f;
    float a7 = 0.0f;
    float a8 = 0.0f;
    float a9 = 0.0f;
    float a10 = 0.0f;
    float a11 = 0.0f;
    float a12 = 0.0f;
    float a13 = 0.0f;
    System.arraycopy(t0, v5, t3, 0, 64);
    for (int i13 = 0; i13 < 64; i13++) {
      float v6 = Math.min(Math.max(t3[i13] - a0, -176.0f), 90.0f);
      float v7 = Math.fma(v6, 0x1.715476p-1f, 0x1.8p23f);
      t4[i13] = v7;
      float v8 = v7 - 0x1.8p23f;
      float v9 = Math.fma(v8, 0x1.05c61p-28f, Math.fma(v8, -0x1.62e43p0f, v6));
      t5[i13] = v9 + 1.0f;
      t6[i13] = v9 * v9;
      t7[i13] = Math.fma(0x1.5554f6p-3f, v9, 0x1.00000cp-1f);
      t8[i13] = Math.fma(0x1.113168p-7f, v9, 0x1.5549ap-5f);
      t9[i13] = Math.fma(0x1.9832fp-13f, v9, 0x1.71d9eep-10f);
    }
    for (int i14 = 0; i14 < 64; i14++) {
      float v10 = t6[i14];
      float v11 = Math.fma(Math.fma(t9[i14], v10, t8[i14]), v10, t7[i14]);
      t10[i14] = Math.fma(v11, v10, t5[i14]);
    }
    for (int i15 = 0; i15 < 64; i15++) {
      t11[i15] = Float.intBitsToFloat((Float.floatToRawIntBits(t4[i15]) << 23) + 1065353216);
    }
    for (int i16 = 0; i16 < 64; i16++) {
      float v12 = t11[i16];
      t12[i16] = t10[i16] * v12 * v12;
    }
    for (int i17 = 0; i17 < 64; i17 += 8) {
      a6 = a6 + t12[i17];
      a7 = a7 + t12[i17 + 1];
      a8 = a8 + t12[i17 + 2];
      a9 = a9 + t12[i17 + 3];
      a10 = a10 + t12[i17 + 4];
      a11 = a11 + t12[i17 + 5];
      a12 = a12 + t12[i17 + 6];
      a13 = a13 + t12[i17 + 7];
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

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] t2, float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] t8,
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
            System.arraycopy(b0, v1, t1, v1, 32);
          }
        }
        for (int i7 = 0; i7 < 32; i7++) {
          int v3 = i7 * 64;
          for (int i8 = 0; i8 < 1; i8++) {
            System.arraycopy(b1, v3, t2, v3, 64);
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
        a5 = stage1(t0, v5, t3, a0, t4, t5, t6, t7, t8, t9, t10, t11, t12, a5);
        for (int i18 = 0; i18 < 64; i18++) {
          t13[i18] = t12[i18] / a5;
        }
        System.arraycopy(t13, 0, b2, v5, 64);
      }
    }
  }
}

