package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class max_8x2x21 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 8, last * 8, (float[]) buffers[1], (float[]) locals[0], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 40;
      for (int i1 = 0; i1 < 2; i1++) {
        int v1 = (2 - i1) / 2 + 20;
        int v2 = i1 * 32;
        int v3 = v0 + i1;
        for (int i2 = 0; i2 < v1; i2++) {
          int v4 = i2 * 2;
          boolean v5 = 0 < i1 + v4;
          float v6 = v5 ? b0[v3 + v4 - 1] : 0.0f;
          t0[v2 + i2] = v5 ? v6 : Float.intBitsToFloat(0xff800000);
        }
      }
      for (int i3 = 0; i3 < 63; i3++) {
        t0[64 + i3] = t0[1 + i3];
      }
      for (int i4 = 0; i4 < 20; i4++) {
        float a0 = Float.intBitsToFloat(0xff800000);
        a0 = Math.max(a0, t0[i4]);
        a0 = Math.max(a0, t0[i4 + 32]);
        a0 = Math.max(a0, t0[i4 + 64]);
        t0[i4 + 128] = a0;
      }
      int v7 = i0 * 20;
      System.arraycopy(t0, 128, b1, v7, 20);
    }
  }
}

