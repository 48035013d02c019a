package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class contract_32x448x72 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) locals[1], (float[]) buffers[0], (float[]) locals[2], (int[]) locals[3], (float[]) buffers[1]);
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] t2, int[] t3, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = 0;
      int i2 = 0;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 2; i4++) {
          int v0 = i4 * 1152;
          for (int i5 = 0; i5 < 16; i5++) {
            int v1 = v0 + i5 * 72;
            System.arraycopy(b0, v1, t1, v1, 72);
          }
        }
        for (int i7 = 0; i7 < 8; i7++) {
          int v3 = i7 * 1764;
          int v4 = i7 * 1600;
          for (int i8 = 0; i8 < 2; i8++) {
            int v5 = (2 - i8) / 2 + 20;
            int v6 = v3 + i8 * 882;
            int v7 = v4 + i8 * 40;
            for (int i9 = 0; i9 < 2; i9++) {
              int v8 = (2 - i9) / 2 + 20;
              int v9 = i9 * 441;
              for (int i10 = 0; i10 < v5; i10++) {
                int v10 = v6 + i10 * 21 + v9;
                int v11 = v7 + i10 * 80 + i9;
                boolean v12 = 0 < i8 + i10 * 2;
                for (int i11 = 0; i11 < v8; i11++) {
                  int v13 = i11 * 2;
                  float v14 = v12 && 0 < i9 + v13 ? b1[v11 + v13 - 41] : 0.0f;
                  t2[v10 + i11] = v14;
                }
              }
            }
          }
        }
        for (int i12 = 0; i12 < 8; i12++) {
          int v15 = i12 * 9;
          int v16 = i12 * 1764;
          for (int i13 = 0; i13 < 3; i13++) {
            int v17 = v15 + i13 * 3;
            int v18 = v16 + i13 / 2 * 21 + i13 % 2 * 882;
            for (int i14 = 0; i14 < 3; i14++) {
              t3[v17 + i14] = v18 + i14 / 2 + i14 % 2 * 441;
            }
          }
        }
        int terms = 72;
        int height = 32;
        int width = 448;
        int startA = 0;
        int startB = 0;
        for (int x = 0; x < width; x += 224) {
          for (int y = 0; y < height; y += 16) {
            TileRows16FloatTogetherInPlace.tile(t1, startA + y * 72, 72, t2, startB + x, t3, 224, terms, t0, y * 448 + x, 448, i3 == 0);
          }
        }
      }
      for (int i15 = 0; i15 < 32; i15++) {
        int v19 = i15 * 400;
        int v20 = i15 * 448;
        for (int i16 = 0; i16 < 20; i16++) {
          int v21 = v19 + i16 * 20;
          int v22 = v20 + i16 * 21;
          System.arraycopy(t0, v22, b2, v21, 20);
        }
      }
    }
  }
}

