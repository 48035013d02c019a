package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_4x32x128x72 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_2 = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30};

  private static final Class F16_TYPE = F16.vectorType();

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
    segment0(first * 3, (int) Math.min(last * 3L, 4), (float[]) buffers[3], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[0], (float[]) locals[1], (float[]) locals[2], (int[]) locals[3], (float[]) buffers[3], (float[]) buffers[1]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 576;
      for (int i2 = 0; i2 < 5; i2++) {
        int v1 = i2 * 16;
        int v2 = Math.min(72 - v1, 16);
        int v3 = i2 * 128;
        for (int i3 = 0; i3 < 8; i3++) {
          int v4 = v0 + i3 + v3;
          int v5 = v0 + i3 * 72 + v1;
          for (int i4 = 0; i4 < v2; i4++) {
            b0[v4 + i4 * 8] = b1[v5 + i4];
          }
        }
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] t2,
      int[] t3, float[] b1, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = block / 2;
      int i1 = block % 2;
      int i2 = 0;
      int v0 = i0 * 400;
      int v1 = i0 * 10;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 8; i4++) {
          int v2 = i4 * 504;
          int v3 = v0 + i4 * 1600;
          for (int i5 = 0; i5 < 2; i5++) {
            int v4 = (2 - i5) / 2 + 5;
            int v5 = v2 + i5 * 252;
            int v6 = v3 + i5 * 40;
            int v7 = v1 + i5;
            for (int i6 = 0; i6 < 2; i6++) {
              int v8 = i6 * 126;
              int v9 = v5 + v8;
              int v10 = v6 + i6;
              int v11 = (2 - i6) / 2 + 4;
              for (int i7 = 0; i7 < v4; i7++) {
                int v12 = i7 * 21;
                int v13 = v9 + v12;
                int v14 = i7 * 80;
                int v15 = v10 + v14;
                boolean v16 = 0 < v7 + i7 * 2;
                int v17 = v5 + v12 + v8;
                int v18 = v6 + v14 + i6;
                FloatVector z0 = FloatVector.broadcast(F16, 0.0f);
                VectorMask k19 = F16.maskAll(v16);
                IntVector k20 = IntVector.broadcast(I16, 0);
                IntVector k21 = IntVector.fromArray(I16, I16_BY_2, 0);
                for (int i8 = 0; i8 < 16; i8 += 16) {
                  int v22 = i8 * 2;
                  IntVector k23 = IntVector.broadcast(I16, i6 + v22);
                  FloatVector x0 = z0.blend(FloatVector.fromArray(F16, edge16float(b0, v15 + v22 - 41, 2, t1), 0), k19.cast(I16).and(k20.compare(VectorOperators.LT, k23.add(k21))).cast(F16));
                  ((FloatVector) F16_TYPE.cast(x0)).intoArray(t2, v13 + i8);
                }
                for (int i9 = 0; i9 < v11; i9++) {
                  int v25 = i9 + 16;
                  int v26 = v25 * 2;
                  float v27 = v16 && 0 < i6 + v26 ? b0[v18 + v26 - 41] : 0.0f;
                  t2[v17 + v25] = v27;
                }
              }
            }
          }
        }
        for (int i10 = 0; i10 < 8; i10++) {
          int v28 = i10 * 9;
          int v29 = i10 * 504;
          for (int i11 = 0; i11 < 3; i11++) {
            int v30 = v28 + i11 * 3;
            int v31 = v29 + i11 / 2 * 21 + i11 % 2 * 252;
            for (int i12 = 0; i12 < 3; i12++) {
              t3[v30 + i12] = v31 + i12 / 2 + i12 % 2 * 126;
            }
          }
        }
        int terms = 72;
        int height = 16;
        int width = 128;
        int startA = (i0 / 4 * 32 + i1 * 16) * 72 + i3 * 576;
        int startB = 0;
        for (int x = 0; x < width; x += 32) {
          for (int y = 0; y < height; y += 8) {
            Tile8x32FloatInPlace.tile(b1, startA + y * 72, 8, t2, startB + x, t3, 32, terms, t0, y * 128 + x, 128, i3 == 0);
          }
        }
      }
      int v32 = i0 * 100 + i1 * 6400;
      for (int i13 = 0; i13 < 16; i13++) {
        int v33 = v32 + i13 * 400;
        int v34 = i13 * 128;
        for (int i14 = 0; i14 < 5; i14++) {
          int v35 = v33 + i14 * 20;
          int v36 = v34 + i14 * 21;
          int v37 = v35 + 4;
          int v38 = v36 + 4;
          for (int i15 = 0; i15 < 16; i15 += 16) {
            ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, t0, v36 + i15))).intoArray(b2, v35 + i15);
          }
          ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, t0, v38))).intoArray(b2, v37);
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

