package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class contract_tanh_add_max_100x50x70 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    if (phase == 0) {
      phase0(first, last, buffers, scalars, locals);
    }
    if (phase == 1) {
      phase1(first, last, buffers, scalars, locals);
    }
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[4], (float[]) buffers[3]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) locals[1], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) locals[5], (float[]) locals[6], (float[]) locals[7], (float[]) buffers[3], (float[]) locals[8], (float[]) locals[9], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = 0;
      for (int i2 = 0; i2 < 70; i2++) {
        int v0 = i2 * 64;
        int v1 = i2 * 50;
        System.arraycopy(b0, v1, b1, v0, 50);
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] t2,
      float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] b1, float[] t8,
      float[] t9, float[] b2, float[] b3) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = block;
      int i2 = 0;
      int v0 = 100 - i1 * 32;
      int v1 = Math.min(v0, 32);
      int v2 = (v1 + 15) / 16;
      int v3 = i1 * 2240;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v2; i4++) {
          int v4 = Math.min(v1 - i4 * 16, 16);
          int v5 = i4 * 1120;
          int v6 = v3 + v5;
          for (int i5 = 0; i5 < v4; i5++) {
            int v7 = i5 * 70;
            int v8 = v6 + v7;
            int v9 = v5 + v7;
            System.arraycopy(b0, v8, t1, 0, 70);
            for (int i7 = 0; i7 < 70; i7++) {
              float v10 = Math.abs(t1[i7]);
              float v11 = Math.min(v10 + v10, 19.0f);
              float v12 = Math.fma(v11, 0x1.715476p0f, 0x1.8p23f);
              t2[i7] = v12;
              float v13 = Math.fma(v12 - 0x1.8p23f, -0x1.62e43p-1f, v11);
              float v14 = v13 * v13;
              float v15 = Math.fma(Math.fma(-0x1.6ce20cp-10f, v14, Math.fma(0x1.12310ap-7f, v13, -0x1.555536p-5f)), v14, Math.fma(0x1.5554a4p-3f, v13, -0.5f));
              t3[i7] = Math.fma(v14, v15, v13);
            }
            for (int i8 = 0; i8 < 70; i8++) {
              t4[i8] = Float.intBitsToFloat(1065353216 - (Float.floatToRawIntBits(t2[i8]) << 23));
            }
            for (int i9 = 0; i9 < 70; i9++) {
              float v16 = t4[i9];
              float v17 = v16 * t3[i9];
              float v18 = (1.0f - v16 + v17) / (1.0f + v16 - v17);
              t5[i9] = v18;
            }
            for (int i10 = 0; i10 < 70; i10++) {
              int v19 = Float.floatToRawIntBits(t5[i10]) | Float.floatToRawIntBits(t1[i10]) & -2147483648;
              t6[i10] = Float.intBitsToFloat(v19);
            }
            System.arraycopy(t6, 0, t7, v9, 70);
          }
        }
        int terms = 70;
        int height = Math.min(32, 100 - i1 * 32);
        int width = 50;
        int startA = 0;
        int startB = (i0 * 64 + i2 * 64) * 70 + i3 * 4480;
        for (int x = 0; x < width; x += 64) {
          for (int y = 0; y < height; y += 16) {
            TileRows16FloatTogether.tile(t7, startA + y * 70, 70, b1, startB + x * 70, 64, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      int v20 = Math.min(32, v0);
      int v21 = i1 * 1600;
      for (int i12 = 0; i12 < v20; i12++) {
        int v22 = i12 * 64;
        int v23 = v21 + i12 * 50;
        System.arraycopy(t0, v22, t8, 0, 50);
        for (int i14 = 0; i14 < 50; i14++) {
          t9[i14] = Math.max(t8[i14] + b2[i14], 0.0f);
        }
        System.arraycopy(t9, 0, b3, v23, 50);
      }
    }
  }
}

