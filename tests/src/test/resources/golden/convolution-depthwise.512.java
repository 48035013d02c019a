package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class fma_16x20 implements KernelCode {
  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  private static final Class F16_TYPE = F16.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) buffers[2], (float[]) locals[0], (float[]) buffers[0]);
  }

  private static void stage0(float v2, float v3, float v4, float v5, float v6, float v7, float v11,
      float v8, float v9, float v10, int v0, float[] b1, float[] t0, float[] b2) {
    FloatVector z0 = FloatVector.broadcast(F16, 0.0f);
    IntVector k12 = IntVector.fromArray(I16, I16_BY_1, 0);
    IntVector k13 = IntVector.broadcast(I16, 19);
    FloatVector k14 = FloatVector.broadcast(F16, v2);
    FloatVector k15 = FloatVector.broadcast(F16, v3);
    IntVector k16 = IntVector.broadcast(I16, 0);
    FloatVector k17 = FloatVector.broadcast(F16, v4);
    FloatVector k18 = FloatVector.broadcast(F16, v5);
    FloatVector k19 = FloatVector.broadcast(F16, v6);
    FloatVector k20 = FloatVector.broadcast(F16, v7);
    FloatVector k21 = FloatVector.broadcast(F16, v11);
    FloatVector k22 = FloatVector.broadcast(F16, v8);
    FloatVector k23 = FloatVector.broadcast(F16, v9);
    FloatVector k24 = FloatVector.broadcast(F16, v10);
    FloatVector k25 = FloatVector.broadcast(F16, 0.0f);
    for (int i1 = 0; i1 < 20; i1 += 16) {
      int v26 = Math.min(i1, 4);
      int v27 = v0 + v26;
      IntVector k28 = IntVector.broadcast(I16, v26);
      IntVector w29 = k28.add(k12);
      VectorMask w30 = w29.compare(VectorOperators.LT, k13);
      FloatVector x0 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 21), w30.cast(F16));
      int v32 = v27 + 20;
      FloatVector w33 = FloatVector.fromArray(F16, b1, v32);
      VectorMask w34 = k16.compare(VectorOperators.LT, w29);
      FloatVector x1 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 19), w34.cast(F16));
      FloatVector x2 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 1), w30.cast(F16));
      FloatVector w37 = FloatVector.fromArray(F16, b1, v27);
      float[] g0 = b1;
      int o0 = v27 - 1;
      if (o0 < 0 || o0 > b1.length - 16) {
        g0 = edge16float(b1, o0, 1, t0);
        o0 = 0;
      }
      FloatVector x3 = z0.blend(FloatVector.fromArray(F16, g0, o0), w34.cast(F16));
      FloatVector w39 = x2.fma(k18, w37.fma(k19, x3.fma(k20, k21)));
      FloatVector w40 = w33.fma(k15, x1.fma(k17, w39));
      ((FloatVector) F16_TYPE.cast(x0.fma(k14, w40))).intoArray(b2, v27);
      FloatVector x4 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 41), w30.cast(F16));
      int v42 = v27 + 40;
      FloatVector w43 = FloatVector.fromArray(F16, b1, v42);
      FloatVector x5 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 39), w34.cast(F16));
      FloatVector w45 = x0.fma(k18, w33.fma(k19, x1.fma(k20, x2.fma(k22, w37.fma(k23, x3.fma(k24, k25))))));
      FloatVector w46 = w43.fma(k15, x5.fma(k17, w45));
      ((FloatVector) F16_TYPE.cast(x4.fma(k14, w46))).intoArray(b2, v32);
      FloatVector x6 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 61), w30.cast(F16));
      int v48 = v27 + 60;
      FloatVector w49 = FloatVector.fromArray(F16, b1, v48);
      FloatVector x7 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 59), w34.cast(F16));
      FloatVector w51 = x4.fma(k18, w43.fma(k19, x5.fma(k20, x0.fma(k22, w33.fma(k23, x1.fma(k24, k25))))));
      FloatVector w52 = w49.fma(k15, x7.fma(k17, w51));
      ((FloatVector) F16_TYPE.cast(x6.fma(k14, w52))).intoArray(b2, v42);
      FloatVector x8 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 81), w30.cast(F16));
      int v54 = v27 + 80;
      FloatVector w55 = FloatVector.fromArray(F16, b1, v54);
      FloatVector x9 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 79), w34.cast(F16));
      FloatVector w57 = x6.fma(k18, w49.fma(k19, x7.fma(k20, x4.fma(k22, w43.fma(k23, x5.fma(k24, k25))))));
      FloatVector w58 = w55.fma(k15, x9.fma(k17, w57));
      ((FloatVector) F16_TYPE.cast(x8.fma(k14, w58))).intoArray(b2, v48);
      FloatVector x10 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 101), w30.cast(F16));
      int v60 = v27 + 100;
      FloatVector w61 = FloatVector.fromArray(F16, b1, v60);
      FloatVector x11 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 99), w34.cast(F16));
      FloatVector w63 = x8.fma(k18, w55.fma(k19, x9.fma(k20, x6.fma(k22, w49.fma(k23, x7.fma(k24, k25))))));
      FloatVector w64 = w61.fma(k15, x11.fma(k17, w63));
      ((FloatVector) F16_TYPE.cast(x10.fma(k14, w64))).intoArray(b2, v54);
      FloatVector w65 = x10.fma(k18, w61.fma(k19, x11.fma(k20, x8.fma(k22, w55.fma(k23, x9.fma(k24, k25))))));
      FloatVector x12 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 119), w34.cast(F16));
      FloatVector w66 = FloatVector.fromArray(F16, b1, v27 + 120).fma(k15, x12.fma(k17, w65));
      FloatVector x13 = z0.blend(FloatVector.fromArray(F16, b1, v27 + 121), w30.cast(F16));
      ((FloatVector) F16_TYPE.cast(x13.fma(k14, w66))).intoArray(b2, v60);
    }
  }

  private static void stage1(int v0, float v2, float v3, float v4, float v5, float v6, float v7,
      float v8, float v9, float v10, float[] b1, float[] b2) {
    for (int i2 = 0; i2 < 2; i2++) {
      int v67 = v0 + i2 * 80;
      FloatVector z1 = FloatVector.broadcast(F16, 0.0f);
      IntVector k68 = IntVector.fromArray(I16, I16_BY_1, 0);
      IntVector k69 = IntVector.broadcast(I16, 19);
      FloatVector k70 = FloatVector.broadcast(F16, v2);
      FloatVector k71 = FloatVector.broadcast(F16, v3);
      IntVector k72 = IntVector.broadcast(I16, 0);
      FloatVector k73 = FloatVector.broadcast(F16, v4);
      FloatVector k74 = FloatVector.broadcast(F16, v5);
      FloatVector k75 = FloatVector.broadcast(F16, v6);
      FloatVector k76 = FloatVector.broadcast(F16, v7);
      FloatVector k77 = FloatVector.broadcast(F16, v8);
      FloatVector k78 = FloatVector.broadcast(F16, v9);
      FloatVector k79 = FloatVector.broadcast(F16, v10);
      FloatVector k80 = FloatVector.broadcast(F16, 0.0f);
      for (int i3 = 0; i3 < 20; i3 += 16) {
        int v81 = Math.min(i3, 4);
        int v82 = v67 + v81;
        int v83 = v82 + 120;
        IntVector k84 = IntVector.broadcast(I16, v81);
        IntVector w85 = k84.add(k68);
        VectorMask w86 = w85.compare(VectorOperators.LT, k69);
        FloatVector x14 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 141), w86.cast(F16));
        int v88 = v82 + 140;
        FloatVector w89 = FloatVector.fromArray(F16, b1, v88);
        VectorMask w90 = k72.compare(VectorOperators.LT, w85);
        FloatVector x15 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 139), w90.cast(F16));
        FloatVector x16 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 121), w86.cast(F16));
        FloatVector w93 = FloatVector.fromArray(F16, b1, v83);
        FloatVector x17 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 119), w90.cast(F16));
        FloatVector x18 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 99), w90.cast(F16));
        FloatVector w95 = FloatVector.fromArray(F16, b1, v82 + 100).fma(k78, x18.fma(k79, k80));
        FloatVector x19 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 101), w86.cast(F16));
        FloatVector w96 = x17.fma(k76, x19.fma(k77, w95));
        FloatVector w97 = x15.fma(k73, x16.fma(k74, w93.fma(k75, w96)));
        FloatVector w98 = x14.fma(k70, w89.fma(k71, w97));
        ((FloatVector) F16_TYPE.cast(w98)).intoArray(b2, v83);
        FloatVector x20 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 161), w86.cast(F16));
        int v100 = v82 + 160;
        FloatVector w101 = FloatVector.fromArray(F16, b1, v100);
        FloatVector x21 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 159), w90.cast(F16));
        FloatVector w103 = x14.fma(k74, w89.fma(k75, x15.fma(k76, x16.fma(k77, w93.fma(k78, x17.fma(k79, k80))))));
        FloatVector w104 = w101.fma(k71, x21.fma(k73, w103));
        ((FloatVector) F16_TYPE.cast(x20.fma(k70, w104))).intoArray(b2, v88);
        FloatVector x22 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 181), w86.cast(F16));
        int v106 = v82 + 180;
        FloatVector w107 = FloatVector.fromArray(F16, b1, v106);
        FloatVector x23 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 179), w90.cast(F16));
        FloatVector w109 = x20.fma(k74, w101.fma(k75, x21.fma(k76, x14.fma(k77, w89.fma(k78, x15.fma(k79, k80))))));
        FloatVector w110 = w107.fma(k71, x23.fma(k73, w109));
        ((FloatVector) F16_TYPE.cast(x22.fma(k70, w110))).intoArray(b2, v100);
        FloatVector w111 = x22.fma(k74, w107.fma(k75, x23.fma(k76, x20.fma(k77, w101.fma(k78, x21.fma(k79, k80))))));
        FloatVector x24 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 199), w90.cast(F16));
        FloatVector w112 = FloatVector.fromArray(F16, b1, v82 + 200).fma(k71, x24.fma(k73, w111));
        FloatVector x25 = z1.blend(FloatVector.fromArray(F16, b1, v82 + 201), w86.cast(F16));
        ((FloatVector) F16_TYPE.cast(x25.fma(k70, w112))).intoArray(b2, v106);
      }
    }
  }

  private static void stage2(float v2, float v3, float v4, float v5, float v6, float v7, float v8,
      float v9, float v10, int v0, float[] b1, float[] b2, float[] t0) {
    FloatVector z2 = FloatVector.broadcast(F16, 0.0f);
    IntVector k113 = IntVector.fromArray(I16, I16_BY_1, 0);
    IntVector k114 = IntVector.broadcast(I16, 19);
    FloatVector k115 = FloatVector.broadcast(F16, v2);
    FloatVector k116 = FloatVector.broadcast(F16, v3);
    IntVector k117 = IntVector.broadcast(I16, 0);
    FloatVector k118 = FloatVector.broadcast(F16, v4);
    FloatVector k119 = FloatVector.broadcast(F16, v5);
    FloatVector k120 = FloatVector.broadcast(F16, v6);
    FloatVector k121 = FloatVector.broadcast(F16, v7);
    FloatVector k122 = FloatVector.broadcast(F16, v8);
    FloatVector k123 = FloatVector.broadcast(F16, v9);
    FloatVector k124 = FloatVector.broadcast(F16, v10);
    FloatVector k125 = FloatVector.broadcast(F16, 0.0f);
    for (int i4 = 0; i4 < 20; i4 += 16) {
      int v126 = Math.min(i4, 4);
      int v127 = v0 + v126;
      int v128 = v127 + 280;
      IntVector k129 = IntVector.broadcast(I16, v126);
      IntVector w130 = k129.add(k113);
      VectorMask w131 = w130.compare(VectorOperators.LT, k114);
      FloatVector x26 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 301), w131.cast(F16));
      int v133 = v127 + 300;
      FloatVector w134 = FloatVector.fromArray(F16, b1, v133);
      VectorMask w135 = k117.compare(VectorOperators.LT, w130);
      FloatVector x27 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 299), w135.cast(F16));
      FloatVector x28 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 281), w131.cast(F16));
      FloatVector w138 = FloatVector.fromArray(F16, b1, v128);
      FloatVector x29 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 279), w135.cast(F16));
      FloatVector x30 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 259), w135.cast(F16));
      FloatVector w140 = FloatVector.fromArray(F16, b1, v127 + 260).fma(k123, x30.fma(k124, k125));
      FloatVector x31 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 261), w131.cast(F16));
      FloatVector w141 = x29.fma(k121, x31.fma(k122, w140));
      FloatVector w142 = x27.fma(k118, x28.fma(k119, w138.fma(k120, w141)));
      FloatVector w143 = x26.fma(k115, w134.fma(k116, w142));
      ((FloatVector) F16_TYPE.cast(w143)).intoArray(b2, v128);
      FloatVector x32 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 321), w131.cast(F16));
      int v145 = v127 + 320;
      FloatVector w146 = FloatVector.fromArray(F16, b1, v145);
      FloatVector x33 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 319), w135.cast(F16));
      FloatVector w148 = x26.fma(k119, w134.fma(k120, x27.fma(k121, x28.fma(k122, w138.fma(k123, x29.fma(k124, k125))))));
      FloatVector w149 = w146.fma(k116, x33.fma(k118, w148));
      ((FloatVector) F16_TYPE.cast(x32.fma(k115, w149))).intoArray(b2, v133);
      FloatVector x34 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 341), w131.cast(F16));
      int v151 = v127 + 340;
      FloatVector w152 = FloatVector.fromArray(F16, b1, v151);
      FloatVector x35 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 339), w135.cast(F16));
      FloatVector w154 = x32.fma(k119, w146.fma(k120, x33.fma(k121, x26.fma(k122, w134.fma(k123, x27.fma(k124, k125))))));
      FloatVector w155 = w152.fma(k116, x35.fma(k118, w154));
      ((FloatVector) F16_TYPE.cast(x34.fma(k115, w155))).intoArray(b2, v145);
      FloatVector x36 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 361), w131.cast(F16));
      int v157 = v127 + 360;
      FloatVector w158 = FloatVector.fromArray(F16, b1, v157);
      FloatVector x37 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 359), w135.cast(F16));
      FloatVector w160 = x34.fma(k119, w152.fma(k120, x35.fma(k121, x32.fma(k122, w146.fma(k123, x33.fma(k124, k125))))));
      FloatVector w161 = w158.fma(k116, x37.fma(k118, w160));
      ((FloatVector) F16_TYPE.cast(x36.fma(k115, w161))).intoArray(b2, v151);
      float[] g1 = b1;
      int o1 = v127 + 381;
      if (o1 < 0 || o1 > b1.length - 16) {
        g1 = edge16float(b1, o1, 1, t0);
        o1 = 0;
      }
      FloatVector x38 = z2.blend(FloatVector.fromArray(F16, g1, o1), w131.cast(F16));
      int v163 = v127 + 380;
      FloatVector w164 = FloatVector.fromArray(F16, b1, v163);
      FloatVector x39 = z2.blend(FloatVector.fromArray(F16, b1, v127 + 379), w135.cast(F16));
      FloatVector w166 = x36.fma(k119, w158.fma(k120, x37.fma(k121, x34.fma(k122, w152.fma(k123, x35.fma(k124, k125))))));
      FloatVector w167 = w164.fma(k116, x39.fma(k118, w166));
      ((FloatVector) F16_TYPE.cast(x38.fma(k115, w167))).intoArray(b2, v157);
      FloatVector w168 = x38.fma(k119, w164.fma(k120, x39.fma(k121, x36.fma(k122, w158.fma(k123, x37.fma(k124, k125))))));
      ((FloatVector) F16_TYPE.cast(k125.fma(k115, k125.fma(k116, k125.fma(k118, w168))))).intoArray(b2, v163);
    }
  }

  private static void segment0(int first, int last, float[] b0, float[] b1, float[] t0,
      float[] b2) {
    for (int i0 = first; i0 < last; i0++) {
      int v0 = i0 * 400;
      int v1 = i0 * 9;
      float v2 = b0[v1 + 8];
      float v3 = b0[v1 + 7];
      float v4 = b0[v1 + 6];
      float v5 = b0[v1 + 5];
      float v6 = b0[v1 + 4];
      float v7 = b0[v1 + 3];
      float v8 = b0[v1 + 2];
      float v9 = b0[v1 + 1];
      float v10 = b0[v1];
      float v11 = Math.fma(0.0f, v8, Math.fma(0.0f, v9, Math.fma(0.0f, v10, 0.0f)));
      stage0(v2, v3, v4, v5, v6, v7, v11, v8, v9, v10, v0, b1, t0, b2);
      stage1(v0, v2, v3, v4, v5, v6, v7, v8, v9, v10, b1, b2);
      stage2(v2, v3, v4, v5, v6, v7, v8, v9, v10, v0, b1, b2, t0);
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge16float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 16; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

