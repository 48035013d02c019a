package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class contract_100x50x70 implements KernelCode {
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
    segment0(first * 5, (int) Math.min(last * 5L, 7), (float[]) buffers[3], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 8;
      int v1 = Math.min(50 - v0, 8);
      int v2 = v1 / 4 * 4;
      int v3 = i1 * 560;
      int v4 = v1 - v2;
      for (int i2 = 0; i2 < 70; i2++) {
        int v5 = i2 * 8;
        int v6 = v3 + v5;
        int v7 = i2 * 50;
        int v8 = v0 + v7;
        for (int i3 = 0; i3 < v2; i3 += 4) {
          ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v8 + i3))).intoArray(b1, v6 + i3);
        }
        if (v4 > 0) {
          System.arraycopy(b0, v2 + v0 + v7, b1, v2 + v3 + v5, v4);
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
      int v0 = 100 - i1 * 8;
      int v1 = (Math.min(v0, 8) + 3) / 4;
      int v2 = i1 * 560;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v1; i4++) {
          int v3 = i4 * 280;
          int v4 = v2 + v3;
          for (int i5 = 0; i5 < 4; i5++) {
            int v5 = i5 * 70;
            int v6 = v3 + v5;
            int v7 = v4 + v5;
            int v8 = v6 + 66;
            int v9 = v7 + 66;
            for (int i6 = 0; i6 < 68; i6 += 4) {
              ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v7 + i6))).intoArray(t1, v6 + i6);
            }
            ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v9))).intoArray(t1, v8);
          }
        }
        int terms = 70;
        int height = Math.min(8, 100 - i1 * 8);
        int width = 50;
        int startA = 0;
        int startB = (i0 * 56 + i2 * 56) * 70 + i3 * 560;
        for (int x = 0; x < width; x += 8) {
          for (int y = 0; y < height; y += 4) {
            Tile4x8FloatTogether.tile(t1, startA + y * 70, 70, b1, startB + x * 70, 8, terms, t0, y * 56 + x, 56, i3 == 0);
          }
        }
      }
      int v10 = Math.min(8, v0);
      int v11 = i1 * 400;
      for (int i7 = 0; i7 < v10; i7++) {
        int v12 = v11 + i7 * 50;
        int v13 = i7 * 56;
        int v14 = v12 + 46;
        int v15 = v13 + 46;
        for (int i8 = 0; i8 < 48; i8 += 4) {
          ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, t0, v13 + i8))).intoArray(b2, v12 + i8);
        }
        ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, t0, v15))).intoArray(b2, v14);
      }
    }
  }
}

