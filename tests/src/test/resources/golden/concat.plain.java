package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class add_mul_96x64 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 32, last * 32, (float[]) buffers[1], (float[]) locals[0], (float[]) buffers[2], (float[]) locals[1], (float[]) locals[2], (float[]) locals[3], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] b1, float[] t1,
      float[] t2, float[] t3, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 64;
      int v1 = i0 * 128;
      int v2 = v1 + 64;
      System.arraycopy(b0, v0, t0, 0, 64);
      System.arraycopy(b1, v0, t1, 0, 64);
      for (int i3 = 0; i3 < 64; i3++) {
        float v3 = t0[i3];
        t2[i3] = v3 + v3;
        t3[i3] = t1[i3] * v3;
      }
      System.arraycopy(t2, 0, b2, v2, 64);
      System.arraycopy(t3, 0, b2, v1, 64);
    }
  }
}

