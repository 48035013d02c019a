package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class contract_100x50x70 implements KernelCode {
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
    segment0(first, last, (float[]) buffers[3], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2], (float[]) buffers[0]);
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

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] b2) {
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
            System.arraycopy(b0, v9, t1, v8, 70);
          }
        }
        int terms = 70;
        int height = Math.min(32, 100 - i1 * 32);
        int width = 50;
        int startA = 0;
        int startB = (i0 * 64 + i2 * 64) * 70 + i3 * 4480;
        for (int x = 0; x < width; x += 64) {
          for (int y = 0; y < height; y += 16) {
            TileRows16FloatTogether.tile(t1, startA + y * 70, 70, b1, startB + x * 70, 64, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      int v10 = Math.min(32, v0);
      int v11 = i1 * 1600;
      for (int i7 = 0; i7 < v10; i7++) {
        int v12 = v11 + i7 * 50;
        int v13 = i7 * 64;
        System.arraycopy(t0, v13, b2, v12, 50);
      }
    }
  }
}

