package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_tanh_add_max_100x50x70 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final Class F16_TYPE = F16.vectorType();

  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final Class I16_TYPE = I16.vectorType();

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
    segment0(first, last, (float[]) buffers[4], (float[]) buffers[3]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) buffers[2], (float[]) locals[1], (float[]) buffers[3], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 32;
      int v1 = Math.min(50 - v0, 32);
      int v2 = v1 / 16 * 16;
      int v3 = i1 * 2240;
      int v4 = v1 - v2;
      for (int i2 = 0; i2 < 70; i2++) {
        int v5 = i2 * 32;
        int v6 = v3 + v5;
        int v7 = i2 * 50;
        int v8 = v0 + v7;
        for (int i3 = 0; i3 < v2; i3 += 16) {
          ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, b0, v8 + i3))).intoArray(b1, v6 + i3);
        }
        if (v4 > 0) {
          System.arraycopy(b0, v2 + v0 + v7, b1, v2 + v3 + v5, v4);
        }
      }
    }
  }

  private static void stage0(float[] b0, int v9, float[] t1, int v8, int v11, int v10) {
    FloatVector k12 = FloatVector.broadcast(F16, 1.0f);
    IntVector k13 = IntVector.broadcast(I16, 1065353216);
    IntVector k14 = IntVector.broadcast(I16, 8388607);
    IntVector k15 = IntVector.broadcast(I16, 1108869119);
    FloatVector k16 = FloatVector.broadcast(F16, 0x1.715476p0f);
    FloatVector k17 = FloatVector.broadcast(F16, 0x1.8p23f);
    FloatVector k18 = FloatVector.broadcast(F16, -0x1.62e43p-1f);
    FloatVector k19 = FloatVector.broadcast(F16, -0x1.6ce20cp-10f);
    FloatVector k20 = FloatVector.broadcast(F16, 0x1.12310ap-7f);
    FloatVector k21 = FloatVector.broadcast(F16, -0x1.555536p-5f);
    FloatVector k22 = FloatVector.broadcast(F16, 0x1.5554a4p-3f);
    FloatVector k23 = FloatVector.broadcast(F16, -0.5f);
    IntVector k24 = IntVector.broadcast(I16, -2147483648);
    for (int i6 = 0; i6 < 64; i6 += 16) {
      FloatVector w25 = FloatVector.fromArray(F16, b0, v9 + i6);
      FloatVector w26 = w25.abs();
      IntVector w27 = ((FloatVector) F16_TYPE.cast(w26.add(w26))).reinterpretAsInts().add(k14);
      FloatVector w28 = ((IntVector) I16_TYPE.cast(w27.min(k15).sub(k14))).reinterpretAsFloats();
      FloatVector w29 = w28.fma(k16, k17);
      IntVector w30 = ((FloatVector) F16_TYPE.cast(w29)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      FloatVector w31 = ((IntVector) I16_TYPE.cast(k13.sub(w30))).reinterpretAsFloats();
      FloatVector w32 = w29.sub(k17).fma(k18, w28);
      FloatVector w33 = w32.mul(w32);
      FloatVector w34 = k19.fma(w33, k20.fma(w32, k21)).fma(w33, k22.fma(w32, k23));
      FloatVector w35 = w31.mul(w33.fma(w34, w32));
      FloatVector w36 = k12.sub(w31).add(w35);
      IntVector w37 = ((FloatVector) F16_TYPE.cast(w36.div(k12.add(w31).sub(w35)))).reinterpretAsInts().or(((FloatVector) F16_TYPE.cast(w25)).reinterpretAsInts().and(k24));
      ((FloatVector) F16_TYPE.cast(((IntVector) I16_TYPE.cast(w37)).reinterpretAsFloats())).intoArray(t1, v8 + i6);
    }
    FloatVector w38 = FloatVector.fromArray(F16, b0, v11);
    FloatVector w39 = w38.abs();
    IntVector w40 = ((FloatVector) F16_TYPE.cast(w39.add(w39))).reinterpretAsInts().add(k14).min(k15);
    FloatVector w41 = ((IntVector) I16_TYPE.cast(w40.sub(k14))).reinterpretAsFloats();
    FloatVector w42 = w41.fma(k16, k17);
    IntVector w43 = k13.sub(((FloatVector) F16_TYPE.cast(w42)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
    FloatVector w44 = ((IntVector) I16_TYPE.cast(w43)).reinterpretAsFloats();
    FloatVector w45 = w42.sub(k17).fma(k18, w41);
    FloatVector w46 = w45.mul(w45);
    FloatVector w47 = k19.fma(w46, k20.fma(w45, k21)).fma(w46, k22.fma(w45, k23));
    FloatVector w48 = w44.mul(w46.fma(w47, w45));
    FloatVector w49 = k12.sub(w44).add(w48).div(k12.add(w44).sub(w48));
    ((FloatVector) F16_TYPE.cast(((IntVector) I16_TYPE.cast(((FloatVector) F16_TYPE.cast(w49)).reinterpretAsInts().or(((FloatVector) F16_TYPE.cast(w38)).reinterpretAsInts().and(k24)))).reinterpretAsFloats())).intoArray(t1, v10);
  }

  private static void segment1(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] b2, float[] b3) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = block;
      int i2 = 0;
      int v0 = 100 - i1 * 16;
      int v1 = Math.min(v0, 16);
      int v2 = (v1 + 7) / 8;
      int v3 = i1 * 1120;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < v2; i4++) {
          int v4 = Math.min(v1 - i4 * 8, 8);
          int v5 = i4 * 560;
          int v6 = v3 + v5;
          for (int i5 = 0; i5 < v4; i5++) {
            int v7 = i5 * 70;
            int v8 = v5 + v7;
            int v9 = v6 + v7;
            int v10 = v8 + 54;
            int v11 = v9 + 54;
            stage0(b0, v9, t1, v8, v11, v10);
          }
        }
        int terms = 70;
        int height = Math.min(16, 100 - i1 * 16);
        int width = 50;
        int startA = 0;
        int startB = (i0 * 64 + i2 * 64) * 70 + i3 * 2240;
        for (int x = 0; x < width; x += 32) {
          for (int y = 0; y < height; y += 8) {
            Tile8x32FloatTogether.tile(t1, startA + y * 70, 70, b1, startB + x * 70, 32, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      int v50 = Math.min(16, v0);
      int v51 = i1 * 800;
      for (int i7 = 0; i7 < v50; i7++) {
        int v52 = v51 + i7 * 50;
        int v53 = i7 * 64;
        int v54 = v52 + 34;
        int v55 = v53 + 34;
        FloatVector k56 = FloatVector.broadcast(F16, 0.0f);
        for (int i8 = 0; i8 < 48; i8 += 16) {
          ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, t0, v53 + i8).add(FloatVector.fromArray(F16, b2, i8)).max(k56))).intoArray(b3, v52 + i8);
        }
        ((FloatVector) F16_TYPE.cast(FloatVector.fromArray(F16, t0, v55).add(FloatVector.fromArray(F16, b2, 34)).max(k56))).intoArray(b3, v54);
      }
    }
  }
}

