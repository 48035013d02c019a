package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_sum_exp_sub_96x64 implements KernelCode {
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
    segment0(first * 24, last * 24, (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static float stage0(float a0, float[] b0, int v0, float[] t1, float[] t0, float a2) {
    FloatVector a3_0 = FloatVector.broadcast(F4, 0.0f);
    FloatVector a3_1 = FloatVector.broadcast(F4, 0.0f);
    FloatVector k2 = FloatVector.broadcast(F4, 0x1.9832fp-13f);
    FloatVector k3 = FloatVector.broadcast(F4, a0);
    IntVector k4 = IntVector.broadcast(I4, -2139095041);
    IntVector k5 = IntVector.broadcast(I4, 1135607807);
    IntVector k6 = IntVector.broadcast(I4, 8388607);
    IntVector k7 = IntVector.broadcast(I4, 1127481343);
    FloatVector k8 = FloatVector.broadcast(F4, 0x1.715476p-1f);
    FloatVector k9 = FloatVector.broadcast(F4, 0x1.8p23f);
    FloatVector k10 = FloatVector.broadcast(F4, 0x1.05c61p-28f);
    FloatVector k11 = FloatVector.broadcast(F4, -0x1.62e43p0f);
    FloatVector k12 = FloatVector.broadcast(F4, 0x1.71d9eep-10f);
    FloatVector k13 = FloatVector.broadcast(F4, 0x1.113168p-7f);
    FloatVector k14 = FloatVector.broadcast(F4, 0x1.5549ap-5f);
    FloatVector k15 = FloatVector.broadcast(F4, 0x1.5554f6p-3f);
    FloatVector k16 = FloatVector.broadcast(F4, 0x1.00000cp-1f);
    FloatVector k17 = FloatVector.broadcast(F4, 1.0f);
    IntVector k18 = IntVector.broadcast(I4, 1065353216);
    for (int i2 = 0; i2 < 64; i2 += 8) {
      IntVector w19_0 = ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v0 + i2).sub(k3))).reinterpretAsInts().add(k4).min(k5);
      IntVector w19_1 = ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, b0, v0 + i2 + 4).sub(k3))).reinterpretAsInts().add(k4).min(k5);
      IntVector w20_0 = ((FloatVector) F4_TYPE.cast(((IntVector) I4_TYPE.cast(w19_0.sub(k4))).reinterpretAsFloats())).reinterpretAsInts().add(k6).min(k7).sub(k6);
      IntVector w20_1 = ((FloatVector) F4_TYPE.cast(((IntVector) I4_TYPE.cast(w19_1.sub(k4))).reinterpretAsFloats())).reinterpretAsInts().add(k6).min(k7).sub(k6);
      FloatVector w21_0 = ((IntVector) I4_TYPE.cast(w20_0)).reinterpretAsFloats();
      FloatVector w21_1 = ((IntVector) I4_TYPE.cast(w20_1)).reinterpretAsFloats();
      FloatVector w22_0 = w21_0.fma(k8, k9);
      FloatVector w22_1 = w21_1.fma(k8, k9);
      FloatVector w23_0 = w22_0.sub(k9);
      FloatVector w23_1 = w22_1.sub(k9);
      FloatVector w24_0 = w23_0.fma(k10, w23_0.fma(k11, w21_0));
      FloatVector w24_1 = w23_1.fma(k10, w23_1.fma(k11, w21_1));
      FloatVector w25_0 = k2.fma(w24_0, k12);
      FloatVector w25_1 = k2.fma(w24_1, k12);
      FloatVector w26_0 = w24_0.mul(w24_0);
      FloatVector w26_1 = w24_1.mul(w24_1);
      FloatVector w27_0 = w25_0.fma(w26_0, k13.fma(w24_0, k14)).fma(w26_0, k15.fma(w24_0, k16)).fma(w26_0, w24_0.add(k17));
      FloatVector w27_1 = w25_1.fma(w26_1, k13.fma(w24_1, k14)).fma(w26_1, k15.fma(w24_1, k16)).fma(w26_1, w24_1.add(k17));
      FloatVector w28_0 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w22_0)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k18))).reinterpretAsFloats();
      FloatVector w28_1 = ((IntVector) I4_TYPE.cast(((FloatVector) F4_TYPE.cast(w22_1)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k18))).reinterpretAsFloats();
      FloatVector w29_0 = w27_0.mul(w28_0).mul(w28_0);
      FloatVector w29_1 = w27_1.mul(w28_1).mul(w28_1);
      ((FloatVector) F4_TYPE.cast(w29_0)).intoArray(t1, i2);
      ((FloatVector) F4_TYPE.cast(w29_1)).intoArray(t1, i2 + 4);
      a3_0 = w29_0.add(a3_0);
      a3_1 = w29_1.add(a3_1);
    }
    FloatVector x3 = ((FloatVector) F4_TYPE.cast(a3_0)).add(a3_1);
    ((FloatVector) F4_TYPE.cast(x3)).intoArray(t0, 0);
    float v30 = add4float(t0);
    a2 = a2 + v30;
    return a2;
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = Float.intBitsToFloat(0xff800000);
      int v0 = i0 * 64;
      FloatVector a1_0 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
      FloatVector a1_1 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
      FloatVector a1_2 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
      FloatVector a1_3 = FloatVector.broadcast(F4, Float.intBitsToFloat(0xff800000));
      for (int i1 = 0; i1 < 64; i1 += 16) {
        a1_0 = FloatVector.fromArray(F4, b0, v0 + i1).max(a1_0);
        a1_1 = FloatVector.fromArray(F4, b0, v0 + i1 + 4).max(a1_1);
        a1_2 = FloatVector.fromArray(F4, b0, v0 + i1 + 8).max(a1_2);
        a1_3 = FloatVector.fromArray(F4, b0, v0 + i1 + 12).max(a1_3);
      }
      FloatVector x0 = ((FloatVector) F4_TYPE.cast(a1_0)).max(a1_2);
      FloatVector x1 = ((FloatVector) F4_TYPE.cast(a1_1)).max(a1_3);
      FloatVector x2 = x0.max(x1);
      ((FloatVector) F4_TYPE.cast(x2)).intoArray(t0, 0);
      float v1 = max4float(t0);
      a0 = Math.max(a0, v1);
      float a2 = 0.0f;
      a2 = stage0(a0, b0, v0, t1, t0, a2);
      FloatVector k31 = FloatVector.broadcast(F4, a2);
      for (int i3 = 0; i3 < 64; i3 += 4) {
        ((FloatVector) F4_TYPE.cast(FloatVector.fromArray(F4, t1, i3).div(k31))).intoArray(b1, v0 + i3);
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

