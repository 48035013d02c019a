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
      int v2 = v1 / 8 * 8;
      int v3 = i1 * 1120;
      int v4 = v1 - v2;
      for (int i2 = 0; i2 < 70; i2++) {
        int v5 = i2 * 16;
        int v6 = v3 + v5;
        int v7 = i2 * 50;
        int v8 = v0 + v7;
        for (int i3 = 0; i3 < v2; i3 += 8) {
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b0, v8 + i3))).intoArray(b1, v6 + i3);
        }
        if (v4 > 0) {
          System.arraycopy(b0, v2 + v0 + v7, b1, v2 + v3 + v5, v4);
        }
      }
    }
  }

  private static void stage0(float[] b0, int v7, float[] t1, int v6, int v9, int v8) {
    FloatVector k10 = FloatVector.broadcast(F8, 1.0f);
    IntVector k11 = IntVector.broadcast(I8, 1065353216);
    IntVector k12 = IntVector.broadcast(I8, 8388607);
    IntVector k13 = IntVector.broadcast(I8, 1108869119);
    FloatVector k14 = FloatVector.broadcast(F8, 0x1.715476p0f);
    FloatVector k15 = FloatVector.broadcast(F8, 0x1.8p23f);
    FloatVector k16 = FloatVector.broadcast(F8, -0x1.62e43p-1f);
    FloatVector k17 = FloatVector.broadcast(F8, -0x1.6ce20cp-10f);
    FloatVector k18 = FloatVector.broadcast(F8, 0x1.12310ap-7f);
    FloatVector k19 = FloatVector.broadcast(F8, -0x1.555536p-5f);
    FloatVector k20 = FloatVector.broadcast(F8, 0x1.5554a4p-3f);
    FloatVector k21 = FloatVector.broadcast(F8, -0.5f);
    IntVector k22 = IntVector.broadcast(I8, -2147483648);
    for (int i6 = 0; i6 < 64; i6 += 8) {
      FloatVector w23 = FloatVector.fromArray(F8, b0, v7 + i6);
      FloatVector w24 = w23.abs();
      IntVector w25 = ((FloatVector) F8_TYPE.cast(w24.add(w24))).reinterpretAsInts().add(k12);
      FloatVector w26 = ((IntVector) I8_TYPE.cast(w25.min(k13).sub(k12))).reinterpretAsFloats();
      FloatVector w27 = w26.fma(k14, k15);
      IntVector w28 = ((FloatVector) F8_TYPE.cast(w27)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      FloatVector w29 = ((IntVector) I8_TYPE.cast(k11.sub(w28))).reinterpretAsFloats();
      FloatVector w30 = w27.sub(k15).fma(k16, w26);
      FloatVector w31 = w30.mul(w30);
      FloatVector w32 = k17.fma(w31, k18.fma(w30, k19)).fma(w31, k20.fma(w30, k21));
      FloatVector w33 = w29.mul(w31.fma(w32, w30));
      FloatVector w34 = k10.sub(w29).add(w33);
      IntVector w35 = ((FloatVector) F8_TYPE.cast(w34.div(k10.add(w29).sub(w33)))).reinterpretAsInts().or(((FloatVector) F8_TYPE.cast(w23)).reinterpretAsInts().and(k22));
      ((FloatVector) F8_TYPE.cast(((IntVector) I8_TYPE.cast(w35)).reinterpretAsFloats())).intoArray(t1, v6 + i6);
    }
    FloatVector w36 = FloatVector.fromArray(F8, b0, v9);
    FloatVector w37 = w36.abs();
    IntVector w38 = ((FloatVector) F8_TYPE.cast(w37.add(w37))).reinterpretAsInts().add(k12).min(k13);
    FloatVector w39 = ((IntVector) I8_TYPE.cast(w38.sub(k12))).reinterpretAsFloats();
    FloatVector w40 = w39.fma(k14, k15);
    IntVector w41 = k11.sub(((FloatVector) F8_TYPE.cast(w40)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
    FloatVector w42 = ((IntVector) I8_TYPE.cast(w41)).reinterpretAsFloats();
    FloatVector w43 = w40.sub(k15).fma(k16, w39);
    FloatVector w44 = w43.mul(w43);
    FloatVector w45 = k17.fma(w44, k18.fma(w43, k19)).fma(w44, k20.fma(w43, k21));
    FloatVector w46 = w42.mul(w44.fma(w45, w43));
    FloatVector w47 = k10.sub(w42).add(w46).div(k10.add(w42).sub(w46));
    ((FloatVector) F8_TYPE.cast(((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w47)).reinterpretAsInts().or(((FloatVector) F8_TYPE.cast(w36)).reinterpretAsInts().and(k22)))).reinterpretAsFloats())).intoArray(t1, v8);
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
            int v8 = v6 + 62;
            int v9 = v7 + 62;
            stage0(b0, v7, t1, v6, v9, v8);
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
      int v48 = Math.min(8, v0);
      int v49 = i1 * 400;
      for (int i7 = 0; i7 < v48; i7++) {
        int v50 = v49 + i7 * 50;
        int v51 = i7 * 64;
        int v52 = v50 + 42;
        int v53 = v51 + 42;
        FloatVector k54 = FloatVector.broadcast(F8, 0.0f);
        for (int i8 = 0; i8 < 48; i8 += 8) {
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t0, v51 + i8).add(FloatVector.fromArray(F8, b2, i8)).max(k54))).intoArray(b3, v50 + i8);
        }
        ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t0, v53).add(FloatVector.fromArray(F8, b2, 42)).max(k54))).intoArray(b3, v52);
      }
    }
  }
}

