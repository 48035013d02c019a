package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_mul_16x22 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void strip0(float[] t0, float v4, float v5, float v6, float v7, float v8, float v9,
      float v10, float v11, float v12, Absent alone) {
    for (int i9 = 0; i9 < 640; i9++) {
      float a0 = 0.0f;
      a0 = a0 + t0[i9] * v4;
      a0 = a0 + t0[i9 + 704] * v5;
      a0 = a0 + t0[i9 + 1408] * v6;
      a0 = a0 + t0[i9 + 32] * v7;
      a0 = a0 + t0[i9 + 736] * v8;
      a0 = a0 + t0[i9 + 1440] * v9;
      a0 = a0 + t0[i9 + 64] * v10;
      a0 = a0 + t0[i9 + 768] * v11;
      a0 = a0 + t0[i9 + 1472] * v12;
      t0[i9 + 2112] = a0;
    }
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] b1,
      float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      for (int i1 = 0; i1 < 22; i1++) {
        t0[i1] = 0.0f;
      }
      for (int i2 = 0; i2 < 22; i2++) {
        t0[i2 + 672] = 0.0f;
      }
      for (int i3 = 0; i3 < 20; i3++) {
        t0[i3 * 32 + 32] = 0.0f;
      }
      for (int i4 = 0; i4 < 20; i4++) {
        t0[i4 * 32 + 53] = 0.0f;
      }
      int v0 = i0 * 400;
      for (int i5 = 0; i5 < 20; i5++) {
        int v1 = i5 * 32;
        int v2 = v0 + i5 * 20;
        System.arraycopy(b0, v2, t0, v1 + 33, 20);
      }
      for (int i7 = 0; i7 < 703; i7++) {
        t0[704 + i7] = t0[1 + i7];
      }
      for (int i8 = 0; i8 < 702; i8++) {
        t0[1408 + i8] = t0[2 + i8];
      }
      int v3 = i0 * 9;
      float v4 = b1[v3];
      float v5 = b1[v3 + 1];
      float v6 = b1[v3 + 2];
      float v7 = b1[v3 + 3];
      float v8 = b1[v3 + 4];
      float v9 = b1[v3 + 5];
      float v10 = b1[v3 + 6];
      float v11 = b1[v3 + 7];
      float v12 = b1[v3 + 8];
      strip0(t0, v4, v5, v6, v7, v8, v9, v10, v11, v12, null);
      for (int i10 = 0; i10 < 20; i10++) {
        int v13 = v0 + i10 * 20;
        int v14 = i10 * 32;
        System.arraycopy(t0, v14 + 2112, b2, v13, 20);
      }
    }
  }

  private interface Absent {
  }
}

