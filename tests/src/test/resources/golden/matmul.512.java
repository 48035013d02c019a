package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class contract_100x50x70 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

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
    segment0(first, last, (float[]) buffers[3], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 32;
      int v1 = Math.min(50 - v0, 32);
      int v2 = i1 * 2240;
      for (int i2 = 0; i2 < 70; i2++) {
        int v3 = i2 * 32;
        int v4 = i2 * 50;
        int i3 = 0;
        for (; i3 <= v1 - 16; i3 += 16) {
          ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, b0, v0 + i3 + v4))).intoArray(b1, v2 + i3 + v3);
        }
        for (; i3 < v1; i3++) {
          b1[v2 + i3 + v3] = b0[v0 + i3 + v4];
        }
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = block;
      int i2 = 0;
      int v0 = 100 - i1 * 16;
      int v1 = Math.min(v0, 16);
      int v2 = (v1 + 7) / 8;
      int v3 = i1 * 1120;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v2; i4++) {
          int v4 = Math.min(v1 - i4 * 8, 8);
          int v5 = i4 * 560;
          int v6 = v3 + v5;
          for (int i5 = 0; i5 < v4; i5++) {
            int v7 = i5 * 70;
            int v8 = v5 + v7;
            int v9 = v6 + v7;
            int i6 = 0;
            for (; i6 < 64; i6 += 16) {
              ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, b0, v9 + i6))).intoArray(t1, v8 + i6);
            }
            for (i6 = 54; i6 < 70; i6 += 16) {
              ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, b0, v9 + i6))).intoArray(t1, v8 + i6);
            }
          }
        }
        int terms = 70;
        int height = Math.min(16, 100 - i1 * 16);
        int width = 50;
        int startA = 0;
        int startB = (i0 * 64 + i2 * 64) * 70 + i3 * 2240;
        for (int x = 0; x < width; x += 32) {
          for (int y = 0; y < height; y += 8) {
            Tile8x32FloatTogether.tile(t1, startA + y * 70, 70, b1, startB + x * 70, 32, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      int v10 = Math.min(16, v0);
      int v11 = i1 * 800;
      for (int i7 = 0; i7 < v10; i7++) {
        int v12 = v11 + i7 * 50;
        int v13 = i7 * 64;
        int i8 = 0;
        for (; i8 < 48; i8 += 16) {
          ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, t0, v13 + i8))).intoArray(b2, v12 + i8);
        }
        for (i8 = 34; i8 < 50; i8 += 16) {
          ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, t0, v13 + i8))).intoArray(b2, v12 + i8);
        }
      }
    }
  }
}

