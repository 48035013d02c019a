package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_100x50x70 implements KernelCode {
  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final int[] I4_BY_1 = {0, 1, 2, 3};

  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

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
    segment0(first * 4, (int) Math.min(last * 4L, 7), (float[]) buffers[2], (float[]) buffers[1]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) locals[1], (float[]) buffers[3], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 560;
      int v1 = i1 * 8;
      for (int i2 = 0; i2 < 70; i2++) {
        int v2 = v0 + i2 * 8;
        int v3 = v1 + i2 * 50;
        int i3 = 0;
        IntVector k0 = IntVector.fromArray(I4, I4_BY_1, 0);
        IntVector k1 = IntVector.broadcast(I4, 50);
        FloatVector k2 = FloatVector.broadcast(F4, 0.0f);
        for (; i3 < 8; i3 += 4) {
          VectorMask w4 = IntVector.broadcast(I4, v1 + i3).add(k0).compare(VectorOperators.LT, k1);
          k2.blend(FloatVector.fromArray(F4, b0, v3 + i3, w4.cast(F4)), w4.cast(F4)).intoArray(b1, v2 + i3);
        }
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] t1, float[] b0, float[] b1,
      float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = block;
      int i2 = 0;
      Arrays.fill(t0, 0.0f);
      int v0 = 100 - i1 * 8;
      int v1 = (Math.min(v0, 8) + 3) / 4;
      int v2 = i1 * 560;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v1; i4++) {
          int v3 = i4 * 280;
          int v4 = v2 + v3;
          for (int i5 = 0; i5 < 4; i5++) {
            int v5 = i5 * 70;
            for (int i6 = 0; i6 < 70; i6++) {
              t1[v3 + i6 * 4 + i5] = b0[v4 + i6 + v5];
            }
          }
        }
        int terms = 70;
        int height = Math.min(8, 100 - i1 * 8);
        int width = 50;
        int panel = i0 * 7 + i2 * 7;
        for (int x = 0; x < width; x += 8) {
          int start = ((panel + x / 8) * 70 + i3 * 70) * 8;
          for (int y = 0; y < height; y += 4) {
            Tile4x8Float.tile(t1, y * 70, b1, start, terms, t0, y * 56 + x, 56);
          }
        }
      }
      int v6 = Math.min(8, v0);
      int v7 = i1 * 400;
      for (int i7 = 0; i7 < v6; i7++) {
        int v8 = v7 + i7 * 50;
        int v9 = i7 * 56;
        int i8 = 0;
        for (; i8 < 48; i8 += 4) {
          FloatVector.fromArray(F4, t0, v9 + i8).intoArray(b2, v8 + i8);
        }
        for (; i8 < 50; i8++) {
          b2[v8 + i8] = t0[v9 + i8];
        }
      }
    }
  }
}

