package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class add_64x96 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 42, (int) Math.min(last * 42L, 64), (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[2], (float[]) locals[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1, float[] b1,
      float[] t2, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 96;
      System.arraycopy(b0, v0, t0, 0, 96);
      for (int i2 = 0; i2 < 96; i2++) {
        t1[i2] = b1[i0 + i2 * 64];
      }
      for (int i3 = 0; i3 < 96; i3++) {
        t2[i3] = t1[i3] + t0[i3];
      }
      System.arraycopy(t2, 0, b2, v0, 96);
    }
  }
}

