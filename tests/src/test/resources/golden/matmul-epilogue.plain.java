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
    segment0(first, last, (float[]) buffers[3], (float[]) buffers[4]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) locals[1], (float[]) buffers[2], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) locals[5], (float[]) locals[6], (float[]) locals[7], (float[]) buffers[3], (float[]) locals[8], (float[]) buffers[1], (float[]) locals[9], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = 0;
      for (int i2 = 0; i2 < 70; i2++) {
        int v0 = i2 * 64;
        int v1 = i2 * 50;
        int i3 = 0;
        System.arraycopy(b1, i3 + v1, b0, i3 + v0, 50);
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] t1, float[] b0, float[] t2,
      float[] t3, float[] t4, float[] t5, float[] t6, float[] t7, float[] b1, float[] t8,
      float[] b2, float[] t9, float[] b3) {
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
            int v8 = v5 + v7;
            int v9 = v6 + v7;
            int i6 = 0;
            System.arraycopy(b0, v9 + i6, t1, 0, 70);
            for (int j = 0; j < 70; j++) {
              float u0 = Math.abs(t1[j]);
              float u1 = u0 + u0;
              float u2 = Math.min(u1, 19.0f);
              float u3 = Math.fma(u2, 0x1.715476p0f, 0x1.8p23f);
              t2[j] = u3;
              float u4 = u3 - 0x1.8p23f;
              float u5 = Math.fma(u4, -0x1.62e43p-1f, u2);
              float u6 = Math.fma(0x1.5554a4p-3f, u5, -0.5f);
              float u7 = u5 * u5;
              float u8 = Math.fma(0x1.12310ap-7f, u5, -0x1.555536p-5f);
              float u9 = Math.fma(-0x1.6ce20cp-10f, u7, u8);
              float u10 = Math.fma(u9, u7, u6);
              t3[j] = Math.fma(u7, u10, u5);
            }
            for (int j = 0; j < 70; j++) {
              int u0 = Float.floatToRawIntBits(t2[j]);
              int u1 = u0 << 23;
              int u2 = 1065353216 - u1;
              t4[j] = Float.intBitsToFloat(u2);
            }
            for (int j = 0; j < 70; j++) {
              float u0 = t4[j] * t3[j];
              float u1 = 1.0f + t4[j];
              float u2 = u1 - u0;
              float u3 = 1.0f - t4[j];
              float u4 = u3 + u0;
              t5[j] = u4 / u2;
            }
            for (int j = 0; j < 70; j++) {
              int u0 = Float.floatToRawIntBits(t1[j]);
              int u1 = u0 & -2147483648;
              int u2 = Float.floatToRawIntBits(t5[j]);
              int u3 = u2 | u1;
              t6[j] = Float.intBitsToFloat(u3);
            }
            System.arraycopy(t6, 0, t7, v8 + i6, 70);
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
      int v22 = Math.min(32, v0);
      int v23 = i1 * 1600;
      for (int i7 = 0; i7 < v22; i7++) {
        int v24 = v23 + i7 * 50;
        int v25 = i7 * 64;
        int i8 = 0;
        System.arraycopy(t0, v25 + i8, t8, 0, 50);
        for (int j = 0; j < 50; j++) {
          float u0 = t8[j] + b2[j];
          t9[j] = Math.max(u0, 0.0f);
        }
        System.arraycopy(t9, 0, b3, v24 + i8, 50);
      }
    }
  }
}

