package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class add_mul_max_2x4096 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

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
      int v1 = Math.min(6144 - v0, 4096);
      int v2 = v1 / 4 * 4;
      int v3 = v1 - v2;
      FloatVector k4 = FloatVector.broadcast(F4, 0.0f);
      for (int i1 = 0; i1 < v2; i1 += 4) {
        int v5 = v0 + i1;
        FloatVector w6 = FloatVector.fromArray(F4, b0, v5);
        ((FloatVector) F4_TYPE.cast(w6.add(FloatVector.fromArray(F4, b1, v5)).mul(w6).max(k4))).intoArray(b2, v5);
      }
      for (int i2 = 0; i2 < v3; i2++) {
        int v7 = v0 + (v2 + i2);
        float v8 = b0[v7];
        b2[v7] = Math.max((v8 + b1[v7]) * v8, 0.0f);
      }
    }
  }
}

