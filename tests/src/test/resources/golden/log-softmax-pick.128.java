package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_sum_exp_log_96x64 implements KernelCode {
  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final Class I4_TYPE = I4.vectorType();

  private static final int[] I4_BY_1 = {0, 1, 2, 3};

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
    FloatVector a1_0 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
    FloatVector a1_1 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
    FloatVector a1_2 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
    FloatVector a1_3 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
    for (; i1 < 64; i1 += 16) {
      a1_0 = FloatVector.fromArray(F4, b0, v0 + i1).max(a1_0);
      a1_1 = FloatVector.fromArray(F4, b0, v0 + i1 + 4).max(a1_1);
      a1_2 = FloatVector.fromArray(F4, b0, v0 + i1 + 8).max(a1_2);
      a1_3 = FloatVector.fromArray(F4, b0, v0 + i1 + 12).max(a1_3);
    }
    a1_0 = ((FloatVector) F4_TYPE.cast(a1_0)).max(a1_2);
    a1_1 = ((FloatVector) F4_TYPE.cast(a1_1)).max(a1_3);
    a1_0 = ((FloatVector) F4_TYPE.cast(a1_0)).max(a1_1);
    ((FloatVector) F4_TYPE.cast(a1_0)).intoArray(t0, 0);
    a1 = Math.max(a1, max4float(t0));
    return a1;
  }

  private static float stage1(float a1, int v1, float[] b0, int v0, float[] t0, float a2, float a3,
      float[] t1) {
    int i2 = 0;
    FloatVector a2_0 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a2_1 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a3_0 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a3_1 = FloatVector.broadcast(F4, 0.0f);
    FloatVector k0 = FloatVector.broadcast(F4, a1);
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
    IntVector k17 = IntVector.broadcast(I4, v1);
    IntVector k18 = IntVector.fromArray(I4, I4_BY_1, 0);
    FloatVector k19 = FloatVector.broadcast(F4, 0.0f);
    for (; i2 < 64; i2 += 8) {
      FloatVector w2_0 = FloatVector.fromArray(F4, b0, v0 + i2).sub(k0);
      FloatVector w2_1 = FloatVector.fromArray(F4, b0, v0 + i2 + 4).sub(k0);
      FloatVector w3_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w2_0)).reinterpretAsInts().add(k1).min(k2).sub(k1))).reinterpretAsFloats();
      FloatVector w3_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w2_1)).reinterpretAsInts().add(k1).min(k2).sub(k1))).reinterpretAsFloats();
      FloatVector w5_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w3_0)).reinterpretAsInts().add(k3).min(k4).sub(k3))).reinterpretAsFloats();
      FloatVector w5_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w3_1)).reinterpretAsInts().add(k3).min(k4).sub(k3))).reinterpretAsFloats();
      FloatVector w6_0 = w5_0.fma(k5, k6);
      FloatVector w6_1 = w5_1.fma(k5, k6);
      FloatVector w7_0 = w6_0.sub(k6);
      FloatVector w7_1 = w6_1.sub(k6);
      FloatVector w8_0 = w7_0.fma(k7, w7_0.fma(k8, w5_0));
      FloatVector w8_1 = w7_1.fma(k7, w7_1.fma(k8, w5_1));
      FloatVector w9_0 = k9.fma(w8_0, k10);
      FloatVector w9_1 = k9.fma(w8_1, k10);
      FloatVector w10_0 = w8_0.mul(w8_0);
      FloatVector w10_1 = w8_1.mul(w8_1);
      FloatVector w11_0 = w9_0.fma(w10_0, k11.fma(w8_0, k12)).fma(w10_0, k13.fma(w8_0, k14)).fma(w10_0, w8_0.add(k15));
      FloatVector w11_1 = w9_1.fma(w10_1, k11.fma(w8_1, k12)).fma(w10_1, k13.fma(w8_1, k14)).fma(w10_1, w8_1.add(k15));
      FloatVector w12_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w6_0)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k16))).reinterpretAsFloats();
      FloatVector w12_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w6_1)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k16))).reinterpretAsFloats();
      FloatVector w13_0 = w11_0.mul(w12_0).mul(w12_0);
      FloatVector w13_1 = w11_1.mul(w12_1).mul(w12_1);
      a2_0 = w13_0.add(a2_0);
      a2_1 = w13_1.add(a2_1);
      a3_0 = k19.blend(w2_0, k17.compare(VectorOperators.EQ, IntVector.broadcast(I4, i2).add(k18)).cast(F4)).add(a3_0);
      a3_1 = k19.blend(w2_1, k17.compare(VectorOperators.EQ, IntVector.broadcast(I4, i2 + 4).add(k18)).cast(F4)).add(a3_1);
    }
    a2_0 = ((FloatVector) F4_TYPE.cast(a2_0)).add(a2_1);
    ((FloatVector) F4_TYPE.cast(a2_0)).intoArray(t0, 0);
    a2 = a2 + add4float(t0);
    a3_0 = ((FloatVector) F4_TYPE.cast(a3_0)).add(a3_1);
    ((FloatVector) F4_TYPE.cast(a3_0)).intoArray(t0, 0);
    a3 = a3 + add4float(t0);
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
        int v14 = Float.floatToRawIntBits(Math.fma(a2, 0x1.0p24f, 0.0f));
        int v15 = Math.min(v14, 1266679808) + (Math.max(Float.floatToRawIntBits(a2), 1065353216) - -1967848205);
        float v16 = (float) (v15 >> 23);
        float v17 = Float.intBitsToFloat((v15 & 8388607) + 1060439283) - 1.0f;
        float v18 = v17 * v17;
        float v19 = v18 * v18;
        float v20 = Math.fma(Math.fma(Math.fma(0x1.aecfa4p-5f, v17, -0x1.bd84fap-4f), v19, Math.fma(Math.fma(0x1.efe564p-4f, v17, -0x1.01059cp-3f), v18, Math.fma(0x1.23031ap-3f, v17, -0x1.552f06p-3f))), v19, Math.fma(Math.fma(0x1.99a542p-3f, v17, -0x1.00007p-2f), v18, Math.fma(0x1.555548p-2f, v17, -0.5f)));
        float v21 = a2 - (0x1.fffffep127f < a2 ? 0x1.fffffep127f : a2) + Float.intBitsToFloat(Math.min(v14 - 8388608, 0) | v14 >> 31);
        float v22 = Math.fma(v16, 0x1.62e43p-1f, Math.fma(v18, v20, v17 + Math.fma(v16, -0x1.05c61p-29f, v21)));
        a0 = a0 + (v22 - a3);
      }
      b2[0] = a0;
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

