package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

public final class fma_8x22 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

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
      FloatVector k0 = FloatVector.broadcast(F4, 0.0f);
      for (; i1 < 20; i1 += 4) {
        k0.intoArray(t0, i1);
      }
      for (i1 = 18; i1 < 22; i1 += 4) {
        k0.intoArray(t0, i1);
      }
      int i2 = 0;
      FloatVector k1 = FloatVector.broadcast(F4, 0.0f);
      for (; i2 < 20; i2 += 4) {
        k1.intoArray(t0, i2 + 462);
      }
      for (i2 = 18; i2 < 22; i2 += 4) {
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
        for (; i6 < 20; i6 += 4) {
          FloatVector.fromArray(F4, b0, v2 + i6).intoArray(t0, v1 + i6 + 23);
        }
      }
      int v3 = i0 * 9;
      float v4 = b1[v3 + 8];
      float v5 = b1[v3 + 7];
      float v6 = b1[v3 + 6];
      float v7 = b1[v3 + 5];
      float v8 = b1[v3 + 4];
      float v9 = b1[v3 + 3];
      float v10 = b1[v3 + 2];
      float v11 = b1[v3 + 1];
      float v12 = b1[v3];
      for (int i7 = 0; i7 < 3; i7++) {
        int v13 = Math.min(i7 * 7, 13);
        int v14 = v13 * 20;
        int v15 = v13 * 22;
        int i8 = 0;
        FloatVector k2 = FloatVector.broadcast(F4, v10);
        FloatVector k3 = FloatVector.broadcast(F4, v11);
        FloatVector k4 = FloatVector.broadcast(F4, v12);
        FloatVector k5 = FloatVector.broadcast(F4, 0.0f);
        FloatVector k6 = FloatVector.broadcast(F4, v8);
        FloatVector k7 = FloatVector.broadcast(F4, v9);
        FloatVector k8 = FloatVector.broadcast(F4, v6);
        FloatVector k9 = FloatVector.broadcast(F4, v7);
        FloatVector k10 = FloatVector.broadcast(F4, v4);
        FloatVector k11 = FloatVector.broadcast(F4, v5);
        for (; i8 < 20; i8 += 4) {
          int v16 = v0 + i8 + v14;
          int v17 = i8 + v15;
          FloatVector w18 = FloatVector.fromArray(F4, t0, v17 + 46);
          FloatVector w19 = FloatVector.fromArray(F4, t0, v17 + 45);
          FloatVector w20 = FloatVector.fromArray(F4, t0, v17 + 44);
          FloatVector w21 = FloatVector.fromArray(F4, t0, v17 + 24);
          FloatVector w22 = FloatVector.fromArray(F4, t0, v17 + 23);
          FloatVector w23 = FloatVector.fromArray(F4, t0, v17 + 22);
          FloatVector w24 = FloatVector.fromArray(F4, t0, v17 + 2).fma(k2, FloatVector.fromArray(F4, t0, v17 + 1).fma(k3, FloatVector.fromArray(F4, t0, v17).fma(k4, k5)));
          FloatVector w25 = w22.fma(k6, w23.fma(k7, w24));
          FloatVector w26 = w20.fma(k8, w21.fma(k9, w25));
          FloatVector w27 = w18.fma(k10, w19.fma(k11, w26));
          w27.intoArray(b2, v16);
          FloatVector w28 = FloatVector.fromArray(F4, t0, v17 + 68);
          FloatVector w29 = FloatVector.fromArray(F4, t0, v17 + 67);
          FloatVector w30 = FloatVector.fromArray(F4, t0, v17 + 66);
          FloatVector w31 = w18.fma(k9, w19.fma(k6, w20.fma(k7, w21.fma(k2, w22.fma(k3, w23.fma(k4, k5))))));
          FloatVector w32 = w29.fma(k11, w30.fma(k8, w31));
          w28.fma(k10, w32).intoArray(b2, v16 + 20);
          FloatVector w33 = FloatVector.fromArray(F4, t0, v17 + 90);
          FloatVector w34 = FloatVector.fromArray(F4, t0, v17 + 89);
          FloatVector w35 = FloatVector.fromArray(F4, t0, v17 + 88);
          FloatVector w36 = w28.fma(k9, w29.fma(k6, w30.fma(k7, w18.fma(k2, w19.fma(k3, w20.fma(k4, k5))))));
          FloatVector w37 = w34.fma(k11, w35.fma(k8, w36));
          w33.fma(k10, w37).intoArray(b2, v16 + 40);
          FloatVector w38 = FloatVector.fromArray(F4, t0, v17 + 112);
          FloatVector w39 = FloatVector.fromArray(F4, t0, v17 + 111);
          FloatVector w40 = FloatVector.fromArray(F4, t0, v17 + 110);
          FloatVector w41 = w33.fma(k9, w34.fma(k6, w35.fma(k7, w28.fma(k2, w29.fma(k3, w30.fma(k4, k5))))));
          FloatVector w42 = w39.fma(k11, w40.fma(k8, w41));
          w38.fma(k10, w42).intoArray(b2, v16 + 60);
          FloatVector w43 = FloatVector.fromArray(F4, t0, v17 + 134);
          FloatVector w44 = FloatVector.fromArray(F4, t0, v17 + 133);
          FloatVector w45 = FloatVector.fromArray(F4, t0, v17 + 132);
          FloatVector w46 = w38.fma(k9, w39.fma(k6, w40.fma(k7, w33.fma(k2, w34.fma(k3, w35.fma(k4, k5))))));
          FloatVector w47 = w44.fma(k11, w45.fma(k8, w46));
          w43.fma(k10, w47).intoArray(b2, v16 + 80);
          FloatVector w48 = FloatVector.fromArray(F4, t0, v17 + 156);
          FloatVector w49 = FloatVector.fromArray(F4, t0, v17 + 155);
          FloatVector w50 = FloatVector.fromArray(F4, t0, v17 + 154);
          FloatVector w51 = w43.fma(k9, w44.fma(k6, w45.fma(k7, w38.fma(k2, w39.fma(k3, w40.fma(k4, k5))))));
          FloatVector w52 = w49.fma(k11, w50.fma(k8, w51));
          w48.fma(k10, w52).intoArray(b2, v16 + 100);
          FloatVector w53 = w48.fma(k9, w49.fma(k6, w50.fma(k7, w43.fma(k2, w44.fma(k3, w45.fma(k4, k5))))));
          FloatVector w54 = FloatVector.fromArray(F4, t0, v17 + 177).fma(k11, FloatVector.fromArray(F4, t0, v17 + 176).fma(k8, w53));
          FloatVector.fromArray(F4, t0, v17 + 178).fma(k10, w54).intoArray(b2, v16 + 120);
        }
      }
    }
  }
}

