package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_tanh_add_max_100x50x70 implements KernelCode {
  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

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
    segment1(first, last, (float[]) locals[0], (float[]) buffers[4], (float[]) locals[1], (float[]) buffers[2], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 2240;
      int v1 = i1 * 32;
      for (int i2 = 0; i2 < 70; i2++) {
        int v2 = v0 + i2 * 32;
        int v3 = v1 + i2 * 50;
        int i3 = 0;
        IntVector k0 = IntVector.fromArray(I16, I16_BY_1, 0);
        IntVector k1 = IntVector.broadcast(I16, 50);
        FloatVector k2 = FloatVector.broadcast(F16, 0.0f);
        for (; i3 < 32; i3 += 16) {
          VectorMask w4 = IntVector.broadcast(I16, v1 + i3).add(k0).compare(VectorOperators.LT, k1);
          k2.blend(FloatVector.fromArray(F16, b0, v3 + i3, w4.cast(F16)), w4.cast(F16)).intoArray(b1, v2 + i3);
        }
      }
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] b2, float[] b3) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = block;
      int i2 = 0;
      Arrays.fill(t0, 0.0f);
      int v0 = i1 * 16;
      int v1 = 100 - v0;
      int v2 = (Math.min(v1, 16) + 7) / 8;
      int v3 = i1 * 1120;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v2; i4++) {
          int v4 = i4 * 560;
          int v5 = v0 + i4 * 8;
          int v6 = v3 + v4;
          for (int i5 = 0; i5 < 8; i5++) {
            boolean v7 = v5 + i5 < 100;
            int v8 = i5 * 70;
            for (int i6 = 0; i6 < 70; i6++) {
              float v9 = v7 ? b0[v6 + i6 + v8] : 0.0f;
              float v10 = Math.abs(v9);
              float v11 = v10 * v10;
              float v12 = Math.fma(v10 * v11, Math.fma(Math.fma(Math.fma(Math.fma(-0x1.99219ap-8f, v11, 0x1.58e516p-6f), v11, -0x1.b91e7ep-5f), v11, 0x1.110ceep-3f), v11, -0x1.55554ap-2f), v10);
              float v13 = v10 + v10;
              float v14 = 19.0f < v13 ? 19.0f : v13;
              float v15 = Math.fma(v14, 0x1.715476p0f, 0x1.8p23f);
              float v16 = Math.fma(v15 - 0x1.8p23f, -0x1.62e43p-1f, v14);
              float v17 = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(0x1.6a24d4p-10f, v16, -0x1.123a6cp-7f), v16, 0x1.5558f2p-5f), v16, -0x1.55549p-3f), v16, 0x1.fffffcp-2f), v16, -1.0f), v16, 1.0f);
              float v18 = v17 * Float.intBitsToFloat(1065353216 - (Float.floatToRawIntBits(v15) << 23));
              float v19 = v18 + v18;
              float v20 = v10 < 0x1.191688p-1f ? v12 : 1.0f - v19 / (v18 + 1.0f);
              float v21 = v7 ? Float.intBitsToFloat(Float.floatToRawIntBits(v20) | Float.floatToRawIntBits(v9) & -2147483648) : 0.0f;
              t1[v4 + i6 * 8 + i5] = v21;
            }
          }
        }
        int terms = 70;
        int height = Math.min(16, 100 - i1 * 16);
        int width = 50;
        int panel = i0 * 2 + i2 * 2;
        for (int x = 0; x < width; x += 32) {
          int start = ((panel + x / 32) * 70 + i3 * 70) * 32;
          for (int y = 0; y < height; y += 8) {
            Tile8x32Float.tile(t1, y * 70, b1, start, terms, t0, y * 64 + x, 64);
          }
        }
      }
      int v22 = Math.min(16, v1);
      int v23 = i1 * 800;
      for (int i7 = 0; i7 < v22; i7++) {
        int v24 = v23 + i7 * 50;
        int v25 = i7 * 64;
        int i8 = 0;
        FloatVector k0 = FloatVector.broadcast(F16, 0.0f);
        for (; i8 < 48; i8 += 16) {
          FloatVector.fromArray(F16, t0, v25 + i8).add(FloatVector.fromArray(F16, b2, i8)).max(k0).intoArray(b3, v24 + i8);
        }
        for (; i8 < 50; i8++) {
          b3[v24 + i8] = Math.max(t0[v25 + i8] + b2[i8], 0.0f);
        }
      }
    }
  }
}

