package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class contract_max_sum_exp_64x64x32 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final VectorSpecies I16 = IntVector.SPECIES_512;

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
    segment0(first * 2, last * 2, (float[]) buffers[2], (float[]) buffers[1]);
  }

  private static void phase1(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment1(first, last, (float[]) locals[0], (float[]) locals[1], (float[]) buffers[3], (float[]) buffers[1], (float[]) locals[2], (float[]) locals[3], (float[]) buffers[0]);
  }

  private static void segment0(int first, int last, float[] b0, float[] b1) {
    for (int row = first; row < last; row++) {
      int i0 = 0;
      int i1 = row;
      int v0 = i1 * 1024;
      int v1 = i1 * 32;
      for (int i2 = 0; i2 < 32; i2++) {
        int v2 = v0 + i2 * 32;
        int v3 = v1 + i2 * 64;
        int i3 = 0;
        for (; i3 < 32; i3 += 16) {
          FloatVector.fromArray(F16, b0, v3 + i3).intoArray(b1, v2 + i3);
        }
      }
    }
  }

  private static float stage0(float[] t0, int v2, float[] t2, float a0) {
    int i8 = 0;
    FloatVector a0_0 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    FloatVector a0_1 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    FloatVector a0_2 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    FloatVector a0_3 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    for (; i8 < 64; i8 += 64) {
      a0_0 = a0_0.max(FloatVector.fromArray(F16, t0, v2 + i8));
      a0_1 = a0_1.max(FloatVector.fromArray(F16, t0, v2 + i8 + 16));
      a0_2 = a0_2.max(FloatVector.fromArray(F16, t0, v2 + i8 + 32));
      a0_3 = a0_3.max(FloatVector.fromArray(F16, t0, v2 + i8 + 48));
    }
    a0_0 = a0_0.max(a0_2);
    a0_1 = a0_1.max(a0_3);
    a0_0 = a0_0.max(a0_1);
    a0_0.intoArray(t2, 0);
    a0 = Math.max(a0, max16float(t2));
    return a0;
  }

  private static float stage1(float a0, float[] t0, int v2, float[] t3, float[] t2, float a1) {
    int i9 = 0;
    FloatVector a1_0 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a1_1 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a1_2 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a1_3 = FloatVector.broadcast(F16, 0.0f);
    FloatVector k0 = FloatVector.broadcast(F16, a0);
    FloatVector k1 = FloatVector.broadcast(F16, -110.0f);
    FloatVector k2 = FloatVector.broadcast(F16, 90.0f);
    FloatVector k3 = FloatVector.broadcast(F16, 0x1.715476p-1f);
    FloatVector k4 = FloatVector.broadcast(F16, 0x1.8p23f);
    FloatVector k5 = FloatVector.broadcast(F16, 0x1.05c61p-28f);
    FloatVector k6 = FloatVector.broadcast(F16, -0x1.62e43p0f);
    FloatVector k7 = FloatVector.broadcast(F16, 0x1.9832fp-13f);
    FloatVector k8 = FloatVector.broadcast(F16, 0x1.71d9eep-10f);
    FloatVector k9 = FloatVector.broadcast(F16, 0x1.113168p-7f);
    FloatVector k10 = FloatVector.broadcast(F16, 0x1.5549ap-5f);
    FloatVector k11 = FloatVector.broadcast(F16, 0x1.5554f6p-3f);
    FloatVector k12 = FloatVector.broadcast(F16, 0x1.00000cp-1f);
    FloatVector k13 = FloatVector.broadcast(F16, 1.0f);
    IntVector k14 = IntVector.broadcast(I16, 1065353216);
    for (; i9 < 64; i9 += 64) {
      FloatVector w3_0 = FloatVector.fromArray(F16, t0, v2 + i9).sub(k0);
      FloatVector w3_1 = FloatVector.fromArray(F16, t0, v2 + i9 + 16).sub(k0);
      FloatVector w3_2 = FloatVector.fromArray(F16, t0, v2 + i9 + 32).sub(k0);
      FloatVector w3_3 = FloatVector.fromArray(F16, t0, v2 + i9 + 48).sub(k0);
      FloatVector w4_0 = w3_0.blend(k1, w3_0.compare(VectorOperators.LT, k1));
      FloatVector w4_1 = w3_1.blend(k1, w3_1.compare(VectorOperators.LT, k1));
      FloatVector w4_2 = w3_2.blend(k1, w3_2.compare(VectorOperators.LT, k1));
      FloatVector w4_3 = w3_3.blend(k1, w3_3.compare(VectorOperators.LT, k1));
      VectorMask w5_0 = k2.compare(VectorOperators.LT, w4_0);
      VectorMask w5_1 = k2.compare(VectorOperators.LT, w4_1);
      VectorMask w5_2 = k2.compare(VectorOperators.LT, w4_2);
      VectorMask w5_3 = k2.compare(VectorOperators.LT, w4_3);
      FloatVector w6_0 = w4_0.blend(k2, w5_0);
      FloatVector w6_1 = w4_1.blend(k2, w5_1);
      FloatVector w6_2 = w4_2.blend(k2, w5_2);
      FloatVector w6_3 = w4_3.blend(k2, w5_3);
      FloatVector w7_0 = w6_0.fma(k3, k4);
      FloatVector w7_1 = w6_1.fma(k3, k4);
      FloatVector w7_2 = w6_2.fma(k3, k4);
      FloatVector w7_3 = w6_3.fma(k3, k4);
      FloatVector w8_0 = w7_0.sub(k4);
      FloatVector w8_1 = w7_1.sub(k4);
      FloatVector w8_2 = w7_2.sub(k4);
      FloatVector w8_3 = w7_3.sub(k4);
      FloatVector w9_0 = w8_0.fma(k5, w8_0.fma(k6, w6_0));
      FloatVector w9_1 = w8_1.fma(k5, w8_1.fma(k6, w6_1));
      FloatVector w9_2 = w8_2.fma(k5, w8_2.fma(k6, w6_2));
      FloatVector w9_3 = w8_3.fma(k5, w8_3.fma(k6, w6_3));
      FloatVector w10_0 = k7.fma(w9_0, k8);
      FloatVector w10_1 = k7.fma(w9_1, k8);
      FloatVector w10_2 = k7.fma(w9_2, k8);
      FloatVector w10_3 = k7.fma(w9_3, k8);
      FloatVector w11_0 = w10_0.fma(w9_0, k9).fma(w9_0, k10).fma(w9_0, k11).fma(w9_0, k12).fma(w9_0, k13).fma(w9_0, k13);
      FloatVector w11_1 = w10_1.fma(w9_1, k9).fma(w9_1, k10).fma(w9_1, k11).fma(w9_1, k12).fma(w9_1, k13).fma(w9_1, k13);
      FloatVector w11_2 = w10_2.fma(w9_2, k9).fma(w9_2, k10).fma(w9_2, k11).fma(w9_2, k12).fma(w9_2, k13).fma(w9_2, k13);
      FloatVector w11_3 = w10_3.fma(w9_3, k9).fma(w9_3, k10).fma(w9_3, k11).fma(w9_3, k12).fma(w9_3, k13).fma(w9_3, k13);
      FloatVector w12_0 = w7_0.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w12_1 = w7_1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w12_2 = w7_2.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w12_3 = w7_3.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w13_0 = w11_0.mul(w12_0).mul(w12_0);
      FloatVector w13_1 = w11_1.mul(w12_1).mul(w12_1);
      FloatVector w13_2 = w11_2.mul(w12_2).mul(w12_2);
      FloatVector w13_3 = w11_3.mul(w12_3).mul(w12_3);
      w13_0.intoArray(t3, i9);
      w13_1.intoArray(t3, i9 + 16);
      w13_2.intoArray(t3, i9 + 32);
      w13_3.intoArray(t3, i9 + 48);
      a1_0 = a1_0.add(w13_0);
      a1_1 = a1_1.add(w13_1);
      a1_2 = a1_2.add(w13_2);
      a1_3 = a1_3.add(w13_3);
    }
    a1_0 = a1_0.add(a1_2);
    a1_1 = a1_1.add(a1_3);
    a1_0 = a1_0.add(a1_1);
    a1_0.intoArray(t2, 0);
    a1 = a1 + add16float(t2);
    return a1;
  }

  private static void segment1(int first, int last, float[] t0, float[] t1, float[] b0, float[] b1,
      float[] t2, float[] t3, float[] b2) {
    for (int block = first; block < last; block++) {
      int i0 = 0;
      int i1 = 0;
      int i2 = 0;
      Arrays.fill(t0, 0.0f);
      for (int i3 = 0; i3 < 1; i3++) {
        for (int i4 = 0; i4 < 8; i4++) {
          int v0 = i4 * 256;
          for (int i5 = 0; i5 < 8; i5++) {
            int v1 = i5 * 32;
            for (int i6 = 0; i6 < 32; i6++) {
              t1[v0 + i6 * 8 + i5] = b0[v0 + i6 + v1];
            }
          }
        }
        int terms = 32;
        int height = 64;
        int width = 64;
        int panel = i0 * 2 + i2 * 2;
        for (int x = 0; x < width; x += 32) {
          int start = ((panel + x / 32) * 32 + i3 * 32) * 32;
          for (int y = 0; y < height; y += 8) {
            Tile8x32Float.tile(t1, y * 32, b1, start, terms, t0, y * 64 + x, 64);
          }
        }
      }
      for (int i7 = 0; i7 < 64; i7++) {
        float a0 = Float.intBitsToFloat(0xff800000);
        int v2 = i7 * 64;
        a0 = stage0(t0, v2, t2, a0);
        float a1 = 0.0f;
        a1 = stage1(a0, t0, v2, t3, t2, a1);
        int i10 = 0;
        FloatVector k15 = FloatVector.broadcast(F16, a1);
        for (; i10 < 64; i10 += 16) {
          FloatVector.fromArray(F16, t3, i10).div(k15).intoArray(b2, v2 + i10);
        }
      }
    }
  }

  private static float max16float(float[] t) {
    float x8_0 = Math.max(t[0], t[8]);
    float x8_1 = Math.max(t[1], t[9]);
    float x8_2 = Math.max(t[2], t[10]);
    float x8_3 = Math.max(t[3], t[11]);
    float x8_4 = Math.max(t[4], t[12]);
    float x8_5 = Math.max(t[5], t[13]);
    float x8_6 = Math.max(t[6], t[14]);
    float x8_7 = Math.max(t[7], t[15]);
    float x4_0 = Math.max(x8_0, x8_4);
    float x4_1 = Math.max(x8_1, x8_5);
    float x4_2 = Math.max(x8_2, x8_6);
    float x4_3 = Math.max(x8_3, x8_7);
    float x2_0 = Math.max(x4_0, x4_2);
    float x2_1 = Math.max(x4_1, x4_3);
    float x1_0 = Math.max(x2_0, x2_1);
    return x1_0;
  }

  private static float add16float(float[] t) {
    float x8_0 = t[0] + t[8];
    float x8_1 = t[1] + t[9];
    float x8_2 = t[2] + t[10];
    float x8_3 = t[3] + t[11];
    float x8_4 = t[4] + t[12];
    float x8_5 = t[5] + t[13];
    float x8_6 = t[6] + t[14];
    float x8_7 = t[7] + t[15];
    float x4_0 = x8_0 + x8_4;
    float x4_1 = x8_1 + x8_5;
    float x4_2 = x8_2 + x8_6;
    float x4_3 = x8_3 + x8_7;
    float x2_0 = x4_0 + x4_2;
    float x2_1 = x4_1 + x4_3;
    float x1_0 = x2_0 + x2_1;
    return x1_0;
  }
}

