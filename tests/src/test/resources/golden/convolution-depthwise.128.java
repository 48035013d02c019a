package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class fma_16x20 implements KernelCode {
  private static final VectorSpecies I4 = IntVector.SPECIES_128;

  private static final int[] I4_BY_1 = {0, 1, 2, 3};

  private static final VectorSpecies F4 = FloatVector.SPECIES_128;

  private static final Class F4_TYPE = F4.vectorType();

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, (float[]) buffers[1], (float[]) buffers[2], (float[]) locals[0], (float[]) buffers[0]);
  }

  private static void stage0(float v5, float v6, float v7, float v11, float v3, float v4, float v2,
      float v8, float v9, float v10, int v0, float[] b1, float[] t0, float[] b2) {
    int i1 = 0;
    IntVector k0 = IntVector.fromArray(I4, I4_BY_1, 0);
    IntVector k1 = IntVector.broadcast(I4, 19);
    FloatVector k2 = FloatVector.broadcast(F4, 0.0f);
    IntVector k3 = IntVector.broadcast(I4, 0);
    FloatVector k4 = FloatVector.broadcast(F4, v5);
    FloatVector k5 = FloatVector.broadcast(F4, v6);
    FloatVector k6 = FloatVector.broadcast(F4, v7);
    FloatVector k7 = FloatVector.broadcast(F4, v11);
    FloatVector k8 = FloatVector.broadcast(F4, v3);
    FloatVector k9 = FloatVector.broadcast(F4, v4);
    FloatVector k10 = FloatVector.broadcast(F4, v2);
    FloatVector k11 = FloatVector.broadcast(F4, v8);
    FloatVector k12 = FloatVector.broadcast(F4, v9);
    FloatVector k13 = FloatVector.broadcast(F4, v10);
    for (; i1 < 20; i1 += 4) {
      int v12 = v0 + i1;
      VectorMask w13 = IntVector.broadcast(I4, i1).add(k0).compare(VectorOperators.LT, k1);
      FloatVector x0 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 21), w13.cast(F4));
      int v15 = v12 + 20;
      FloatVector w16 = FloatVector.fromArray(F4, b1, v15);
      VectorMask w17 = k3.compare(VectorOperators.LT, IntVector.broadcast(I4, i1).add(k0));
      FloatVector x1 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 19), w17.cast(F4));
      FloatVector x2 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 1), w13.cast(F4));
      FloatVector w20 = FloatVector.fromArray(F4, b1, v12);
      float[] g0 = b1;
      int o0 = v12 - 1;
      if (o0 < 0 || o0 > b1.length - 4) {
        g0 = edge4float(b1, o0, 1, t0);
        o0 = 0;
      }
      FloatVector x3 = k2.blend(FloatVector.fromArray(F4, g0, o0), w17.cast(F4));
      FloatVector w22 = x2.fma(k4, w20.fma(k5, x3.fma(k6, k7)));
      FloatVector w23 = w16.fma(k8, x1.fma(k9, w22));
      ((FloatVector) F4_TYPE.cast(x0.fma(k10, w23))).intoArray(b2, v12);
      FloatVector x4 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 41), w13.cast(F4));
      int v25 = v12 + 40;
      FloatVector w26 = FloatVector.fromArray(F4, b1, v25);
      FloatVector x5 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 39), w17.cast(F4));
      FloatVector w28 = x0.fma(k4, w16.fma(k5, x1.fma(k6, x2.fma(k11, w20.fma(k12, x3.fma(k13, k2))))));
      FloatVector w29 = w26.fma(k8, x5.fma(k9, w28));
      ((FloatVector) F4_TYPE.cast(x4.fma(k10, w29))).intoArray(b2, v15);
      FloatVector x6 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 61), w13.cast(F4));
      int v31 = v12 + 60;
      FloatVector w32 = FloatVector.fromArray(F4, b1, v31);
      FloatVector x7 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 59), w17.cast(F4));
      FloatVector w34 = x4.fma(k4, w26.fma(k5, x5.fma(k6, x0.fma(k11, w16.fma(k12, x1.fma(k13, k2))))));
      FloatVector w35 = w32.fma(k8, x7.fma(k9, w34));
      ((FloatVector) F4_TYPE.cast(x6.fma(k10, w35))).intoArray(b2, v25);
      FloatVector x8 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 81), w13.cast(F4));
      int v37 = v12 + 80;
      FloatVector w38 = FloatVector.fromArray(F4, b1, v37);
      FloatVector x9 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 79), w17.cast(F4));
      FloatVector w40 = x6.fma(k4, w32.fma(k5, x7.fma(k6, x4.fma(k11, w26.fma(k12, x5.fma(k13, k2))))));
      FloatVector w41 = w38.fma(k8, x9.fma(k9, w40));
      ((FloatVector) F4_TYPE.cast(x8.fma(k10, w41))).intoArray(b2, v31);
      FloatVector x10 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 101), w13.cast(F4));
      int v43 = v12 + 100;
      FloatVector w44 = FloatVector.fromArray(F4, b1, v43);
      FloatVector x11 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 99), w17.cast(F4));
      FloatVector w46 = x8.fma(k4, w38.fma(k5, x9.fma(k6, x6.fma(k11, w32.fma(k12, x7.fma(k13, k2))))));
      FloatVector w47 = w44.fma(k8, x11.fma(k9, w46));
      ((FloatVector) F4_TYPE.cast(x10.fma(k10, w47))).intoArray(b2, v37);
      FloatVector w48 = x10.fma(k4, w44.fma(k5, x11.fma(k6, x8.fma(k11, w38.fma(k12, x9.fma(k13, k2))))));
      FloatVector x12 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 119), w17.cast(F4));
      FloatVector w49 = FloatVector.fromArray(F4, b1, v12 + 120).fma(k8, x12.fma(k9, w48));
      FloatVector x13 = k2.blend(FloatVector.fromArray(F4, b1, v12 + 121), w13.cast(F4));
      ((FloatVector) F4_TYPE.cast(x13.fma(k10, w49))).intoArray(b2, v43);
    }
  }

  private static void stage1(float v9, float v10, float v7, float v8, float v4, float v5, float v6,
      float v2, float v3, int v0, float[] b1, float[] b2) {
    for (int i2 = 0; i2 < 2; i2++) {
      int v50 = i2 * 80;
      int i3 = 0;
      IntVector k14 = IntVector.fromArray(I4, I4_BY_1, 0);
      IntVector k15 = IntVector.broadcast(I4, 19);
      FloatVector k16 = FloatVector.broadcast(F4, 0.0f);
      IntVector k17 = IntVector.broadcast(I4, 0);
      FloatVector k18 = FloatVector.broadcast(F4, v9);
      FloatVector k19 = FloatVector.broadcast(F4, v10);
      FloatVector k20 = FloatVector.broadcast(F4, v7);
      FloatVector k21 = FloatVector.broadcast(F4, v8);
      FloatVector k22 = FloatVector.broadcast(F4, v4);
      FloatVector k23 = FloatVector.broadcast(F4, v5);
      FloatVector k24 = FloatVector.broadcast(F4, v6);
      FloatVector k25 = FloatVector.broadcast(F4, v2);
      FloatVector k26 = FloatVector.broadcast(F4, v3);
      for (; i3 < 20; i3 += 4) {
        int v51 = v0 + i3;
        int v52 = v51 + v50;
        int v53 = v52 + 120;
        VectorMask w54 = IntVector.broadcast(I4, i3).add(k14).compare(VectorOperators.LT, k15);
        FloatVector x14 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 141), w54.cast(F4));
        int v56 = v52 + 140;
        FloatVector w57 = FloatVector.fromArray(F4, b1, v56);
        VectorMask w58 = k17.compare(VectorOperators.LT, IntVector.broadcast(I4, i3).add(k14));
        FloatVector x15 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 139), w58.cast(F4));
        FloatVector x16 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 121), w54.cast(F4));
        FloatVector w61 = FloatVector.fromArray(F4, b1, v53);
        FloatVector x17 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 119), w58.cast(F4));
        FloatVector x18 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 99), w58.cast(F4));
        FloatVector w63 = FloatVector.fromArray(F4, b1, v52 + 100).fma(k18, x18.fma(k19, k16));
        FloatVector x19 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 101), w54.cast(F4));
        FloatVector w64 = x17.fma(k20, x19.fma(k21, w63));
        FloatVector w65 = x15.fma(k22, x16.fma(k23, w61.fma(k24, w64)));
        FloatVector w66 = x14.fma(k25, w57.fma(k26, w65));
        ((FloatVector) F4_TYPE.cast(w66)).intoArray(b2, v53);
        FloatVector x20 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 161), w54.cast(F4));
        int v68 = v52 + 160;
        FloatVector w69 = FloatVector.fromArray(F4, b1, v68);
        FloatVector x21 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 159), w58.cast(F4));
        FloatVector w71 = x14.fma(k23, w57.fma(k24, x15.fma(k20, x16.fma(k21, w61.fma(k18, x17.fma(k19, k16))))));
        FloatVector w72 = w69.fma(k26, x21.fma(k22, w71));
        ((FloatVector) F4_TYPE.cast(x20.fma(k25, w72))).intoArray(b2, v56);
        FloatVector x22 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 181), w54.cast(F4));
        int v74 = v52 + 180;
        FloatVector w75 = FloatVector.fromArray(F4, b1, v74);
        FloatVector x23 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 179), w58.cast(F4));
        FloatVector w77 = x20.fma(k23, w69.fma(k24, x21.fma(k20, x14.fma(k21, w57.fma(k18, x15.fma(k19, k16))))));
        FloatVector w78 = w75.fma(k26, x23.fma(k22, w77));
        ((FloatVector) F4_TYPE.cast(x22.fma(k25, w78))).intoArray(b2, v68);
        FloatVector w79 = x22.fma(k23, w75.fma(k24, x23.fma(k20, x20.fma(k21, w69.fma(k18, x21.fma(k19, k16))))));
        FloatVector x24 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 199), w58.cast(F4));
        FloatVector w80 = FloatVector.fromArray(F4, b1, v52 + 200).fma(k26, x24.fma(k22, w79));
        FloatVector x25 = k16.blend(FloatVector.fromArray(F4, b1, v52 + 201), w54.cast(F4));
        ((FloatVector) F4_TYPE.cast(x25.fma(k25, w80))).intoArray(b2, v74);
      }
    }
  }

  private static void stage2(float v9, float v10, float v7, float v8, float v4, float v5, float v6,
      float v2, float v3, int v0, float[] b1, float[] b2, float[] t0) {
    int i4 = 0;
    IntVector k27 = IntVector.fromArray(I4, I4_BY_1, 0);
    IntVector k28 = IntVector.broadcast(I4, 19);
    FloatVector k29 = FloatVector.broadcast(F4, 0.0f);
    IntVector k30 = IntVector.broadcast(I4, 0);
    FloatVector k31 = FloatVector.broadcast(F4, v9);
    FloatVector k32 = FloatVector.broadcast(F4, v10);
    FloatVector k33 = FloatVector.broadcast(F4, v7);
    FloatVector k34 = FloatVector.broadcast(F4, v8);
    FloatVector k35 = FloatVector.broadcast(F4, v4);
    FloatVector k36 = FloatVector.broadcast(F4, v5);
    FloatVector k37 = FloatVector.broadcast(F4, v6);
    FloatVector k38 = FloatVector.broadcast(F4, v2);
    FloatVector k39 = FloatVector.broadcast(F4, v3);
    for (; i4 < 20; i4 += 4) {
      int v81 = v0 + i4;
      int v82 = v81 + 280;
      VectorMask w83 = IntVector.broadcast(I4, i4).add(k27).compare(VectorOperators.LT, k28);
      FloatVector x26 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 301), w83.cast(F4));
      int v85 = v81 + 300;
      FloatVector w86 = FloatVector.fromArray(F4, b1, v85);
      VectorMask w87 = k30.compare(VectorOperators.LT, IntVector.broadcast(I4, i4).add(k27));
      FloatVector x27 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 299), w87.cast(F4));
      FloatVector x28 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 281), w83.cast(F4));
      FloatVector w90 = FloatVector.fromArray(F4, b1, v82);
      FloatVector x29 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 279), w87.cast(F4));
      FloatVector x30 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 259), w87.cast(F4));
      FloatVector w92 = FloatVector.fromArray(F4, b1, v81 + 260).fma(k31, x30.fma(k32, k29));
      FloatVector x31 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 261), w83.cast(F4));
      FloatVector w93 = x29.fma(k33, x31.fma(k34, w92));
      FloatVector w94 = x27.fma(k35, x28.fma(k36, w90.fma(k37, w93)));
      FloatVector w95 = x26.fma(k38, w86.fma(k39, w94));
      ((FloatVector) F4_TYPE.cast(w95)).intoArray(b2, v82);
      FloatVector x32 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 321), w83.cast(F4));
      int v97 = v81 + 320;
      FloatVector w98 = FloatVector.fromArray(F4, b1, v97);
      FloatVector x33 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 319), w87.cast(F4));
      FloatVector w100 = x26.fma(k36, w86.fma(k37, x27.fma(k33, x28.fma(k34, w90.fma(k31, x29.fma(k32, k29))))));
      FloatVector w101 = w98.fma(k39, x33.fma(k35, w100));
      ((FloatVector) F4_TYPE.cast(x32.fma(k38, w101))).intoArray(b2, v85);
      FloatVector x34 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 341), w83.cast(F4));
      int v103 = v81 + 340;
      FloatVector w104 = FloatVector.fromArray(F4, b1, v103);
      FloatVector x35 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 339), w87.cast(F4));
      FloatVector w106 = x32.fma(k36, w98.fma(k37, x33.fma(k33, x26.fma(k34, w86.fma(k31, x27.fma(k32, k29))))));
      FloatVector w107 = w104.fma(k39, x35.fma(k35, w106));
      ((FloatVector) F4_TYPE.cast(x34.fma(k38, w107))).intoArray(b2, v97);
      FloatVector x36 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 361), w83.cast(F4));
      int v109 = v81 + 360;
      FloatVector w110 = FloatVector.fromArray(F4, b1, v109);
      FloatVector x37 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 359), w87.cast(F4));
      FloatVector w112 = x34.fma(k36, w104.fma(k37, x35.fma(k33, x32.fma(k34, w98.fma(k31, x33.fma(k32, k29))))));
      FloatVector w113 = w110.fma(k39, x37.fma(k35, w112));
      ((FloatVector) F4_TYPE.cast(x36.fma(k38, w113))).intoArray(b2, v103);
      float[] g1 = b1;
      int o1 = v81 + 381;
      if (o1 < 0 || o1 > b1.length - 4) {
        g1 = edge4float(b1, o1, 1, t0);
        o1 = 0;
      }
      FloatVector x38 = k29.blend(FloatVector.fromArray(F4, g1, o1), w83.cast(F4));
      int v115 = v81 + 380;
      FloatVector w116 = FloatVector.fromArray(F4, b1, v115);
      FloatVector x39 = k29.blend(FloatVector.fromArray(F4, b1, v81 + 379), w87.cast(F4));
      FloatVector w118 = x36.fma(k36, w110.fma(k37, x37.fma(k33, x34.fma(k34, w104.fma(k31, x35.fma(k32, k29))))));
      FloatVector w119 = w116.fma(k39, x39.fma(k35, w118));
      ((FloatVector) F4_TYPE.cast(x38.fma(k38, w119))).intoArray(b2, v109);
      FloatVector w120 = x38.fma(k36, w116.fma(k37, x39.fma(k33, x36.fma(k34, w110.fma(k31, x37.fma(k32, k29))))));
      ((FloatVector) F4_TYPE.cast(k29.fma(k38, k29.fma(k39, k29.fma(k35, w120))))).intoArray(b2, v115);
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
      stage0(v5, v6, v7, v11, v3, v4, v2, v8, v9, v10, v0, b1, t0, b2);
      stage1(v9, v10, v7, v8, v4, v5, v6, v2, v3, v0, b1, b2);
      stage2(v9, v10, v7, v8, v4, v5, v6, v2, v3, v0, b1, b2, t0);
    }
  }

  /**
   * What lies inside of the array.
   */
  private static float[] edge4float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 4; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

