package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class sum_mul_8x22x22 implements KernelCode {
  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[2], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1, float[] b1,
      float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 400;
      for (int i1 = 0; i1 < 22; i1++) {
        int v1 = i1 * 22;
        int v2 = v0 + i1 * 20;
        boolean v3 = i1 < 21 && 0 < i1;
        int i2 = 0;
        VectorMask k0 = I16.maskAll(v3);
        IntVector k1 = IntVector.fromArray(I16, I16_BY_1, 0);
        IntVector k2 = IntVector.broadcast(I16, 21);
        IntVector k3 = IntVector.broadcast(I16, 0);
        FloatVector k4 = FloatVector.broadcast(F16, 0.0f);
        for (; i2 < 16; i2 += 16) {
          float[] g0 = b0;
          int o0 = v2 + i2 - 21;
          if (o0 < 0 || o0 > b0.length - 16) {
            g0 = edge16float(b0, o0, 1, t0);
            o0 = 0;
          }
          FloatVector x0 = k4.blend(FloatVector.fromArray(F16, g0, o0), k0.and(IntVector.broadcast(I16, i2).add(k1).compare(VectorOperators.LT, k2)).and(k3.compare(VectorOperators.LT, IntVector.broadcast(I16, i2).add(k1))).cast(F16));
          x0.intoArray(t1, v1 + i2);
        }
        for (i2 = 6; i2 < 22; i2 += 16) {
          float[] g1 = b0;
          int o1 = v2 + i2 - 21;
          if (o1 < 0 || o1 > b0.length - 16) {
            g1 = edge16float(b0, o1, 1, t0);
            o1 = 0;
          }
          FloatVector x1 = k4.blend(FloatVector.fromArray(F16, g1, o1), k0.and(IntVector.broadcast(I16, i2).add(k1).compare(VectorOperators.LT, k2)).and(k3.compare(VectorOperators.LT, IntVector.broadcast(I16, i2).add(k1))).cast(F16));
          x1.intoArray(t1, v1 + i2);
        }
      }
      int v5 = i0 * 9;
      float v6 = b1[v5];
      float v7 = b1[v5 + 1];
      float v8 = b1[v5 + 2];
      float v9 = b1[v5 + 3];
      float v10 = b1[v5 + 4];
      float v11 = b1[v5 + 5];
      float v12 = b1[v5 + 6];
      float v13 = b1[v5 + 7];
      float v14 = b1[v5 + 8];
      for (int i3 = 0; i3 < 20; i3++) {
        int v15 = i3 * 22;
        int v16 = v0 + i3 * 20;
        int i4 = 0;
        FloatVector k5 = FloatVector.broadcast(F16, 0.0f);
        FloatVector k6 = FloatVector.broadcast(F16, v6);
        FloatVector k7 = FloatVector.broadcast(F16, v7);
        FloatVector k8 = FloatVector.broadcast(F16, v8);
        FloatVector k9 = FloatVector.broadcast(F16, v9);
        FloatVector k10 = FloatVector.broadcast(F16, v10);
        FloatVector k11 = FloatVector.broadcast(F16, v11);
        FloatVector k12 = FloatVector.broadcast(F16, v12);
        FloatVector k13 = FloatVector.broadcast(F16, v13);
        FloatVector k14 = FloatVector.broadcast(F16, v14);
        for (; i4 < 16; i4 += 16) {
          FloatVector a0 = k5;
          int v17 = v15 + i4;
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17).mul(k6));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 1).mul(k7));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 2).mul(k8));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 22).mul(k9));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 23).mul(k10));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 24).mul(k11));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 44).mul(k12));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 45).mul(k13));
          a0 = a0.add(FloatVector.fromArray(F16, t1, v17 + 46).mul(k14));
          a0.intoArray(b2, v16 + i4);
        }
        for (i4 = 4; i4 < 20; i4 += 16) {
          FloatVector a1 = k5;
          int v17 = v15 + i4;
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17).mul(k6));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 1).mul(k7));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 2).mul(k8));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 22).mul(k9));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 23).mul(k10));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 24).mul(k11));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 44).mul(k12));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 45).mul(k13));
          a1 = a1.add(FloatVector.fromArray(F16, t1, v17 + 46).mul(k14));
          a1.intoArray(b2, v16 + i4);
        }
      }
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge16float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 16; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

