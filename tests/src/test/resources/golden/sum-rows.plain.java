package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_512x2x512 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 7, (int) Math.min(last * 7L, 512), (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static void strip0(float[] t0, float[] t1, Absent alone) {
    for (int i3 = 0; i3 < 128; i3++) {
      float v2 = t0[i3] + t0[i3 + 256] + (t0[i3 + 128] + t0[i3 + 384]);
      t1[i3] = v2;
    }
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = i0 * 1024;
      for (int i1 = 0; i1 < 2; i1++) {
        float a1 = 0.0f;
        int v1 = v0 + i1 * 512;
        System.arraycopy(b0, v1, t0, 0, 512);
        strip0(t0, t1, null);
        float a2 = 0.0f;
        float a3 = 0.0f;
        float a4 = 0.0f;
        float a5 = 0.0f;
        float a6 = 0.0f;
        float a7 = 0.0f;
        float a8 = 0.0f;
        float a9 = 0.0f;
        float a10 = 0.0f;
        for (int i4 = 0; i4 < 128; i4 += 8) {
          a3 = a3 + t1[i4];
          a4 = a4 + t1[i4 + 1];
          a5 = a5 + t1[i4 + 2];
          a6 = a6 + t1[i4 + 3];
          a7 = a7 + t1[i4 + 4];
          a8 = a8 + t1[i4 + 5];
          a9 = a9 + t1[i4 + 6];
          a10 = a10 + t1[i4 + 7];
        }
        a3 = a3 + a7;
        a4 = a4 + a8;
        a5 = a5 + a9;
        a6 = a6 + a10;
        a3 = a3 + a5;
        a4 = a4 + a6;
        a3 = a3 + a4;
        a2 = a2 + a3;
        a1 = a1 + a2;
        a0 = a0 + a1;
      }
      b1[i0] = a0;
    }
  }

  private interface Absent {
  }
}

