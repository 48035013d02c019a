package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class max_sum_exp_sub_96x64 implements KernelCode {
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
    segment0(first * 24, last * 24, (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) buffers[0]);
  }

  private static float stage0(float a0, float[] b0, int v0, float[] t1, float[] t0, float a1) {
    int i2 = 0;
    FloatVector a1_0 = FloatVector.broadcast(F8, 0.0f);
    FloatVector a1_1 = FloatVector.broadcast(F8, 0.0f);
    FloatVector k0 = FloatVector.broadcast(F8, a0);
    IntVector k1 = IntVector.broadcast(I8, -2139095041);
    IntVector k2 = IntVector.broadcast(I8, 1135607807);
    IntVector k3 = IntVector.broadcast(I8, 8388607);
    IntVector k4 = IntVector.broadcast(I8, 1127481343);
    FloatVector k5 = FloatVector.broadcast(F8, 0x1.715476p-1f);
    FloatVector k6 = FloatVector.broadcast(F8, 0x1.8p23f);
    FloatVector k7 = FloatVector.broadcast(F8, 0x1.05c61p-28f);
    FloatVector k8 = FloatVector.broadcast(F8, -0x1.62e43p0f);
    FloatVector k9 = FloatVector.broadcast(F8, 0x1.9832fp-13f);
    FloatVector k10 = FloatVector.broadcast(F8, 0x1.71d9eep-10f);
    FloatVector k11 = FloatVector.broadcast(F8, 0x1.113168p-7f);
    FloatVector k12 = FloatVector.broadcast(F8, 0x1.5549ap-5f);
    FloatVector k13 = FloatVector.broadcast(F8, 0x1.5554f6p-3f);
    FloatVector k14 = FloatVector.broadcast(F8, 0x1.00000cp-1f);
    FloatVector k15 = FloatVector.broadcast(F8, 1.0f);
    IntVector k16 = IntVector.broadcast(I8, 1065353216);
    for (; i2 < 64; i2 += 16) {
      FloatVector w1_0 = FloatVector.fromArray(F8, b0, v0 + i2).sub(k0);
      FloatVector w1_1 = FloatVector.fromArray(F8, b0, v0 + i2 + 8).sub(k0);
      FloatVector w2_0 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w1_0)).reinterpretAsInts().add(k1).min(k2).sub(k1))).reinterpretAsFloats();
      FloatVector w2_1 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w1_1)).reinterpretAsInts().add(k1).min(k2).sub(k1))).reinterpretAsFloats();
      FloatVector w4_0 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w2_0)).reinterpretAsInts().add(k3).min(k4).sub(k3))).reinterpretAsFloats();
      FloatVector w4_1 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w2_1)).reinterpretAsInts().add(k3).min(k4).sub(k3))).reinterpretAsFloats();
      FloatVector w5_0 = w4_0.fma(k5, k6);
      FloatVector w5_1 = w4_1.fma(k5, k6);
      FloatVector w6_0 = w5_0.sub(k6);
      FloatVector w6_1 = w5_1.sub(k6);
      FloatVector w7_0 = w6_0.fma(k7, w6_0.fma(k8, w4_0));
      FloatVector w7_1 = w6_1.fma(k7, w6_1.fma(k8, w4_1));
      FloatVector w8_0 = k9.fma(w7_0, k10);
      FloatVector w8_1 = k9.fma(w7_1, k10);
      FloatVector w9_0 = w7_0.mul(w7_0);
      FloatVector w9_1 = w7_1.mul(w7_1);
      FloatVector w10_0 = w8_0.fma(w9_0, k11.fma(w7_0, k12)).fma(w9_0, k13.fma(w7_0, k14)).fma(w9_0, w7_0.add(k15));
      FloatVector w10_1 = w8_1.fma(w9_1, k11.fma(w7_1, k12)).fma(w9_1, k13.fma(w7_1, k14)).fma(w9_1, w7_1.add(k15));
      FloatVector w11_0 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w5_0)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k16))).reinterpretAsFloats();
      FloatVector w11_1 = ((IntVector) I8_TYPE.cast(((FloatVector) F8_TYPE.cast(w5_1)).reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(k16))).reinterpretAsFloats();
      FloatVector w12_0 = w10_0.mul(w11_0).mul(w11_0);
      FloatVector w12_1 = w10_1.mul(w11_1).mul(w11_1);
      ((FloatVector) F8_TYPE.cast(w12_0)).intoArray(t1, i2);
      ((FloatVector) F8_TYPE.cast(w12_1)).intoArray(t1, i2 + 8);
      a1_0 = w12_0.add(a1_0);
      a1_1 = w12_1.add(a1_1);
    }
    a1_0 = ((FloatVector) F8_TYPE.cast(a1_0)).add(a1_1);
    ((FloatVector) F8_TYPE.cast(a1_0)).intoArray(t0, 0);
    a1 = a1 + add8float(t0);
    return a1;
  }

  private static void segment0(int first, int last, float[] b0, float[] t0, float[] t1,
      float[] b1) {
    for (int i0 = first; i0 < last; i0++) {
      float a0 = Float.intBitsToFloat(0xff800000);
      int v0 = i0 * 64;
      int i1 = 0;
      FloatVector a0_0 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
      FloatVector a0_1 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
      FloatVector a0_2 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
      FloatVector a0_3 = FloatVector.broadcast(F8, Float.intBitsToFloat(0xff800000));
      for (; i1 < 64; i1 += 32) {
        a0_0 = FloatVector.fromArray(F8, b0, v0 + i1).max(a0_0);
        a0_1 = FloatVector.fromArray(F8, b0, v0 + i1 + 8).max(a0_1);
        a0_2 = FloatVector.fromArray(F8, b0, v0 + i1 + 16).max(a0_2);
        a0_3 = FloatVector.fromArray(F8, b0, v0 + i1 + 24).max(a0_3);
      }
      a0_0 = ((FloatVector) F8_TYPE.cast(a0_0)).max(a0_2);
      a0_1 = ((FloatVector) F8_TYPE.cast(a0_1)).max(a0_3);
      a0_0 = ((FloatVector) F8_TYPE.cast(a0_0)).max(a0_1);
      ((FloatVector) F8_TYPE.cast(a0_0)).intoArray(t0, 0);
      a0 = Math.max(a0, max8float(t0));
      float a1 = 0.0f;
      a1 = stage0(a0, b0, v0, t1, t0, a1);
      int i3 = 0;
      FloatVector k17 = FloatVector.broadcast(F8, a1);
      for (; i3 < 64; i3 += 8) {
        ((FloatVector) F8_TYPE.cast(FloatVector.fromArray(F8, t1, i3).div(k17))).intoArray(b1, v0 + i3);
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

