package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_tanh_add_max_100x50x70 implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

  private static final VectorSpecies I8 = IntVector.SPECIES_256;

  private static final Class I8_TYPE = I8.vectorType();

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
    segment0(first * 2, last * 2, (float[]) buffers[4], (float[]) buffers[3]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) locals[1], (float[]) buffers[3], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 16;
      int v1 = Math.min(50 - v0, 16);
      int v2 = i1 * 1120;
      for (int i2 = 0; i2 < 70; i2++) {
        int v3 = i2 * 16;
        int v4 = i2 * 50;
        int i3 = 0;
        for (; i3 <= v1 - 8; i3 += 8) {
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b0, v0 + i3 + v4))).intoArray(b1, v2 + i3 + v3);
        }
        for (; i3 < v1; i3++) {
          b1[v2 + i3 + v3] = b0[v0 + i3 + v4];
        }
      }
    }
  }

  private static void stage0(float[] b0, int v7, float[] t1, int v6) {
    int i6 = 0;
    IntVector k0 = IntVector.broadcast(I8, 8388607);
    IntVector k1 = IntVector.broadcast(I8, 1108869119);
    FloatVector k2 = FloatVector.broadcast(F8, 0x1.715476p0f);
    FloatVector k3 = FloatVector.broadcast(F8, 0x1.8p23f);
    IntVector k4 = IntVector.broadcast(I8, 1065353216);
    FloatVector k5 = FloatVector.broadcast(F8, 1.0f);
    FloatVector k6 = FloatVector.broadcast(F8, -0x1.62e43p-1f);
    FloatVector k7 = FloatVector.broadcast(F8, -0x1.6ce20cp-10f);
    FloatVector k8 = FloatVector.broadcast(F8, 0x1.12310ap-7f);
    FloatVector k9 = FloatVector.broadcast(F8, -0x1.555536p-5f);
    FloatVector k10 = FloatVector.broadcast(F8, 0x1.5554a4p-3f);
    FloatVector k11 = FloatVector.broadcast(F8, -0.5f);
    IntVector k12 = IntVector.broadcast(I8, -2147483648);
    for (; i6 < 64; i6 += 8) {
      FloatVector w8 = FloatVector.fromArray(F8, b0, v7 + i6);
      FloatVector w9 = w8.abs();
      FloatVector w10 = w9.add(w9);
      FloatVector w11 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w10)).reinterpretAsInts().add(k0).min(k1).sub(k0))).reinterpretAsFloats();
      FloatVector w12 = w11.fma(k2, k3);
      FloatVector w13 = ((IntVector) I8_TYPE.cast(k4.sub(((FloatVector) F8_TYPE.cast(w12)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23)))).reinterpretAsFloats();
      FloatVector w14 = k5.sub(w13);
      FloatVector w15 = w12.sub(k3).fma(k6, w11);
      FloatVector w16 = w15.mul(w15);
      FloatVector w17 = k7.fma(w16, k8.fma(w15, k9)).fma(w16, k10.fma(w15, k11));
      FloatVector w18 = w13.mul(w16.fma(w17, w15));
      FloatVector w19 = w14.add(w18).div(k5.add(w13).sub(w18));
      ((FloatVector) F8_TYPE.cast(((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w19)).reinterpretAsInts().or(((FloatVector) F8_TYPE.cast(w8)).reinterpretAsInts().and(k12)))).reinterpretAsFloats())).intoArray(t1, v6 + i6);
    }
    for (i6 = 62; i6 < 70; i6 += 8) {
      FloatVector w8 = FloatVector.fromArray(F8, b0, v7 + i6);
      FloatVector w9 = w8.abs();
      FloatVector w10 = w9.add(w9);
      FloatVector w11 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w10)).reinterpretAsInts().add(k0).min(k1).sub(k0))).reinterpretAsFloats();
      FloatVector w12 = w11.fma(k2, k3);
      FloatVector w13 = ((IntVector) I8_TYPE.cast(k4.sub(((FloatVector) F8_TYPE.cast(w12)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23)))).reinterpretAsFloats();
      FloatVector w14 = k5.sub(w13);
      FloatVector w15 = w12.sub(k3).fma(k6, w11);
      FloatVector w16 = w15.mul(w15);
      FloatVector w17 = k7.fma(w16, k8.fma(w15, k9)).fma(w16, k10.fma(w15, k11));
      FloatVector w18 = w13.mul(w16.fma(w17, w15));
      FloatVector w19 = w14.add(w18).div(k5.add(w13).sub(w18));
      ((FloatVector) F8_TYPE.cast(((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w19)).reinterpretAsInts().or(((FloatVector) F8_TYPE.cast(w8)).reinterpretAsInts().and(k12)))).reinterpretAsFloats())).intoArray(t1, v6 + i6);
    }
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] b2, float[] b3) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = block;
      int i2 = 0;
      int v0 = 100 - i1 * 8;
      int v1 = (Math.min(v0, 8) + 3) / 4;
      int v2 = i1 * 560;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v1; i4++) {
          int v3 = i4 * 280;
          int v4 = v2 + v3;
          for (int i5 = 0; i5 < 4; i5++) {
            int v5 = i5 * 70;
            int v6 = v3 + v5;
            int v7 = v4 + v5;
            stage0(b0, v7, t1, v6);
          }
        }
        int terms = 70;
        int height = Math.min(8, 100 - i1 * 8);
        int width = 50;
        int startA = 0;
        int startB = (i0 * 64 + i2 * 64) * 70 + i3 * 1120;
        for (int x = 0; x < width; x += 16) {
          for (int y = 0; y < height; y += 4) {
            Tile4x16FloatTogether.tile(t1, startA + y * 70, 70, b1, startB + x * 70, 16, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      int v20 = Math.min(8, v0);
      int v21 = i1 * 400;
      for (int i7 = 0; i7 < v20; i7++) {
        int v22 = v21 + i7 * 50;
        int v23 = i7 * 64;
        int i8 = 0;
        FloatVector k13 = FloatVector.broadcast(F8, 0.0f);
        for (; i8 < 48; i8 += 8) {
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t0, v23 + i8).add(FloatVector.fromArray(F8, b2, i8)).max(k13))).intoArray(b3, v22 + i8);
        }
        for (i8 = 42; i8 < 50; i8 += 8) {
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t0, v23 + i8).add(FloatVector.fromArray(F8, b2, i8)).max(k13))).intoArray(b3, v22 + i8);
        }
      }
    }
  }
}

