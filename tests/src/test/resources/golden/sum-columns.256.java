package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class sum_add_16x1024 implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

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
    segment0(first, last, (float[]) buffers[2], (float[]) buffers[1]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 1024;
      FloatVector k1 = FloatVector.broadcast(F8, 0.0f);
      for (int i1 = 0; i1 < 1024; i1 += 8) {
        ((FloatVector) F8_TYPE.cast(k1)).intoArray(b0, v0 + i1);
      }
      int v2 = i0 * 32768;
      for (int i2 = 0; i2 < 32; i2++) {
        int v3 = v2 + i2 * 1024;
        for (int i3 = 0; i3 < 1024; i3 += 8) {
          int v4 = v0 + i3;
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b0, v4).add(FloatVector.fromArray(F8, b1, v3 + i3)))).intoArray(b0, v4);
        }
      }
    }
  }

  private static void segment1(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      for (int i0 = 0; i0 < 1024; i0 += 8) {
        FloatVector a0 = FloatVector.broadcast(F8, 0.0f);
        for (int i1 = 0; i1 < 16; i1++) {
          a0 = FloatVector.fromArray(F8, b0, i1 * 1024 + i0).add(a0);
        }
        ((FloatVector) F8_TYPE.cast(((FloatVector) F8_TYPE.cast(a0)))).intoArray(b1, i0);
      }
    }
  }
}

