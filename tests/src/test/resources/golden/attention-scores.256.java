package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_max_sum_exp_64x64x32 implements KernelCode {
  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

  private static final VectorSpecies I8 = IntVector.SPECIES_256;

  private static final Class I8_TYPE = I8.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) buffers[0]);
  }

  private static float stage0(float a0, float[] t0, int v7, float[] t4, float[] t3, float a2) {
    FloatVector a3_0 = FloatVector.broadcast(F8, 0.0f);
    FloatVector a3_1 = FloatVector.broadcast(F8, 0.0f);
    FloatVector k9 = FloatVector.broadcast(F8, 0x1.9832fp-13f);
    FloatVector k10 = FloatVector.broadcast(F8, a0);
    IntVector k11 = IntVector.broadcast(I8, -2139095041);
    IntVector k12 = IntVector.broadcast(I8, 1135607807);
    IntVector k13 = IntVector.broadcast(I8, 8388607);
    IntVector k14 = IntVector.broadcast(I8, 1127481343);
    FloatVector k15 = FloatVector.broadcast(F8, 0x1.715476p-1f);
    FloatVector k16 = FloatVector.broadcast(F8, 0x1.8p23f);
    FloatVector k17 = FloatVector.broadcast(F8, 0x1.05c61p-28f);
    FloatVector k18 = FloatVector.broadcast(F8, -0x1.62e43p0f);
    FloatVector k19 = FloatVector.broadcast(F8, 0x1.71d9eep-10f);
    FloatVector k20 = FloatVector.broadcast(F8, 0x1.113168p-7f);
    FloatVector k21 = FloatVector.broadcast(F8, 0x1.5549ap-5f);
    FloatVector k22 = FloatVector.broadcast(F8, 0x1.5554f6p-3f);
    FloatVector k23 = FloatVector.broadcast(F8, 0x1.00000cp-1f);
    FloatVector k24 = FloatVector.broadcast(F8, 1.0f);
    IntVector k25 = IntVector.broadcast(I8, 1065353216);
    for (int i12 = 0; i12 < 64; i12 += 16) {
      IntVector w26_0 = ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t0, v7 + i12).sub(k10))).reinterpretAsInts().add(k11).min(k12);
      IntVector w26_1 = ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t0, v7 + i12 + 8).sub(k10))).reinterpretAsInts().add(k11).min(k12);
      IntVector w27_0 = ((FloatVector) F8_TYPE.cast(((IntVector) I8_TYPE.cast(w26_0.sub(k11))).reinterpretAsFloats())).reinterpretAsInts().add(k13).min(k14).sub(k13);
      IntVector w27_1 = ((FloatVector) F8_TYPE.cast(((IntVector) I8_TYPE.cast(w26_1.sub(k11))).reinterpretAsFloats())).reinterpretAsInts().add(k13).min(k14).sub(k13);
      FloatVector w28_0 = ((IntVector) I8_TYPE.cast(w27_0)).reinterpretAsFloats();
      FloatVector w28_1 = ((IntVector) I8_TYPE.cast(w27_1)).reinterpretAsFloats();
      FloatVector w29_0 = w28_0.fma(k15, k16);
      FloatVector w29_1 = w28_1.fma(k15, k16);
      FloatVector w30_0 = w29_0.sub(k16);
      FloatVector w30_1 = w29_1.sub(k16);
      FloatVector w31_0 = w30_0.fma(k17, w30_0.fma(k18, w28_0));
      FloatVector w31_1 = w30_1.fma(k17, w30_1.fma(k18, w28_1));
      FloatVector w32_0 = k9.fma(w31_0, k19);
      FloatVector w32_1 = k9.fma(w31_1, k19);
      FloatVector w33_0 = w31_0.mul(w31_0);
      FloatVector w33_1 = w31_1.mul(w31_1);
      FloatVector w34_0 = w32_0.fma(w33_0, k20.fma(w31_0, k21)).fma(w33_0, k22.fma(w31_0, k23)).fma(w33_0, w31_0.add(k24));
      FloatVector w34_1 = w32_1.fma(w33_1, k20.fma(w31_1, k21)).fma(w33_1, k22.fma(w31_1, k23)).fma(w33_1, w31_1.add(k24));
      FloatVector w35_0 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w29_0)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k25))).reinterpretAsFloats();
      FloatVector w35_1 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w29_1)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k25))).reinterpretAsFloats();
      FloatVector w36_0 = w34_0.mul(w35_0).mul(w35_0);
      FloatVector w36_1 = w34_1.mul(w35_1).mul(w35_1);
      ((FloatVector) F8_TYPE.cast(w36_0)).intoArray(t4, i12);
      ((FloatVector) F8_TYPE.cast(w36_1)).intoArray(t4, i12 + 8);
      a3_0 = w36_0.add(a3_0);
      a3_1 = w36_1.add(a3_1);
    }
    FloatVector x3 = ((FloatVector) F8_TYPE.cast(a3_0)).add(a3_1);
    ((FloatVector) F8_TYPE.cast(x3)).intoArray(t3, 0);
    float v37 = add8float(t3);
    a2 = a2 + v37;
    return a2;
  }

  private static void segment0(int first, int last, float[] t0, float[] b0, float[] t1, float[] b1,
      float[] t2, float[] t3, float[] t4, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = 0;
      int i2 = 0;
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 16; i4++) {
          int v0 = i4 * 128;
          for (int i5 = 0; i5 < 4; i5++) {
            int v1 = v0 + i5 * 32;
            for (int i6 = 0; i6 < 32; i6 += 8) {
              int v2 = v1 + i6;
              ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b0, v2))).intoArray(t1, v2);
            }
          }
        }
        for (int i7 = 0; i7 < 32; i7++) {
          int v3 = i7 * 16;
          int v4 = i7 * 64;
          for (int i8 = 0; i8 < 4; i8++) {
            int v5 = v3 + i8 * 512;
            int v6 = v4 + i8 * 16;
            for (int i9 = 0; i9 < 16; i9 += 8) {
              ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, b1, v6 + i9))).intoArray(t2, v5 + i9);
            }
          }
        }
        int terms = 32;
        int height = 64;
        int width = 64;
        int startA = 0;
        int startB = 0;
        for (int x = 0; x < width; x += 16) {
          for (int y = 0; y < height; y += 4) {
            Tile4x16FloatTogether.tile(t1, startA + y * 32, 32, t2, startB + x * 32, 16, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      for (int i10 = 0; i10 < 64; i10++) {
        float a0 = Float.intBitsToFloat(0xff800000);
        int v7 = i10 * 64;
        FloatVector a1_0 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
        FloatVector a1_1 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
        FloatVector a1_2 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
        FloatVector a1_3 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
        for (int i11 = 0; i11 < 64; i11 += 32) {
          a1_0 = FloatVector.fromArray(F8, t0, v7 + i11).max(a1_0);
          a1_1 = FloatVector.fromArray(F8, t0, v7 + i11 + 8).max(a1_1);
          a1_2 = FloatVector.fromArray(F8, t0, v7 + i11 + 16).max(a1_2);
          a1_3 = FloatVector.fromArray(F8, t0, v7 + i11 + 24).max(a1_3);
        }
        FloatVector x0 = ((FloatVector) F8_TYPE.cast(a1_0)).max(a1_2);
        FloatVector x1 = ((FloatVector) F8_TYPE.cast(a1_1)).max(a1_3);
        FloatVector x2 = x0.max(x1);
        ((FloatVector) F8_TYPE.cast(x2)).intoArray(t3, 0);
        float v8 = max8float(t3);
        a0 = Math.max(a0, v8);
        float a2 = 0.0f;
        a2 = stage0(a0, t0, v7, t4, t3, a2);
        FloatVector k38 = FloatVector.broadcast(F8, a2);
        for (int i13 = 0; i13 < 64; i13 += 8) {
          ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t4, i13).div(k38))).intoArray(b2, v7 + i13);
        }
      }
    }
  }

  private static float max8float(float[] t) {
    float x4_0 = Math.max(t[0], t[4]);
    float x4_1 = Math.max(t[1], t[5]);
    float x4_2 = Math.max(t[2], t[6]);
    float x4_3 = Math.max(t[3], t[7]);
    float x2_0 = Math.max(x4_0, x4_2);
    float x2_1 = Math.max(x4_1, x4_3);
    float x1_0 = Math.max(x2_0, x2_1);
    return x1_0;
  }

  private static float add8float(float[] t) {
    float x4_0 = t[0] + t[4];
    float x4_1 = t[1] + t[5];
    float x4_2 = t[2] + t[6];
    float x4_3 = t[3] + t[7];
    float x2_0 = x4_0 + x4_2;
    float x2_1 = x4_1 + x4_3;
    float x1_0 = x2_0 + x2_1;
    return x1_0;
  }
}

