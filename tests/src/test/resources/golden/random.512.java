package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class mul_2x4096 implements KernelCode {
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
    segment0(first, last, scalars[0], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void stage0(int v3, int v1, int v5, int v4, int v6, int v0, int v7, int v8,
      int v11, int v9, int v12, float[] b0, float[] b1, int v13) {
    IntVector k14 = IntVector.fromArray(I16, I16_BY_1, 0);
    IntVector k15 = IntVector.broadcast(I16, v3);
    IntVector k16 = IntVector.broadcast(I16, v1);
    IntVector k17 = IntVector.broadcast(I16, v5);
    IntVector k18 = IntVector.broadcast(I16, v4);
    IntVector k19 = IntVector.broadcast(I16, v6);
    IntVector k20 = IntVector.broadcast(I16, v0);
    IntVector k21 = IntVector.broadcast(I16, v7);
    IntVector k22 = IntVector.broadcast(I16, v8);
    IntVector k23 = IntVector.broadcast(I16, 0);
    FloatVector k24 = FloatVector.broadcast(F16, 2.0f);
    FloatVector k25 = FloatVector.broadcast(F16, 0.0f);
    for (int i1 = 0; i1 < v11; i1 += 16) {
      int v26 = v9 + i1;
      IntVector k27 = IntVector.broadcast(I16, v12 + i1);
      IntVector w28 = k27.add(k14);
      IntVector w29 = k15.lanewise(VectorOperators.XOR, w28);
      IntVector w30 = w28.add(w29);
      IntVector w31 = w29.lanewise(VectorOperators.LSHL, 15).or(w29.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w30);
      IntVector w32 = w30.add(w31);
      IntVector w33 = w31.lanewise(VectorOperators.LSHL, 26).or(w31.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w32);
      IntVector w34 = w32.add(w33);
      IntVector w35 = w33.lanewise(VectorOperators.LSHL, 6).or(w33.lanewise(VectorOperators.LSHR, 26)).lanewise(VectorOperators.XOR, w34).add(k17);
      IntVector w36 = w34.add(k16).add(w35);
      IntVector w37 = w35.lanewise(VectorOperators.LSHL, 17).or(w35.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w36);
      IntVector w38 = w36.add(w37);
      IntVector w39 = w37.lanewise(VectorOperators.LSHL, 29).or(w37.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w38);
      IntVector w40 = w38.add(w39);
      IntVector w41 = w39.lanewise(VectorOperators.LSHL, 16).or(w39.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w40);
      IntVector w42 = w40.add(w41);
      IntVector w43 = w41.lanewise(VectorOperators.LSHL, 24).or(w41.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w42).add(k19);
      IntVector w44 = w42.add(k18).add(w43);
      IntVector w45 = w43.lanewise(VectorOperators.LSHL, 13).or(w43.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w44);
      IntVector w46 = w44.add(w45);
      IntVector w47 = w45.lanewise(VectorOperators.LSHL, 15).or(w45.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w46);
      IntVector w48 = w46.add(w47);
      IntVector w49 = w47.lanewise(VectorOperators.LSHL, 26).or(w47.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w48);
      IntVector w50 = w48.add(w49);
      IntVector w51 = w49.lanewise(VectorOperators.LSHL, 6).or(w49.lanewise(VectorOperators.LSHR, 26)).lanewise(VectorOperators.XOR, w50).add(k21);
      IntVector w52 = w50.add(k20).add(w51);
      IntVector w53 = w51.lanewise(VectorOperators.LSHL, 17).or(w51.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w52);
      IntVector w54 = w52.add(w53);
      IntVector w55 = w53.lanewise(VectorOperators.LSHL, 29).or(w53.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w54);
      IntVector w56 = w54.add(w55);
      IntVector w57 = w55.lanewise(VectorOperators.LSHL, 16).or(w55.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w56);
      IntVector w58 = w56.add(w57);
      IntVector w59 = w57.lanewise(VectorOperators.LSHL, 24).or(w57.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w58).add(k22);
      IntVector w60 = w58.add(k16).add(w59);
      IntVector w61 = w59.lanewise(VectorOperators.LSHL, 13).or(w59.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w60);
      IntVector w62 = w60.add(w61);
      IntVector w63 = w61.lanewise(VectorOperators.LSHL, 15).or(w61.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w62);
      IntVector w64 = w62.add(w63);
      IntVector w65 = w64.add(w63.lanewise(VectorOperators.LSHL, 26).or(w63.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w64));
      ((FloatVector) F16_TYPE.cast(k25.blend(FloatVector.fromArray(F16, b0, v26).mul(k24), w65.add(k18).compare(VectorOperators.LT, k23).cast(F16)))).intoArray(b1, v26);
    }
    for (int i2 = 0; i2 < v13; i2++) {
      int v66 = v11 + i2;
      int v67 = v9 + v66;
      int v68 = v12 + v66;
      int v69 = v3 ^ v68;
      int v70 = v68 + v69;
      int v71 = (v69 << 15 | v69 >>> 17) ^ v70;
      int v72 = v70 + v71;
      int v73 = (v71 << 26 | v71 >>> 6) ^ v72;
      int v74 = v72 + v73;
      int v75 = ((v73 << 6 | v73 >>> 26) ^ v74) + v5;
      int v76 = v74 + v1 + v75;
      int v77 = (v75 << 17 | v75 >>> 15) ^ v76;
      int v78 = v76 + v77;
      int v79 = (v77 << 29 | v77 >>> 3) ^ v78;
      int v80 = v78 + v79;
      int v81 = (v79 << 16 | v79 >>> 16) ^ v80;
      int v82 = v80 + v81;
      int v83 = ((v81 << 24 | v81 >>> 8) ^ v82) + v6;
      int v84 = v82 + v4 + v83;
      int v85 = (v83 << 13 | v83 >>> 19) ^ v84;
      int v86 = v84 + v85;
      int v87 = (v85 << 15 | v85 >>> 17) ^ v86;
      int v88 = v86 + v87;
      int v89 = (v87 << 26 | v87 >>> 6) ^ v88;
      int v90 = v88 + v89;
      int v91 = ((v89 << 6 | v89 >>> 26) ^ v90) + v7;
      int v92 = v90 + v0 + v91;
      int v93 = (v91 << 17 | v91 >>> 15) ^ v92;
      int v94 = v92 + v93;
      int v95 = (v93 << 29 | v93 >>> 3) ^ v94;
      int v96 = v94 + v95;
      int v97 = (v95 << 16 | v95 >>> 16) ^ v96;
      int v98 = v96 + v97;
      int v99 = ((v97 << 24 | v97 >>> 8) ^ v98) + v8;
      int v100 = v98 + v1 + v99;
      int v101 = (v99 << 13 | v99 >>> 19) ^ v100;
      int v102 = v100 + v101;
      int v103 = (v101 << 15 | v101 >>> 17) ^ v102;
      int v104 = v102 + v103;
      int v105 = v104 + ((v103 << 26 | v103 >>> 6) ^ v104);
      b1[v67] = v105 + v4 < 0 ? b0[v67] * 2.0f : 0.0f;
    }
  }

  private static void segment0(int first, int last, long s0, float[] b0, float[] b1) {
    int v0 = (int) s0;
    int v1 = (int) (s0 >>> 32L);
    int v2 = v0 + v1;
    int v3 = v1 << 13 | v1 >>> 19;
    int v4 = v0 ^ v1 ^ 466688986;
    int v5 = v4 + 1;
    int v6 = v0 + 2;
    int v7 = v1 + 3;
    int v8 = v4 + 4;
    for (int i0 = first; i0 < last; i0++) {
      int v9 = i0 * 4096;
      int v10 = Math.min(6144 - v9, 4096);
      int v11 = v10 / 16 * 16;
      int v12 = v2 + v9;
      int v13 = v10 - v11;
      stage0(v3, v1, v5, v4, v6, v0, v7, v8, v11, v9, v12, b0, b1, v13);
    }
  }
}

