package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class add_mul_96x64 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final Class F16_TYPE = F16.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 32, last * 32, (float[]) buffers[1], (float[]) buffers[0], (float[]) buffers[2]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 128;
      int v1 = i0 * 64;
      for (int i1 = 0; i1 < 64; i1 += 16) {
        int v2 = v0 + i1;
        int v3 = v1 + i1;
        FloatVector w4 = FloatVector.fromArray(F16, b0, v3);
        ((FloatVector) F16_TYPE.cast(w4.add(w4))).intoArray(b1, v2 + 64);
        ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, b2, v3).mul(w4))).intoArray(b1, v2);
      }
    }
  }
}

