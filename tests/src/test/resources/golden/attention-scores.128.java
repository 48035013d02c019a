package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_max_sum_exp_64x64x32 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final Class I4_TYPE = I4.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) locals[0], (float[]) buffers[1], (float[]) locals[1], (float[]) buffers[2], (float[]) locals[2], (float[]) locals[3], (float[]) locals[4], (float[]) buffers[0]);
  }

  private static float stage0(float a0, float[] t0, int v7, float[] t4, float[] t3, float a1) {
    int i12 = 0;
    FloatVector a1_0 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a1_1 = FloatVector.broadcast(F4, 0.0f);
    FloatVector k0 = FloatVector.broadcast(F4, a0);
    IntVector k1 = IntVector.broadcast(I4, -2139095041);
    IntVector k2 = IntVector.broadcast(I4, 1135607807);
    IntVector k3 = IntVector.broadcast(I4, 8388607);
    IntVector k4 = IntVector.broadcast(I4, 1127481343);
    FloatVector k5 = FloatVector.broadcast(F4, 0x1.715476p-1f);
    FloatVector k6 = FloatVector.broadcast(F4, 0x1.8p23f);
    FloatVector k7 = FloatVector.broadcast(F4, 0x1.05c61p-28f);
    FloatVector k8 = FloatVector.broadcast(F4, -0x1.62e43p0f);
    FloatVector k9 = FloatVector.broadcast(F4, 0x1.9832fp-13f);
    FloatVector k10 = FloatVector.broadcast(F4, 0x1.71d9eep-10f);
    FloatVector k11 = FloatVector.broadcast(F4, 0x1.113168p-7f);
    FloatVector k12 = FloatVector.broadcast(F4, 0x1.5549ap-5f);
    FloatVector k13 = FloatVector.broadcast(F4, 0x1.5554f6p-3f);
    FloatVector k14 = FloatVector.broadcast(F4, 0x1.00000cp-1f);
    FloatVector k15 = FloatVector.broadcast(F4, 1.0f);
    IntVector k16 = IntVector.broadcast(I4, 1065353216);
    for (; i12 < 64; i12 += 8) {
      FloatVector w8_0 = FloatVector.fromArray(F4, t0, v7 + i12).sub(k0);
      FloatVector w8_1 = FloatVector.fromArray(F4, t0, v7 + i12 + 4).sub(k0);
      FloatVector w9_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w8_0)).reinterpretAsInts().add(k1).min(k2).sub(k1))).reinterpretAsFloats();
      FloatVector w9_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w8_1)).reinterpretAsInts().add(k1).min(k2).sub(k1))).reinterpretAsFloats();
      FloatVector w11_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w9_0)).reinterpretAsInts().add(k3).min(k4).sub(k3))).reinterpretAsFloats();
      FloatVector w11_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w9_1)).reinterpretAsInts().add(k3).min(k4).sub(k3))).reinterpretAsFloats();
      FloatVector w12_0 = w11_0.fma(k5, k6);
      FloatVector w12_1 = w11_1.fma(k5, k6);
      FloatVector w13_0 = w12_0.sub(k6);
      FloatVector w13_1 = w12_1.sub(k6);
      FloatVector w14_0 = w13_0.fma(k7, w13_0.fma(k8, w11_0));
      FloatVector w14_1 = w13_1.fma(k7, w13_1.fma(k8, w11_1));
      FloatVector w15_0 = k9.fma(w14_0, k10);
      FloatVector w15_1 = k9.fma(w14_1, k10);
      FloatVector w16_0 = w14_0.mul(w14_0);
      FloatVector w16_1 = w14_1.mul(w14_1);
      FloatVector w17_0 = w15_0.fma(w16_0, k11.fma(w14_0, k12)).fma(w16_0, k13.fma(w14_0, k14)).fma(w16_0, w14_0.add(k15));
      FloatVector w17_1 = w15_1.fma(w16_1, k11.fma(w14_1, k12)).fma(w16_1, k13.fma(w14_1, k14)).fma(w16_1, w14_1.add(k15));
      FloatVector w18_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w12_0)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k16))).reinterpretAsFloats();
      FloatVector w18_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w12_1)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k16))).reinterpretAsFloats();
      FloatVector w19_0 = w17_0.mul(w18_0).mul(w18_0);
      FloatVector w19_1 = w17_1.mul(w18_1).mul(w18_1);
      ((FloatVector) F4_TYPE.cast(w19_0)).intoArray(t4, i12);
      ((FloatVector) F4_TYPE.cast(w19_1)).intoArray(t4, i12 + 4);
      a1_0 = w19_0.add(a1_0);
      a1_1 = w19_1.add(a1_1);
    }
    a1_0 = ((FloatVector) F4_TYPE.cast(a1_0)).add(a1_1);
    ((FloatVector) F4_TYPE.cast(a1_0)).intoArray(t3, 0);
    a1 = a1 + add4float(t3);
    return a1;
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
            int i6 = 0;
            for (; i6 < 32; i6 += 4) {
              int v2 = v1 + i6;
              ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v2))).intoArray(t1, v2);
            }
          }
        }
        for (int i7 = 0; i7 < 32; i7++) {
          int v3 = i7 * 8;
          int v4 = i7 * 64;
          for (int i8 = 0; i8 < 8; i8++) {
            int v5 = i8 * 256;
            int v6 = i8 * 8;
            int i9 = 0;
            for (; i9 < 8; i9 += 4) {
              ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b1, v6 + i9 + v4))).intoArray(t2, v5 + i9 + v3);
            }
          }
        }
        int terms = 32;
        int height = 64;
        int width = 64;
        int startA = 0;
        int startB = 0;
        for (int x = 0; x < width; x += 8) {
          for (int y = 0; y < height; y += 4) {
            Tile4x8FloatTogether.tile(t1, startA + y * 32, 32, t2, startB + x * 32, 8, terms, t0, y * 64 + x, 64, i3 == 0);
          }
        }
      }
      for (int i10 = 0; i10 < 64; i10++) {
        float a0 = Float.intBitsToFloat(0xff800000);
        int v7 = i10 * 64;
        int i11 = 0;
        FloatVector a0_0 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        FloatVector a0_1 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        FloatVector a0_2 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        FloatVector a0_3 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        for (; i11 < 64; i11 += 16) {
          a0_0 = FloatVector.fromArray(F4, t0, v7 + i11).max(a0_0);
          a0_1 = FloatVector.fromArray(F4, t0, v7 + i11 + 4).max(a0_1);
          a0_2 = FloatVector.fromArray(F4, t0, v7 + i11 + 8).max(a0_2);
          a0_3 = FloatVector.fromArray(F4, t0, v7 + i11 + 12).max(a0_3);
        }
        a0_0 = ((FloatVector) F4_TYPE.cast(a0_0)).max(a0_2);
        a0_1 = ((FloatVector) F4_TYPE.cast(a0_1)).max(a0_3);
        a0_0 = ((FloatVector) F4_TYPE.cast(a0_0)).max(a0_1);
        ((FloatVector) F4_TYPE.cast(a0_0)).intoArray(t3, 0);
        a0 = Math.max(a0, max4float(t3));
        float a1 = 0.0f;
        a1 = stage0(a0, t0, v7, t4, t3, a1);
        int i13 = 0;
        FloatVector k17 = FloatVector.broadcast(F4, a1);
        for (; i13 < 64; i13 += 4) {
          ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, t4, i13).div(k17))).intoArray(b2, v7 + i13);
        }
      }
    }
  }

  private static float max4float(float[] t) {
    float x2_0 = Math.max(t[0], t[2]);
    float x2_1 = Math.max(t[1], t[3]);
    float x1_0 = Math.max(x2_0, x2_1);
    return x1_0;
  }

  private static float add4float(float[] t) {
    float x2_0 = t[0] + t[2];
    float x2_1 = t[1] + t[3];
    float x1_0 = x2_0 + x2_1;
    return x1_0;
  }
}

