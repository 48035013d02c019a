package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class copy_12x32 implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 12, last * 12, (long[]) buffers[1], (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, long[] b0, float[] b1, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 32;
      long v1 = b0[i0];
      int v2 = -1L < v1 && v1 < 65L ? (int) v1 : -65;
      int v3 = v2 * 32;
      for (int i1 = 0; i1 < 32; i1 += 8) {
        ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b1, v3 + i1))).intoArray(b2, v0 + i1);
      }
    }
  }
}

