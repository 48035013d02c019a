package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class max_8x20x3 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 160, last * 160, (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = row / 20;
      int i1 = row % 20;
      float a0 = Float.intBitsToFloat(0xff800000);
      int v0 = i1 * 2;
      int v1 = i0 * 40 + v0;
      for (int i2 = 0; i2 < 3; i2++) {
        boolean v2 = 0 < v0 + i2;
        float v3 = v2 ? (v2 ? b0[v1 + i2 - 1] : 0.0f) : Float.intBitsToFloat(0xff800000);
        a0 = Math.max(a0, v3);
      }
      b1[i0 * 20 + i1] = a0;
    }
  }
}

