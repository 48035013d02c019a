package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_add_16x1024 implements KernelCode {
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
    segment0(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void strip0(float[] t0, float[] t1, Absent alone) {
    for (int i4 = 0; i4 < 1024; i4++) {
      t0[i4] = t0[i4] + t1[i4];
    }
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      for (int i1 = 0; i1 < 1024; i1++) {
        t0[i1] = 0.0f;
      }
      int v0 = i0 * 32768;
      for (int i2 = 0; i2 < 32; i2++) {
        int v1 = v0 + i2 * 1024;
        System.arraycopy(b0, v1, t1, 0, 1024);
        strip0(t0, t1, null);
      }
      int v2 = i0 * 1024;
      System.arraycopy(t0, 0, b1, v2, 1024);
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      for (int i0 = 0; i0 < 1024; i0++) {
        float a0 = 0.0f;
        for (int i1 = 0; i1 < 16; i1++) {
          a0 = a0 + b0[i1 * 1024 + i0];
        }
        b1[i0] = a0;
      }
    }
  }

  private interface Absent {
  }
}

