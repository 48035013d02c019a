package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class sum_22x6x8x512 implements KernelCode {
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
    segment0(first, last, (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[2]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void strip0(float[] t0, float[] t1, Absent alone) {
    for (int i4 = 0; i4 < 128; i4++) {
      float v4 = t0[i4] + t0[i4 + 256] + (t0[i4 + 128] + t0[i4 + 384]);
      t1[i4] = v4;
    }
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = 0.0f;
      int v0 = Math.min(6, 128 - i0 * 6);
      int v1 = i0 * 24576;
      for (int i1 = 0; i1 < v0; i1++) {
        float a1 = 0.0f;
        int v2 = v1 + i1 * 4096;
        for (int i2 = 0; i2 < 8; i2++) {
          float a2 = 0.0f;
          int v3 = v2 + i2 * 512;
          System.arraycopy(b0, v3, t0, 0, 512);
          strip0(t0, t1, null);
          float a3 = 0.0f;
          float a4 = 0.0f;
          float a5 = 0.0f;
          float a6 = 0.0f;
          float a7 = 0.0f;
          float a8 = 0.0f;
          float a9 = 0.0f;
          float a10 = 0.0f;
          float a11 = 0.0f;
          for (int i5 = 0; i5 < 128; i5 += 8) {
            a4 = a4 + t1[i5];
            a5 = a5 + t1[i5 + 1];
            a6 = a6 + t1[i5 + 2];
            a7 = a7 + t1[i5 + 3];
            a8 = a8 + t1[i5 + 4];
            a9 = a9 + t1[i5 + 5];
            a10 = a10 + t1[i5 + 6];
            a11 = a11 + t1[i5 + 7];
          }
          a4 = a4 + a8;
          a5 = a5 + a9;
          a6 = a6 + a10;
          a7 = a7 + a11;
          a4 = a4 + a6;
          a5 = a5 + a7;
          a4 = a4 + a5;
          a3 = a3 + a4;
          a2 = a2 + a3;
          a1 = a1 + a2;
        }
        a0 = a0 + a1;
      }
      b1[i0] = a0;
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      float a1 = 0.0f;
      float a2 = 0.0f;
      float a3 = 0.0f;
      float a4 = 0.0f;
      for (int i0 = 0; i0 < 20; i0 += 4) {
        a1 = a1 + b0[i0];
        a2 = a2 + b0[i0 + 1];
        a3 = a3 + b0[i0 + 2];
        a4 = a4 + b0[i0 + 3];
      }
      a1 = a1 + a3;
      a2 = a2 + a4;
      a1 = a1 + a2;
      a0 = a0 + a1;
      for (int i1 = 0; i1 < 2; i1++) {
        a0 = a0 + b0[i1 + 20];
      }
      b1[0] = a0;
    }
  }

  private interface Absent {
  }
}

