package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class add_2x4096 implements KernelCode {
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
    segment0(first * 2, last * 2, (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (int[]) buffers[2], (float[]) buffers[0], (float[]) locals[0], (float[]) buffers[3], (float[]) locals[1], (float[]) locals[2]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 4096;
      int v1 = Math.min(4096, 4160 - v0);
      for (int i1 = 0; i1 < v1; i1 += 4096) {
        int v2 = Math.min(4096, v1 - i1);
        int v3 = v0 + i1;
        if (v2 > 0) {
          System.arraycopy(b0, v3, b1, v3, v2);
        }
      }
    }
  }

  private static void segment1(int first, int last, int[] b0, float[] b1, float[] t0, float[] b2,
      float[] t1, float[] t2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 32;
      for (int i1 = 0; i1 < 12; i1++) {
        int v1 = v0 + b0[i1] * 64;
        int v2 = v0 + i1 * 64;
        System.arraycopy(b1, v1, t0, 0, 32);
        System.arraycopy(b2, v2, t1, 0, 32);
        for (int i4 = 0; i4 < 32; i4++) {
          t2[i4] = t0[i4] + t1[i4];
        }
        System.arraycopy(t2, 0, b1, v1, 32);
      }
    }
  }
}

