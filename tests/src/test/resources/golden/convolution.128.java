package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_2x32x216x72 implements KernelCode {
  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final int[] I4_BY_2 = {0, 2, 4, 6};

  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

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
    segment0(first * 7, (int) Math.min(last * 7L, 8), (float[]) buffers[3], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[0], (float[]) locals[1], (float[]) locals[2], (int[]) locals[3], (float[]) buffers[3], (float[]) buffers[1]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 288;
      for (int i2 = 0; i2 < 5; i2++) {
        int v1 = i2 * 16;
        int v2 = Math.min(72 - v1, 16);
        int v3 = i2 * 64;
        for (int i3 = 0; i3 < 4; i3++) {
          int v4 = v0 + i3 + v3;
          int v5 = v0 + i3 * 72 + v1;
          for (int i4 = 0; i4 < v2; i4++) {
            b0[v4 + i4 * 4] = b1[v5 + i4];
          }
        }
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] t2,
      int[] t3, float[] b1, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = block / 4;
      int i1 = block % 4;
      int i2 = 0;
      int v0 = i0 * 800;
      int v1 = i0 * 20;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 8; i4++) {
          int v2 = i4 * 924;
          int v3 = v0 + i4 * 1600;
          for (int i5 = 0; i5 < 2; i5++) {
            int v4 = (2 - i5) / 2 + 10;
            int v5 = v2 + i5 * 462;
            int v6 = v3 + i5 * 40;
            int v7 = v1 + i5;
            for (int i6 = 0; i6 < 2; i6++) {
              int v8 = (2 - i6) / 2 + 20;
              int v9 = i6 * 231;
              for (int i7 = 0; i7 < v4; i7++) {
                int v10 = v5 + i7 * 21 + v9;
                int v11 = v6 + i7 * 80 + i6;
                boolean v12 = 0 < v7 + i7 * 2;
                int i8 = 0;
                VectorMask k0 = I4.maskAll(v12);
                IntVector k1 = IntVector.broadcast(I4, 0);
                IntVector k2 = IntVector.fromArray(I4, I4_BY_2, 0);
                FloatVector k3 = FloatVector.broadcast(F4, 0.0f);
                for (; i8 <= v8 - 4; i8 += 4) {
                  int v13 = i8 * 2;
                  FloatVector x0 = k3.blend(FloatVector.fromArray(F4, edge4float(b0, v11 + v13 - 41, 2, t1), 0), k0.and(k1.compare(VectorOperators.LT, IntVector.broadcast(I4, i6 + v13).add(k2))).cast(F4));
                  ((FloatVector) F4_TYPE.cast(x0)).intoArray(t2, v10 + i8);
                }
                for (; i8 < v8; i8++) {
                  int v13 = i8 * 2;
                  float v14 = v12 && 0 < i6 + v13 ? b0[v11 + v13 - 41] : 0.0f;
                  t2[v10 + i8] = v14;
                }
              }
            }
          }
        }
        for (int i9 = 0; i9 < 8; i9++) {
          int v15 = i9 * 9;
          int v16 = i9 * 924;
          for (int i10 = 0; i10 < 3; i10++) {
            int v17 = v15 + i10 * 3;
            int v18 = v16 + i10 % 2 * 462 + i10 / 2 * 21;
            for (int i11 = 0; i11 < 3; i11++) {
              t3[v17 + i11] = v18 + i11 / 2 + i11 % 2 * 231;
            }
          }
        }
        int terms = 72;
        int height = 8;
        int width = 216;
        int startA = (i0 / 2 * 32 + i1 * 8) * 72 + i3 * 288;
        int startB = 0;
        for (int x = 0; x < width; x += 8) {
          for (int y = 0; y < height; y += 4) {
            Tile4x8FloatInPlace.tile(b1, startA + y * 72, 4, t2, startB + x, t3, 8, terms, t0, y * 216 + x, 216, i3 == 0);
          }
        }
      }
      int v19 = i0 * 200 + i1 * 3200;
      for (int i12 = 0; i12 < 8; i12++) {
        int v20 = v19 + i12 * 400;
        int v21 = i12 * 216;
        for (int i13 = 0; i13 < 10; i13++) {
          int v22 = v20 + i13 * 20;
          int v23 = v21 + i13 * 21;
          int i14 = 0;
          for (; i14 < 20; i14 += 4) {
            ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, t0, v23 + i14))).intoArray(b2, v22 + i14);
          }
        }
      }
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge4float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 4; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

