package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class add_64x96 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first * 42, (int) Math.min(last * 42L, 64), (float[]) buffers[2], (float[]) locals[0], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] b1,
      float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 96;
      for (int i1 = 0; i1 < 96; i1 += 4) {
        int v1 = v0 + i1;
        for (int lane = 0; lane < 4; lane++) {
          t0[lane] = b0[i0 + i1 * 64 + lane * 64];
        }
        FloatVector x0 = FloatVector.fromArray(F4, t0, 0);
        ((FloatVector) F4_TYPE.cast(x0.add(FloatVector.fromArray(F4, b1, v1)))).intoArray(b2, v1);
      }
    }
  }
}

