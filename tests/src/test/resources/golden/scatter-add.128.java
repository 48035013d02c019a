package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class add_2x4096 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

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
    segment1(first, last, (int[]) buffers[2], (float[]) buffers[0], (float[]) buffers[3]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 4096;
      int v1 = Math.min(4160 - v0, 4096);
      int v2 = v1 / 4 * 4;
      int v3 = v1 - v2;
      for (int i1 = 0; i1 < v2; i1 += 4) {
        int v4 = v0 + i1;
        ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v4))).intoArray(b1, v4);
      }
      if (v3 > 0) {
        System.arraycopy(b0, v2 + v0, b1, v2 + v0, v3);
      }
    }
  }

  private static void segment1(int first, int last, int[] b0, float[] b1, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 32;
      for (int i1 = 0; i1 < 12; i1++) {
        int v1 = v0 + b0[i1] * 64;
        int v2 = v0 + i1 * 64;
        for (int i2 = 0; i2 < 32; i2 += 4) {
          int v3 = v1 + i2;
          ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b1, v3).add(FloatVector.fromArray(F4, b2, v2 + i2)))).intoArray(b1, v3);
        }
      }
    }
  }
}

