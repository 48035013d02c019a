package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class add_mul_max_2x4096 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) buffers[0], (float[]) buffers[2]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 4096;
      int v1 = Math.min(4096, 6144 - v0);
      for (int i1 = 0; i1 < v1; i1++) {
        int v2 = v0 + i1;
        float v3 = b0[v2];
        b1[v2] = Math.max((v3 + b2[v2]) * v3, 0.0f);
      }
    }
  }
}

