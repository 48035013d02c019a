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

  private static final int[] I8_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7};

  private static final Class I4_TYPE = I4.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) locals[0], (int[]) buffers[2], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static float stage0(float a1, int v2, float[] b0, int v0, float[] t0, float a3, float a4,
      float[] t1) {
    FloatVector a5_0 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a5_1 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a6_0 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a6_1 = FloatVector.broadcast(F4, 0.0f);
    FloatVector k3 = FloatVector.broadcast(F4, 0x1.9832fp-13f);
    FloatVector k4 = FloatVector.broadcast(F4, a1);
    IntVector k5 = IntVector.broadcast(I4, -2139095041);
    IntVector k6 = IntVector.broadcast(I4, 1135607807);
    IntVector k7 = IntVector.broadcast(I4, 8388607);
    IntVector k8 = IntVector.broadcast(I4, 1127481343);
    FloatVector k9 = FloatVector.broadcast(F4, 0x1.715476p-1f);
    FloatVector k10 = FloatVector.broadcast(F4, 0x1.8p23f);
    FloatVector k11 = FloatVector.broadcast(F4, 0x1.05c61p-28f);
    FloatVector k12 = FloatVector.broadcast(F4, -0x1.62e43p0f);
    FloatVector k13 = FloatVector.broadcast(F4, 0x1.71d9eep-10f);
    FloatVector k14 = FloatVector.broadcast(F4, 0x1.113168p-7f);
    FloatVector k15 = FloatVector.broadcast(F4, 0x1.5549ap-5f);
    FloatVector k16 = FloatVector.broadcast(F4, 0x1.5554f6p-3f);
    FloatVector k17 = FloatVector.broadcast(F4, 0x1.00000cp-1f);
    FloatVector k18 = FloatVector.broadcast(F4, 1.0f);
    IntVector k19 = IntVector.broadcast(I4, 1065353216);
    IntVector k20 = IntVector.broadcast(I4, v2);
    IntVector k21_0 = IntVector.fromArray(I4, I8_BY_1, 0);
    IntVector k21_1 = IntVector.fromArray(I4, I8_BY_1, 4);
    FloatVector k22 = FloatVector.broadcast(F4, 0.0f);
    for (int i2 = 0; i2 < 64; i2 += 8) {
      FloatVector w23_0 = FloatVector.fromArray(F4, b0, v0 + i2).sub(k4);
      FloatVector w23_1 = FloatVector.fromArray(F4, b0, v0 + i2 + 4).sub(k4);
      IntVector w24_0 = ((FloatVector) F4_TYPE.cast(w23_0)).reinterpretAsInts().add(k5).min(k6);
      IntVector w24_1 = ((FloatVector) F4_TYPE.cast(w23_1)).reinterpretAsInts().add(k5).min(k6);
      IntVector w25_0 = ((FloatVector) F4_TYPE.cast(((IntVector) I4_TYPE.cast(w24_0.sub(k5))).reinterpretAsFloats())).reinterpretAsInts().add(k7).min(k8).sub(k7);
      IntVector w25_1 = ((FloatVector) F4_TYPE.cast(((IntVector) I4_TYPE.cast(w24_1.sub(k5))).reinterpretAsFloats())).reinterpretAsInts().add(k7).min(k8).sub(k7);
      FloatVector w26_0 = ((IntVector) I4_TYPE.cast(w25_0)).reinterpretAsFloats();
      FloatVector w26_1 = ((IntVector) I4_TYPE.cast(w25_1)).reinterpretAsFloats();
      FloatVector w27_0 = w26_0.fma(k9, k10);
      FloatVector w27_1 = w26_1.fma(k9, k10);
      FloatVector w28_0 = w27_0.sub(k10);
      FloatVector w28_1 = w27_1.sub(k10);
      FloatVector w29_0 = w28_0.fma(k11, w28_0.fma(k12, w26_0));
      FloatVector w29_1 = w28_1.fma(k11, w28_1.fma(k12, w26_1));
      FloatVector w30_0 = k3.fma(w29_0, k13);
      FloatVector w30_1 = k3.fma(w29_1, k13);
      FloatVector w31_0 = w29_0.mul(w29_0);
      FloatVector w31_1 = w29_1.mul(w29_1);
      FloatVector w32_0 = w30_0.fma(w31_0, k14.fma(w29_0, k15)).fma(w31_0, k16.fma(w29_0, k17)).fma(w31_0, w29_0.add(k18));
      FloatVector w32_1 = w30_1.fma(w31_1, k14.fma(w29_1, k15)).fma(w31_1, k16.fma(w29_1, k17)).fma(w31_1, w29_1.add(k18));
      FloatVector w33_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w27_0)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k19))).reinterpretAsFloats();
      FloatVector w33_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w27_1)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k19))).reinterpretAsFloats();
      FloatVector w34_0 = w32_0.mul(w33_0).mul(w33_0);
      FloatVector w34_1 = w32_1.mul(w33_1).mul(w33_1);
      a5_0 = w34_0.add(a5_0);
      a5_1 = w34_1.add(a5_1);
      IntVector k35 = IntVector.broadcast(I4, i2);
      a6_0 = k22.blend(w23_0, k20.compare(VectorOperators.EQ, k35.add(k21_0)).cast(F4)).add(a6_0);
      a6_1 = k22.blend(w23_1, k20.compare(VectorOperators.EQ, k35.add(k21_1)).cast(F4)).add(a6_1);
    }
    FloatVector x3 = ((FloatVector) F4_TYPE.cast(a5_0)).add(a5_1);
    ((FloatVector) F4_TYPE.cast(x3)).intoArray(t0, 0);
    float v36 = add4float(t0);
    a3 = a3 + v36;
    FloatVector x4 = ((FloatVector) F4_TYPE.cast(a6_0)).add(a6_1);
    ((FloatVector) F4_TYPE.cast(x4)).intoArray(t0, 0);
    float v37 = add4float(t0);
    a4 = a4 + v37;
    t1[0] = a4;
    return a3;
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, int[] b1, float[] t1,
      float[] b2) {
    for (int row = first; row < last; row++) {
      float a0 = 0.0f;
      for (int i0 = 0; i0 < 96; i0++) {
        float a1 = Float.intBitsToFloat(0xff800000);
        int v0 = i0 * 64;
        FloatVector a2_0 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        FloatVector a2_1 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        FloatVector a2_2 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        FloatVector a2_3 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
        for (int i1 = 0; i1 < 64; i1 += 16) {
          a2_0 = FloatVector.fromArray(F4, b0, v0 + i1).max(a2_0);
          a2_1 = FloatVector.fromArray(F4, b0, v0 + i1 + 4).max(a2_1);
          a2_2 = FloatVector.fromArray(F4, b0, v0 + i1 + 8).max(a2_2);
          a2_3 = FloatVector.fromArray(F4, b0, v0 + i1 + 12).max(a2_3);
        }
        FloatVector x0 = ((FloatVector) F4_TYPE.cast(a2_0)).max(a2_2);
        FloatVector x1 = ((FloatVector) F4_TYPE.cast(a2_1)).max(a2_3);
        FloatVector x2 = x0.max(x1);
        ((FloatVector) F4_TYPE.cast(x2)).intoArray(t0, 0);
        float v1 = max4float(t0);
        a1 = Math.max(a1, v1);
        float a3 = 0.0f;
        float a4 = 0.0f;
        int v2 = b1[i0];
        a3 = stage0(a1, v2, b0, v0, t0, a3, a4, t1);
        a4 = t1[0];
        int v38 = Float.floatToRawIntBits(Math.fma(a3, 0x1.0p24f, 0.0f));
        int v39 = Math.min(v38, 1266679808) + (Math.max(Float.floatToRawIntBits(a3), 1065353216) - -1967848205);
        float v40 = (float) (v39 >> 23);
        float v41 = Float.intBitsToFloat((v39 & 8388607) + 1060439283) - 1.0f;
        float v42 = v41 * v41;
        float v43 = v42 * v42;
        float v44 = Math.fma(Math.fma(Math.fma(0x1.aecfa4p-5f, v41, -0x1.bd84fap-4f), v43, Math.fma(Math.fma(0x1.efe564p-4f, v41, -0x1.01059cp-3f), v42, Math.fma(0x1.23031ap-3f, v41, -0x1.552f06p-3f))), v43, Math.fma(Math.fma(0x1.99a542p-3f, v41, -0x1.00007p-2f), v42, Math.fma(0x1.555548p-2f, v41, -0.5f)));
        float v45 = a3 - (0x1.fffffep127f < a3 ? 0x1.fffffep127f : a3) + Float.intBitsToFloat(Math.min(v38 - 8388608, 0) | v38 >> 31);
        float v46 = Math.fma(v40, 0x1.62e43p-1f, Math.fma(v42, v44, v41 + Math.fma(v40, -0x1.05c61p-29f, v45)));
        a0 = a0 + (v46 - a4);
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

