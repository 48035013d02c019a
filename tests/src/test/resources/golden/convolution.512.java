package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_4x32x128x72 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_2 = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30};

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) locals[1], (float[]) buffers[0], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) buffers[1]);
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] t2, float[] t3, float[] t4, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = block / 2;
      int i1 = block % 2;
      int i2 = 0;
      Arrays.fill(t0, 0.0f);
      int v0 = i1 * 1152;
      int v1 = i0 * 400;
      int v2 = i0 * 10;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 2; i4++) {
          int v3 = i4 * 576;
          int v4 = v0 + v3;
          for (int i5 = 0; i5 < 8; i5++) {
            int v5 = i5 * 72;
            int v6 = v3 + v5;
            int v7 = v4 + v5;
            int i6 = 0;
            for (; i6 < 64; i6 += 16) {
              FloatVector.fromArray(F16, b0, v7 + i6).intoArray(t1, v6 + i6);
            }
            for (i6 = 56; i6 < 72; i6 += 16) {
              FloatVector.fromArray(F16, b0, v7 + i6).intoArray(t1, v6 + i6);
            }
          }
        }
        for (int i7 = 0; i7 < 8; i7++) {
          int v8 = v1 + i7 * 1600;
          for (int i8 = 0; i8 < 2; i8++) {
            int v9 = (2 - i8) / 2 + 5;
            int v10 = i8 * 252;
            int v11 = v8 + i8 * 40;
            int v12 = v2 + i8;
            for (int i9 = 0; i9 < 2; i9++) {
              int v13 = (2 - i9) / 2 + 20;
              int v14 = i9 * 126;
              for (int i10 = 0; i10 < v9; i10++) {
                int v15 = v10 + i10 * 21 + v14;
                int v16 = v11 + i10 * 80 + i9;
                boolean v17 = 0 < v12 + i10 * 2;
                int i11 = 0;
                VectorMask k0 = I16.maskAll(v17);
                IntVector k1 = IntVector.broadcast(I16, 0);
                IntVector k2 = IntVector.fromArray(I16, I16_BY_2, 0);
                FloatVector k3 = FloatVector.broadcast(F16, 0.0f);
                for (; i11 <= v13 - 16; i11 += 16) {
                  int v18 = i11 * 2;
                  FloatVector x0 = k3.blend(FloatVector.fromArray(F16, edge16float(b1, v16 + v18 - 41, 2, t2), 0), k0.and(k1.compare(VectorOperators.LT, IntVector.broadcast(I16, i9 + v18).add(k2))).cast(F16));
                  x0.intoArray(t3, v15 + i11);
                }
                for (; i11 < v13; i11++) {
                  int v18 = i11 * 2;
                  float v19 = v17 && 0 < i9 + v18 ? b1[v16 + v18 - 41] : 0.0f;
                  t3[v15 + i11] = v19;
                }
              }
            }
          }
          int v20 = i7 * 288;
          for (int i12 = 0; i12 < 4; i12++) {
            int v21 = i12 * 2304;
            int v22 = i12 * 32;
            for (int i13 = 0; i13 < 3; i13++) {
              int v23 = v20 + i13 * 96;
              int v24 = i13 % 2 * 252 + i13 / 2 * 21;
              for (int i14 = 0; i14 < 3; i14++) {
                int v25 = v23 + i14 * 32 + v21;
                int v26 = v24 + i14 / 2 + i14 % 2 * 126 + v22;
                int i15 = 0;
                for (; i15 < 32; i15 += 16) {
                  FloatVector.fromArray(F16, t3, v26 + i15).intoArray(t4, v25 + i15);
                }
              }
            }
          }
        }
        int terms = 72;
        int height = 16;
        int width = 128;
        int startA = 0;
        int startB = 0;
        for (int x = 0; x < width; x += 32) {
          for (int y = 0; y < height; y += 8) {
            Tile8x32FloatTogether.tile(t1, startA + y * 72, 72, t4, startB + x * 72, 32, terms, t0, y * 128 + x, 128);
          }
        }
      }
      int v27 = i0 * 100 + i1 * 6400;
      for (int i16 = 0; i16 < 16; i16++) {
        int v28 = v27 + i16 * 400;
        int v29 = i16 * 128;
        for (int i17 = 0; i17 < 5; i17++) {
          int v30 = v28 + i17 * 20;
          int v31 = v29 + i17 * 21;
          int i18 = 0;
          for (; i18 < 16; i18 += 16) {
            FloatVector.fromArray(F16, t0, v31 + i18).intoArray(b2, v30 + i18);
          }
          for (i18 = 4; i18 < 20; i18 += 16) {
            FloatVector.fromArray(F16, t0, v31 + i18).intoArray(b2, v30 + i18);
          }
        }
      }
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge16float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 16; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

