package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_sum_exp_log_96x64 implements KernelCode {
  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) locals[0], (int[]) buffers[2], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static float stage0(float[] b0, int v0, float[] t0, float a1) {
    int i1 = 0;
    FloatVector a1_0 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    FloatVector a1_1 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    FloatVector a1_2 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    FloatVector a1_3 = FloatVector.broadcast(F16, Float.intBitsToFloat(0xff800000));
    for (; i1 < 64; i1 += 64) {
      a1_0 = a1_0.max(FloatVector.fromArray(F16, b0, v0 + i1));
      a1_1 = a1_1.max(FloatVector.fromArray(F16, b0, v0 + i1 + 16));
      a1_2 = a1_2.max(FloatVector.fromArray(F16, b0, v0 + i1 + 32));
      a1_3 = a1_3.max(FloatVector.fromArray(F16, b0, v0 + i1 + 48));
    }
    a1_0 = a1_0.max(a1_2);
    a1_1 = a1_1.max(a1_3);
    a1_0 = a1_0.max(a1_1);
    a1_0.intoArray(t0, 0);
    a1 = Math.max(a1, max16float(t0));
    return a1;
  }

  private static float stage1(float a1, int v1, float[] b0, int v0, float[] t0, float a2, float a3,
      float[] t1) {
    int i2 = 0;
    FloatVector a2_0 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a2_1 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a2_2 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a2_3 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a3_0 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a3_1 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a3_2 = FloatVector.broadcast(F16, 0.0f);
    FloatVector a3_3 = FloatVector.broadcast(F16, 0.0f);
    FloatVector k0 = FloatVector.broadcast(F16, a1);
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
    IntVector k15 = IntVector.broadcast(I16, v1);
    IntVector k16 = IntVector.fromArray(I16, I16_BY_1, 0);
    FloatVector k17 = FloatVector.broadcast(F16, 0.0f);
    for (; i2 < 64; i2 += 64) {
      FloatVector w2_0 = FloatVector.fromArray(F16, b0, v0 + i2).sub(k0);
      FloatVector w2_1 = FloatVector.fromArray(F16, b0, v0 + i2 + 16).sub(k0);
      FloatVector w2_2 = FloatVector.fromArray(F16, b0, v0 + i2 + 32).sub(k0);
      FloatVector w2_3 = FloatVector.fromArray(F16, b0, v0 + i2 + 48).sub(k0);
      FloatVector w3_0 = w2_0.blend(k1, w2_0.compare(VectorOperators.LT, k1));
      FloatVector w3_1 = w2_1.blend(k1, w2_1.compare(VectorOperators.LT, k1));
      FloatVector w3_2 = w2_2.blend(k1, w2_2.compare(VectorOperators.LT, k1));
      FloatVector w3_3 = w2_3.blend(k1, w2_3.compare(VectorOperators.LT, k1));
      VectorMask w4_0 = k2.compare(VectorOperators.LT, w3_0);
      VectorMask w4_1 = k2.compare(VectorOperators.LT, w3_1);
      VectorMask w4_2 = k2.compare(VectorOperators.LT, w3_2);
      VectorMask w4_3 = k2.compare(VectorOperators.LT, w3_3);
      FloatVector w5_0 = w3_0.blend(k2, w4_0);
      FloatVector w5_1 = w3_1.blend(k2, w4_1);
      FloatVector w5_2 = w3_2.blend(k2, w4_2);
      FloatVector w5_3 = w3_3.blend(k2, w4_3);
      FloatVector w6_0 = w5_0.fma(k3, k4);
      FloatVector w6_1 = w5_1.fma(k3, k4);
      FloatVector w6_2 = w5_2.fma(k3, k4);
      FloatVector w6_3 = w5_3.fma(k3, k4);
      FloatVector w7_0 = w6_0.sub(k4);
      FloatVector w7_1 = w6_1.sub(k4);
      FloatVector w7_2 = w6_2.sub(k4);
      FloatVector w7_3 = w6_3.sub(k4);
      FloatVector w8_0 = w7_0.fma(k5, w7_0.fma(k6, w5_0));
      FloatVector w8_1 = w7_1.fma(k5, w7_1.fma(k6, w5_1));
      FloatVector w8_2 = w7_2.fma(k5, w7_2.fma(k6, w5_2));
      FloatVector w8_3 = w7_3.fma(k5, w7_3.fma(k6, w5_3));
      FloatVector w9_0 = k7.fma(w8_0, k8);
      FloatVector w9_1 = k7.fma(w8_1, k8);
      FloatVector w9_2 = k7.fma(w8_2, k8);
      FloatVector w9_3 = k7.fma(w8_3, k8);
      FloatVector w10_0 = w9_0.fma(w8_0, k9).fma(w8_0, k10).fma(w8_0, k11).fma(w8_0, k12).fma(w8_0, k13).fma(w8_0, k13);
      FloatVector w10_1 = w9_1.fma(w8_1, k9).fma(w8_1, k10).fma(w8_1, k11).fma(w8_1, k12).fma(w8_1, k13).fma(w8_1, k13);
      FloatVector w10_2 = w9_2.fma(w8_2, k9).fma(w8_2, k10).fma(w8_2, k11).fma(w8_2, k12).fma(w8_2, k13).fma(w8_2, k13);
      FloatVector w10_3 = w9_3.fma(w8_3, k9).fma(w8_3, k10).fma(w8_3, k11).fma(w8_3, k12).fma(w8_3, k13).fma(w8_3, k13);
      FloatVector w11_0 = w6_0.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w11_1 = w6_1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w11_2 = w6_2.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w11_3 = w6_3.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k14).reinterpretAsFloats();
      FloatVector w12_0 = w10_0.mul(w11_0).mul(w11_0);
      FloatVector w12_1 = w10_1.mul(w11_1).mul(w11_1);
      FloatVector w12_2 = w10_2.mul(w11_2).mul(w11_2);
      FloatVector w12_3 = w10_3.mul(w11_3).mul(w11_3);
      a2_0 = a2_0.add(w12_0);
      a2_1 = a2_1.add(w12_1);
      a2_2 = a2_2.add(w12_2);
      a2_3 = a2_3.add(w12_3);
      a3_0 = a3_0.add(k17.blend(w2_0, k15.compare(VectorOperators.EQ, IntVector.broadcast(I16, i2).add(k16)).cast(F16)));
      a3_1 = a3_1.add(k17.blend(w2_1, k15.compare(VectorOperators.EQ, IntVector.broadcast(I16, i2 + 16).add(k16)).cast(F16)));
      a3_2 = a3_2.add(k17.blend(w2_2, k15.compare(VectorOperators.EQ, IntVector.broadcast(I16, i2 + 32).add(k16)).cast(F16)));
      a3_3 = a3_3.add(k17.blend(w2_3, k15.compare(VectorOperators.EQ, IntVector.broadcast(I16, i2 + 48).add(k16)).cast(F16)));
    }
    a2_0 = a2_0.add(a2_2);
    a2_1 = a2_1.add(a2_3);
    a2_0 = a2_0.add(a2_1);
    a2_0.intoArray(t0, 0);
    a2 = a2 + add16float(t0);
    a3_0 = a3_0.add(a3_2);
    a3_1 = a3_1.add(a3_3);
    a3_0 = a3_0.add(a3_1);
    a3_0.intoArray(t0, 0);
    a3 = a3 + add16float(t0);
    t1[0] = a3;
    return a2;
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, int[] b1, float[] t1,
      float[] b2) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      for (int i0 = 0; i0 < 96; i0++) {
        float a1 = Float.intBitsToFloat(0xff800000);
        int v0 = i0 * 64;
        a1 = stage0(b0, v0, t0, a1);
        float a2 = 0.0f;
        float a3 = 0.0f;
        int v1 = b1[i0];
        a2 = stage1(a1, v1, b0, v0, t0, a2, a3, t1);
        a3 = t1[0];
        boolean v13 = a2 < 0x1.0p-126f;
        int v14 = Float.floatToRawIntBits(v13 ? a2 * 0x1.0p24f : a2);
        int v15 = v14 - 1060439283 >> 23;
        float v16 = (float) v15 - (v13 ? 24.0f : 0.0f);
        float v17 = Float.intBitsToFloat(v14 - (v15 << 23)) - 1.0f;
        float v18 = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(0x1.aecfa4p-5f, v17, -0x1.bd84fap-4f), v17, 0x1.efe564p-4f), v17, -0x1.01059cp-3f), v17, 0x1.23031ap-3f), v17, -0x1.552f06p-3f), v17, 0x1.99a542p-3f);
        float v19 = Math.fma(v17 * v17, Math.fma(Math.fma(Math.fma(v18, v17, -0x1.00007p-2f), v17, 0x1.555548p-2f), v17, -0.5f), v17);
        float v20 = a2 < Float.intBitsToFloat(0x7f800000) ? Math.fma(v16, 0x1.62e43p-1f, Math.fma(v16, -0x1.05c61p-29f, v19)) : a2;
        a0 = a0 + ((0.0f < a2 ? v20 : (a2 == 0.0f ? Float.intBitsToFloat(0xff800000) : Float.intBitsToFloat(0x7fc00000))) - a3);
      }
      b2[0] = a0;
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

