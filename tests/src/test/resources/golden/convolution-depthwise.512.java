package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class sum_mul_8x22 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] b1,
      float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int i1 = 0;
      FloatVector k0 = FloatVector.broadcast(F16, 0.0f);
      for (; i1 < 16; i1 += 16) {
        k0.intoArray(t0, i1);
      }
      for (i1 = 6; i1 < 22; i1 += 16) {
        k0.intoArray(t0, i1);
      }
      int i2 = 0;
      FloatVector k1 = FloatVector.broadcast(F16, 0.0f);
      for (; i2 < 16; i2 += 16) {
        k1.intoArray(t0, i2 + 462);
      }
      for (i2 = 6; i2 < 22; i2 += 16) {
        k1.intoArray(t0, i2 + 462);
      }
      for (int i3 = 0; i3 < 20; i3++) {
        t0[i3 * 22 + 22] = 0.0f;
      }
      for (int i4 = 0; i4 < 20; i4++) {
        t0[i4 * 22 + 43] = 0.0f;
      }
      int v0 = i0 * 400;
      for (int i5 = 0; i5 < 20; i5++) {
        int v1 = i5 * 22;
        int v2 = v0 + i5 * 20;
        int i6 = 0;
        for (; i6 < 16; i6 += 16) {
          FloatVector.fromArray(F16, b0, v2 + i6).intoArray(t0, v1 + i6 + 23);
        }
        for (i6 = 4; i6 < 20; i6 += 16) {
          FloatVector.fromArray(F16, b0, v2 + i6).intoArray(t0, v1 + i6 + 23);
        }
      }
      int v3 = i0 * 9;
      float v4 = b1[v3];
      float v5 = b1[v3 + 1];
      float v6 = b1[v3 + 2];
      float v7 = b1[v3 + 3];
      float v8 = b1[v3 + 4];
      float v9 = b1[v3 + 5];
      float v10 = b1[v3 + 6];
      float v11 = b1[v3 + 7];
      float v12 = b1[v3 + 8];
      for (int i7 = 0; i7 < 10; i7++) {
        int v13 = i7 * 44;
        int v14 = i7 * 40;
        int i8 = 0;
        FloatVector k2 = FloatVector.broadcast(F16, 0.0f);
        FloatVector k3 = FloatVector.broadcast(F16, v4);
        FloatVector k4 = FloatVector.broadcast(F16, v5);
        FloatVector k5 = FloatVector.broadcast(F16, v6);
        FloatVector k6 = FloatVector.broadcast(F16, v7);
        FloatVector k7 = FloatVector.broadcast(F16, v8);
        FloatVector k8 = FloatVector.broadcast(F16, v9);
        FloatVector k9 = FloatVector.broadcast(F16, v10);
        FloatVector k10 = FloatVector.broadcast(F16, v11);
        FloatVector k11 = FloatVector.broadcast(F16, v12);
        for (; i8 < 16; i8 += 16) {
          FloatVector a0 = k2;
          int v15 = i8 + v13;
          a0 = a0.add(FloatVector.fromArray(F16, t0, v15).mul(k3));
          a0 = a0.add(FloatVector.fromArray(F16, t0, v15 + 1).mul(k4));
          a0 = a0.add(FloatVector.fromArray(F16, t0, v15 + 2).mul(k5));
          FloatVector w16 = FloatVector.fromArray(F16, t0, v15 + 22);
          a0 = a0.add(w16.mul(k6));
          FloatVector w17 = FloatVector.fromArray(F16, t0, v15 + 23);
          a0 = a0.add(w17.mul(k7));
          FloatVector w18 = FloatVector.fromArray(F16, t0, v15 + 24);
          a0 = a0.add(w18.mul(k8));
          FloatVector w19 = FloatVector.fromArray(F16, t0, v15 + 44);
          a0 = a0.add(w19.mul(k9));
          FloatVector w20 = FloatVector.fromArray(F16, t0, v15 + 45);
          a0 = a0.add(w20.mul(k10));
          FloatVector w21 = FloatVector.fromArray(F16, t0, v15 + 46);
          a0 = a0.add(w21.mul(k11));
          int v22 = v0 + i8 + v14;
          a0.intoArray(b2, v22);
          FloatVector a1 = k2;
          a1 = a1.add(w16.mul(k3));
          a1 = a1.add(w17.mul(k4));
          a1 = a1.add(w18.mul(k5));
          a1 = a1.add(w19.mul(k6));
          a1 = a1.add(w20.mul(k7));
          a1 = a1.add(w21.mul(k8));
          a1 = a1.add(FloatVector.fromArray(F16, t0, v15 + 66).mul(k9));
          a1 = a1.add(FloatVector.fromArray(F16, t0, v15 + 67).mul(k10));
          a1 = a1.add(FloatVector.fromArray(F16, t0, v15 + 68).mul(k11));
          a1.intoArray(b2, v22 + 20);
        }
        for (i8 = 4; i8 < 20; i8 += 16) {
          FloatVector a2 = k2;
          int v15 = i8 + v13;
          a2 = a2.add(FloatVector.fromArray(F16, t0, v15).mul(k3));
          a2 = a2.add(FloatVector.fromArray(F16, t0, v15 + 1).mul(k4));
          a2 = a2.add(FloatVector.fromArray(F16, t0, v15 + 2).mul(k5));
          FloatVector w16 = FloatVector.fromArray(F16, t0, v15 + 22);
          a2 = a2.add(w16.mul(k6));
          FloatVector w17 = FloatVector.fromArray(F16, t0, v15 + 23);
          a2 = a2.add(w17.mul(k7));
          FloatVector w18 = FloatVector.fromArray(F16, t0, v15 + 24);
          a2 = a2.add(w18.mul(k8));
          FloatVector w19 = FloatVector.fromArray(F16, t0, v15 + 44);
          a2 = a2.add(w19.mul(k9));
          FloatVector w20 = FloatVector.fromArray(F16, t0, v15 + 45);
          a2 = a2.add(w20.mul(k10));
          FloatVector w21 = FloatVector.fromArray(F16, t0, v15 + 46);
          a2 = a2.add(w21.mul(k11));
          int v22 = v0 + i8 + v14;
          a2.intoArray(b2, v22);
          FloatVector a3 = k2;
          a3 = a3.add(w16.mul(k3));
          a3 = a3.add(w17.mul(k4));
          a3 = a3.add(w18.mul(k5));
          a3 = a3.add(w19.mul(k6));
          a3 = a3.add(w20.mul(k7));
          a3 = a3.add(w21.mul(k8));
          a3 = a3.add(FloatVector.fromArray(F16, t0, v15 + 66).mul(k9));
          a3 = a3.add(FloatVector.fromArray(F16, t0, v15 + 67).mul(k10));
          a3 = a3.add(FloatVector.fromArray(F16, t0, v15 + 68).mul(k11));
          a3.intoArray(b2, v22 + 20);
        }
      }
    }
  }
}

