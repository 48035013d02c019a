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

  private static void stage0(float v2, float v3, float v4, float v5, float v6, float v7, float v11,
      float v8, float v9, float v10, int v0, float[] b1, float[] t0, float[] b2) {
    FloatVector z0 = FloatVector.broadcast(F4, 0.0f);
    IntVector k12 = IntVector.fromArray(I4, I4_BY_1, 0);
    IntVector k13 = IntVector.broadcast(I4, 19);
    FloatVector k14 = FloatVector.broadcast(F4, v2);
    FloatVector k15 = FloatVector.broadcast(F4, v3);
    IntVector k16 = IntVector.broadcast(I4, 0);
    FloatVector k17 = FloatVector.broadcast(F4, v4);
    FloatVector k18 = FloatVector.broadcast(F4, v5);
    FloatVector k19 = FloatVector.broadcast(F4, v6);
    FloatVector k20 = FloatVector.broadcast(F4, v7);
    FloatVector k21 = FloatVector.broadcast(F4, v11);
    FloatVector k22 = FloatVector.broadcast(F4, v8);
    FloatVector k23 = FloatVector.broadcast(F4, v9);
    FloatVector k24 = FloatVector.broadcast(F4, v10);
    FloatVector k25 = FloatVector.broadcast(F4, 0.0f);
    for (int i1 = 0; i1 < 20; i1 += 4) {
      int v26 = v0 + i1;
      IntVector k27 = IntVector.broadcast(I4, i1);
      IntVector w28 = k27.add(k12);
      VectorMask w29 = w28.compare(VectorOperators.LT, k13);
      FloatVector x0 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 21), w29.cast(F4));
      int v31 = v26 + 20;
      FloatVector w32 = FloatVector.fromArray(F4, b1, v31);
      VectorMask w33 = k16.compare(VectorOperators.LT, w28);
      FloatVector x1 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 19), w33.cast(F4));
      FloatVector x2 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 1), w29.cast(F4));
      FloatVector w36 = FloatVector.fromArray(F4, b1, v26);
      float[] g0 = b1;
      int o0 = v26 - 1;
      if (o0 < 0 || o0 > b1.length - 4) {
        g0 = edge4float(b1, o0, 1, t0);
        o0 = 0;
      }
      FloatVector x3 = z0.blend(FloatVector.fromArray(F4, g0, o0), w33.cast(F4));
      FloatVector w38 = x2.fma(k18, w36.fma(k19, x3.fma(k20, k21)));
      FloatVector w39 = w32.fma(k15, x1.fma(k17, w38));
      ((FloatVector) F4_TYPE.cast(x0.fma(k14, w39))).intoArray(b2, v26);
      FloatVector x4 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 41), w29.cast(F4));
      int v41 = v26 + 40;
      FloatVector w42 = FloatVector.fromArray(F4, b1, v41);
      FloatVector x5 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 39), w33.cast(F4));
      FloatVector w44 = x0.fma(k18, w32.fma(k19, x1.fma(k20, x2.fma(k22, w36.fma(k23, x3.fma(k24, k25))))));
      FloatVector w45 = w42.fma(k15, x5.fma(k17, w44));
      ((FloatVector) F4_TYPE.cast(x4.fma(k14, w45))).intoArray(b2, v31);
      FloatVector x6 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 61), w29.cast(F4));
      int v47 = v26 + 60;
      FloatVector w48 = FloatVector.fromArray(F4, b1, v47);
      FloatVector x7 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 59), w33.cast(F4));
      FloatVector w50 = x4.fma(k18, w42.fma(k19, x5.fma(k20, x0.fma(k22, w32.fma(k23, x1.fma(k24, k25))))));
      FloatVector w51 = w48.fma(k15, x7.fma(k17, w50));
      ((FloatVector) F4_TYPE.cast(x6.fma(k14, w51))).intoArray(b2, v41);
      FloatVector x8 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 81), w29.cast(F4));
      int v53 = v26 + 80;
      FloatVector w54 = FloatVector.fromArray(F4, b1, v53);
      FloatVector x9 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 79), w33.cast(F4));
      FloatVector w56 = x6.fma(k18, w48.fma(k19, x7.fma(k20, x4.fma(k22, w42.fma(k23, x5.fma(k24, k25))))));
      FloatVector w57 = w54.fma(k15, x9.fma(k17, w56));
      ((FloatVector) F4_TYPE.cast(x8.fma(k14, w57))).intoArray(b2, v47);
      FloatVector x10 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 101), w29.cast(F4));
      int v59 = v26 + 100;
      FloatVector w60 = FloatVector.fromArray(F4, b1, v59);
      FloatVector x11 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 99), w33.cast(F4));
      FloatVector w62 = x8.fma(k18, w54.fma(k19, x9.fma(k20, x6.fma(k22, w48.fma(k23, x7.fma(k24, k25))))));
      FloatVector w63 = w60.fma(k15, x11.fma(k17, w62));
      ((FloatVector) F4_TYPE.cast(x10.fma(k14, w63))).intoArray(b2, v53);
      FloatVector w64 = x10.fma(k18, w60.fma(k19, x11.fma(k20, x8.fma(k22, w54.fma(k23, x9.fma(k24, k25))))));
      FloatVector x12 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 119), w33.cast(F4));
      FloatVector w65 = FloatVector.fromArray(F4, b1, v26 + 120).fma(k15, x12.fma(k17, w64));
      FloatVector x13 = z0.blend(FloatVector.fromArray(F4, b1, v26 + 121), w29.cast(F4));
      ((FloatVector) F4_TYPE.cast(x13.fma(k14, w65))).intoArray(b2, v59);
    }
  }

  private static void stage1(int v0, float v2, float v3, float v4, float v5, float v6, float v7,
      float v8, float v9, float v10, float[] b1, float[] b2) {
    for (int i2 = 0; i2 < 2; i2++) {
      int v66 = v0 + i2 * 80;
      FloatVector z1 = FloatVector.broadcast(F4, 0.0f);
      IntVector k67 = IntVector.fromArray(I4, I4_BY_1, 0);
      IntVector k68 = IntVector.broadcast(I4, 19);
      FloatVector k69 = FloatVector.broadcast(F4, v2);
      FloatVector k70 = FloatVector.broadcast(F4, v3);
      IntVector k71 = IntVector.broadcast(I4, 0);
      FloatVector k72 = FloatVector.broadcast(F4, v4);
      FloatVector k73 = FloatVector.broadcast(F4, v5);
      FloatVector k74 = FloatVector.broadcast(F4, v6);
      FloatVector k75 = FloatVector.broadcast(F4, v7);
      FloatVector k76 = FloatVector.broadcast(F4, v8);
      FloatVector k77 = FloatVector.broadcast(F4, v9);
      FloatVector k78 = FloatVector.broadcast(F4, v10);
      FloatVector k79 = FloatVector.broadcast(F4, 0.0f);
      for (int i3 = 0; i3 < 20; i3 += 4) {
        int v80 = v66 + i3;
        int v81 = v80 + 120;
        IntVector k82 = IntVector.broadcast(I4, i3);
        IntVector w83 = k82.add(k67);
        VectorMask w84 = w83.compare(VectorOperators.LT, k68);
        FloatVector x14 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 141), w84.cast(F4));
        int v86 = v80 + 140;
        FloatVector w87 = FloatVector.fromArray(F4, b1, v86);
        VectorMask w88 = k71.compare(VectorOperators.LT, w83);
        FloatVector x15 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 139), w88.cast(F4));
        FloatVector x16 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 121), w84.cast(F4));
        FloatVector w91 = FloatVector.fromArray(F4, b1, v81);
        FloatVector x17 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 119), w88.cast(F4));
        FloatVector x18 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 99), w88.cast(F4));
        FloatVector w93 = FloatVector.fromArray(F4, b1, v80 + 100).fma(k77, x18.fma(k78, k79));
        FloatVector x19 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 101), w84.cast(F4));
        FloatVector w94 = x17.fma(k75, x19.fma(k76, w93));
        FloatVector w95 = x15.fma(k72, x16.fma(k73, w91.fma(k74, w94)));
        FloatVector w96 = x14.fma(k69, w87.fma(k70, w95));
        ((FloatVector) F4_TYPE.cast(w96)).intoArray(b2, v81);
        FloatVector x20 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 161), w84.cast(F4));
        int v98 = v80 + 160;
        FloatVector w99 = FloatVector.fromArray(F4, b1, v98);
        FloatVector x21 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 159), w88.cast(F4));
        FloatVector w101 = x14.fma(k73, w87.fma(k74, x15.fma(k75, x16.fma(k76, w91.fma(k77, x17.fma(k78, k79))))));
        FloatVector w102 = w99.fma(k70, x21.fma(k72, w101));
        ((FloatVector) F4_TYPE.cast(x20.fma(k69, w102))).intoArray(b2, v86);
        FloatVector x22 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 181), w84.cast(F4));
        int v104 = v80 + 180;
        FloatVector w105 = FloatVector.fromArray(F4, b1, v104);
        FloatVector x23 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 179), w88.cast(F4));
        FloatVector w107 = x20.fma(k73, w99.fma(k74, x21.fma(k75, x14.fma(k76, w87.fma(k77, x15.fma(k78, k79))))));
        FloatVector w108 = w105.fma(k70, x23.fma(k72, w107));
        ((FloatVector) F4_TYPE.cast(x22.fma(k69, w108))).intoArray(b2, v98);
        FloatVector w109 = x22.fma(k73, w105.fma(k74, x23.fma(k75, x20.fma(k76, w99.fma(k77, x21.fma(k78, k79))))));
        FloatVector x24 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 199), w88.cast(F4));
        FloatVector w110 = FloatVector.fromArray(F4, b1, v80 + 200).fma(k70, x24.fma(k72, w109));
        FloatVector x25 = z1.blend(FloatVector.fromArray(F4, b1, v80 + 201), w84.cast(F4));
        ((FloatVector) F4_TYPE.cast(x25.fma(k69, w110))).intoArray(b2, v104);
      }
    }
  }

  private static void stage2(float v2, float v3, float v4, float v5, float v6, float v7, float v8,
      float v9, float v10, int v0, float[] b1, float[] b2, float[] t0) {
    FloatVector z2 = FloatVector.broadcast(F4, 0.0f);
    IntVector k111 = IntVector.fromArray(I4, I4_BY_1, 0);
    IntVector k112 = IntVector.broadcast(I4, 19);
    FloatVector k113 = FloatVector.broadcast(F4, v2);
    FloatVector k114 = FloatVector.broadcast(F4, v3);
    IntVector k115 = IntVector.broadcast(I4, 0);
    FloatVector k116 = FloatVector.broadcast(F4, v4);
    FloatVector k117 = FloatVector.broadcast(F4, v5);
    FloatVector k118 = FloatVector.broadcast(F4, v6);
    FloatVector k119 = FloatVector.broadcast(F4, v7);
    FloatVector k120 = FloatVector.broadcast(F4, v8);
    FloatVector k121 = FloatVector.broadcast(F4, v9);
    FloatVector k122 = FloatVector.broadcast(F4, v10);
    FloatVector k123 = FloatVector.broadcast(F4, 0.0f);
    for (int i4 = 0; i4 < 20; i4 += 4) {
      int v124 = v0 + i4;
      int v125 = v124 + 280;
      IntVector k126 = IntVector.broadcast(I4, i4);
      IntVector w127 = k126.add(k111);
      VectorMask w128 = w127.compare(VectorOperators.LT, k112);
      FloatVector x26 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 301), w128.cast(F4));
      int v130 = v124 + 300;
      FloatVector w131 = FloatVector.fromArray(F4, b1, v130);
      VectorMask w132 = k115.compare(VectorOperators.LT, w127);
      FloatVector x27 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 299), w132.cast(F4));
      FloatVector x28 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 281), w128.cast(F4));
      FloatVector w135 = FloatVector.fromArray(F4, b1, v125);
      FloatVector x29 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 279), w132.cast(F4));
      FloatVector x30 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 259), w132.cast(F4));
      FloatVector w137 = FloatVector.fromArray(F4, b1, v124 + 260).fma(k121, x30.fma(k122, k123));
      FloatVector x31 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 261), w128.cast(F4));
      FloatVector w138 = x29.fma(k119, x31.fma(k120, w137));
      FloatVector w139 = x27.fma(k116, x28.fma(k117, w135.fma(k118, w138)));
      FloatVector w140 = x26.fma(k113, w131.fma(k114, w139));
      ((FloatVector) F4_TYPE.cast(w140)).intoArray(b2, v125);
      FloatVector x32 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 321), w128.cast(F4));
      int v142 = v124 + 320;
      FloatVector w143 = FloatVector.fromArray(F4, b1, v142);
      FloatVector x33 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 319), w132.cast(F4));
      FloatVector w145 = x26.fma(k117, w131.fma(k118, x27.fma(k119, x28.fma(k120, w135.fma(k121, x29.fma(k122, k123))))));
      FloatVector w146 = w143.fma(k114, x33.fma(k116, w145));
      ((FloatVector) F4_TYPE.cast(x32.fma(k113, w146))).intoArray(b2, v130);
      FloatVector x34 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 341), w128.cast(F4));
      int v148 = v124 + 340;
      FloatVector w149 = FloatVector.fromArray(F4, b1, v148);
      FloatVector x35 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 339), w132.cast(F4));
      FloatVector w151 = x32.fma(k117, w143.fma(k118, x33.fma(k119, x26.fma(k120, w131.fma(k121, x27.fma(k122, k123))))));
      FloatVector w152 = w149.fma(k114, x35.fma(k116, w151));
      ((FloatVector) F4_TYPE.cast(x34.fma(k113, w152))).intoArray(b2, v142);
      FloatVector x36 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 361), w128.cast(F4));
      int v154 = v124 + 360;
      FloatVector w155 = FloatVector.fromArray(F4, b1, v154);
      FloatVector x37 = z2.blend(FloatVector.fromArray(F4, b1, v124 + 359), w132.cast(F4));
      FloatVector w157 = x34.fma(k117, w149.fma(k118, x35.fma(k119, x32.fma(k120, w143.fma(k121, x33.fma(k122, k123))))));
      FloatVector w158 = w155.fma(k114, x37.fma(k116, w157));
      ((FloatVector) F4_TYPE.cast(x36.fma(k113, w158))).intoArray(b2, v148);
      float[] g1 = b1;
      int o1 = v124 + 381;
      if (o1 < 0 || o1 > b1.length - 4) {
        g1 = edge4float(b1, o1, 1, t0);
        o1 = 0;
      }
      FloatVector x38 = z2.blend(FloatVector.fromArray(F4, g1, o1), w128.cast(F4));
      int v160 = v124 + 380;
      FloatVector w161 = FloatVector.fromArray(F4, b1, v160);
      float[] g2 = b1;
      int o2 = v124 + 379;
      if (o2 < 0 || o2 > b1.length - 4) {
        g2 = edge4float(b1, o2, 1, t0);
        o2 = 0;
      }
      FloatVector x39 = z2.blend(FloatVector.fromArray(F4, g2, o2), w132.cast(F4));
      FloatVector w163 = x36.fma(k117, w155.fma(k118, x37.fma(k119, x34.fma(k120, w149.fma(k121, x35.fma(k122, k123))))));
      FloatVector w164 = w161.fma(k114, x39.fma(k116, w163));
      ((FloatVector) F4_TYPE.cast(x38.fma(k113, w164))).intoArray(b2, v154);
      FloatVector w165 = x38.fma(k117, w161.fma(k118, x39.fma(k119, x36.fma(k120, w155.fma(k121, x37.fma(k122, k123))))));
      ((FloatVector) F4_TYPE.cast(k123.fma(k113, k123.fma(k114, k123.fma(k116, w165))))).intoArray(b2, v160);
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
  private static float[] edge4float(float[] from, int at, int step, float[] to) {
    for (int lane = 0; lane < 4; lane++) {
      int i = at + lane * step;
      to[lane] = i >= 0 && i < from.length ? from[i] : 0;
    }
    return to;
  }
}

