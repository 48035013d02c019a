package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class add_mul_max_2x4096 implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) buffers[2], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1, float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 4096;
      int v1 = Math.min(4096, 6144 - v0);
      int i1 = 0;
      FloatVector k0 = FloatVector.broadcast(F8, 0.0f);
      for (; i1 <= v1 - 8; i1 += 8) {
        int v2 = v0 + i1;
        FloatVector w3 = FloatVector.fromArray(F8, b0, v2);
        ((FloatVector) F8_TYPE.cast(w3.add(FloatVector.fromArray(F8, b1, v2)).mul(w3).max(k0))).intoArray(b2, v2);
      }
      for (; i1 < v1; i1++) {
        int v2 = v0 + i1;
        float v3 = b0[v2];
        b2[v2] = Math.max((v3 + b1[v2]) * v3, 0.0f);
      }
    }
  }
}

