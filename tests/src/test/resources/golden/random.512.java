package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class Mul2x4096 implements KernelCode {
  private static final VectorSpecies I16 = IntVector.SPECIES_512;

  private static final int[] I16_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  private static final VectorSpecies F16 = FloatVector.SPECIES_512;

  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, scalars[0], (float[]) buffers[1], (float[]) buffers[0]);
  }

  private static void stage0(int v6, int v17, int v4, int v18, int v1, int v19, int v0, int v20,
      int v16, int v21, int v15, int v14, float[] b0, float[] b1) {
    int i1 = 0;
    IntVector k0 = IntVector.fromArray(I16, I16_BY_1, 0);
    IntVector k1 = IntVector.broadcast(I16, v6);
    IntVector k2 = IntVector.broadcast(I16, v17);
    IntVector k3 = IntVector.broadcast(I16, v4);
    IntVector k4 = IntVector.broadcast(I16, 1);
    IntVector k5 = IntVector.broadcast(I16, v18);
    IntVector k6 = IntVector.broadcast(I16, v1);
    IntVector k7 = IntVector.broadcast(I16, 2);
    IntVector k8 = IntVector.broadcast(I16, v19);
    IntVector k9 = IntVector.broadcast(I16, 3);
    IntVector k10 = IntVector.broadcast(I16, v0);
    IntVector k11 = IntVector.broadcast(I16, v20);
    IntVector k12 = IntVector.broadcast(I16, 6);
    IntVector k13 = IntVector.broadcast(I16, v16);
    IntVector k14 = IntVector.broadcast(I16, 4);
    IntVector k15 = IntVector.broadcast(I16, v21);
    IntVector k16 = IntVector.broadcast(I16, 10);
    IntVector k17 = IntVector.broadcast(I16, 0);
    FloatVector k18 = FloatVector.broadcast(F16, 2.0f);
    FloatVector k19 = FloatVector.broadcast(F16, 0.0f);
    for (; i1 <= v15 - 16; i1 += 16) {
      int v22 = v14 + i1;
      int v23 = v17 + i1;
      IntVector w23 = IntVector.broadcast(I16, v23).add(k0);
      IntVector w24 = k1.lanewise(VectorOperators.XOR, w23);
      IntVector w25 = w24.lanewise(VectorOperators.LSHL, 15).or(w24.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w23.add(w24));
      IntVector w26 = k2.add(w25).add(IntVector.broadcast(I16, i1).add(k0)).add(w24);
      IntVector w27 = w25.lanewise(VectorOperators.LSHL, 26).or(w25.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w26);
      IntVector w28 = w27.lanewise(VectorOperators.LSHL, 6).or(w27.lanewise(VectorOperators.LSHR, 26)).lanewise(VectorOperators.XOR, w26.add(w27));
      IntVector w29 = k3.add(w28);
      IntVector w30 = w29.add(k4);
      IntVector w31 = k5.add(w28);
      IntVector w32 = w31.add(w25);
      IntVector w33 = w32.add(IntVector.broadcast(I16, i1).add(k0)).add(w24).add(w27).add(k4);
      IntVector w34 = w30.lanewise(VectorOperators.LSHL, 17).or(w30.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w33);
      IntVector w35 = w34.lanewise(VectorOperators.LSHL, 29);
      IntVector w36 = w35.or(w34.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w32.add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w24).add(w27).add(k4));
      IntVector w37 = w31.add(w36).add(w25).add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w24).add(w27);
      IntVector w38 = w36.lanewise(VectorOperators.LSHL, 16).or(w36.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w37.add(k4));
      IntVector w39 = w38.lanewise(VectorOperators.LSHL, 24);
      IntVector w40 = k5.add(w38).add(w28).add(w36).add(w25).add(w34).add(IntVector.broadcast(I16, i1).add(k0));
      IntVector w41 = w39.or(w38.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w40.add(w24).add(w27).add(k4));
      IntVector w42 = k6.add(w41).add(k7);
      IntVector w43 = k8.add(w38);
      IntVector w44 = w43.add(w28).add(w36);
      IntVector w45 = w44.add(w25).add(w41).add(w34);
      IntVector w46 = w42.lanewise(VectorOperators.LSHL, 13).or(w42.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w45.add(IntVector.broadcast(I16, i1).add(k0)).add(w24).add(w27).add(k9));
      IntVector w47 = w44.add(w46).add(w25).add(w41);
      IntVector w48 = w47.add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w24);
      IntVector w49 = w46.lanewise(VectorOperators.LSHL, 15).or(w46.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w48.add(w27).add(k9));
      IntVector w50 = w47.add(w49).add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w24).add(w27).add(k9);
      IntVector w51 = w49.lanewise(VectorOperators.LSHL, 26).or(w49.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w50);
      IntVector w52 = w51.lanewise(VectorOperators.LSHL, 6).or(w51.lanewise(VectorOperators.LSHR, 26));
      IntVector w53 = w43.add(w51).add(w28).add(w36).add(w46).add(w25).add(w41);
      IntVector w54 = w53.add(w49).add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w24).add(w27).add(k9);
      IntVector w55 = w52.lanewise(VectorOperators.XOR, w54);
      IntVector w56 = k10.add(w55).add(k9);
      IntVector w57 = w56.lanewise(VectorOperators.LSHL, 17).or(w56.lanewise(VectorOperators.LSHR, 15));
      IntVector w58 = k11.add(w38).add(w55).add(w51).add(w28);
      IntVector w59 = w58.add(w36).add(w46);
      IntVector w60 = w59.add(w25).add(w41).add(w49).add(w34).add(IntVector.broadcast(I16, i1).add(k0));
      IntVector w61 = w60.add(w24);
      IntVector w62 = w61.add(w27);
      IntVector w63 = w57.lanewise(VectorOperators.XOR, w62.add(k12));
      IntVector w64 = w63.lanewise(VectorOperators.LSHL, 29).or(w63.lanewise(VectorOperators.LSHR, 3));
      IntVector w65 = w64.lanewise(VectorOperators.XOR, w62.add(w63).add(k12));
      IntVector w66 = w65.lanewise(VectorOperators.LSHL, 16).or(w65.lanewise(VectorOperators.LSHR, 16));
      IntVector w67 = w66.lanewise(VectorOperators.XOR, w60.add(w65).add(w24).add(w27).add(w63).add(k12));
      IntVector w68 = w58.add(w67).add(w36).add(w46).add(w25).add(w41).add(w49);
      IntVector w69 = w68.add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w65).add(w24).add(w27).add(w63);
      IntVector w70 = w67.lanewise(VectorOperators.LSHL, 24).or(w67.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w69.add(k12));
      IntVector w71 = k13.add(w70);
      IntVector w72 = k3.add(w70).add(k14);
      IntVector w73 = k15.add(w70).add(w38).add(w55).add(w51).add(w28);
      IntVector w74 = w73.add(w67);
      IntVector w75 = w74.add(w36).add(w46).add(w25).add(w41).add(w49).add(w34);
      IntVector w76 = w75.add(IntVector.broadcast(I16, i1).add(k0)).add(w65).add(w24).add(w27).add(w63).add(k16);
      IntVector w77 = w72.lanewise(VectorOperators.LSHL, 13).or(w72.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w76);
      IntVector w78 = w71.add(w38).add(w55).add(w51).add(w28).add(w77).add(w67);
      IntVector w79 = w78.add(w36).add(w46).add(w25).add(w41).add(w49).add(w34);
      IntVector w80 = w73.add(w77).add(w67).add(w36).add(w46).add(w25).add(w41);
      IntVector w81 = w80.add(w49).add(w34).add(IntVector.broadcast(I16, i1).add(k0)).add(w65).add(w24).add(w27);
      IntVector w82 = w81.add(w63);
      IntVector w83 = w77.lanewise(VectorOperators.LSHL, 15).or(w77.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w82.add(k16));
      IntVector w84 = w79.add(IntVector.broadcast(I16, i1).add(k0)).add(w65).add(w24).add(w27).add(w63).add(w83);
      IntVector w85 = w83.lanewise(VectorOperators.LSHL, 26).or(w83.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w82.add(w83).add(k16));
      FloatVector w86 = k19.blend(FloatVector.fromArray(F16, b0, v22).mul(k18), w84.add(w85).add(k16).compare(VectorOperators.LT, k17).cast(F16));
      w86.intoArray(b1, v22);
    }
    for (; i1 < v15; i1++) {
      int v22 = v14 + i1;
      int v23 = v17 + i1;
      int v24 = v6 ^ v23;
      int v25 = (v24 << 15 | v24 >>> 17) ^ v23 + v24;
      int v26 = v17 + v25 + i1 + v24;
      int v27 = (v25 << 26 | v25 >>> 6) ^ v26;
      int v28 = (v27 << 6 | v27 >>> 26) ^ v26 + v27;
      int v29 = v4 + v28;
      int v30 = v29 + 1;
      int v31 = v18 + v28;
      int v32 = v31 + v25;
      int v33 = v32 + i1 + v24 + v27 + 1;
      int v34 = (v30 << 17 | v30 >>> 15) ^ v33;
      int v35 = v34 << 29;
      int v36 = (v35 | v34 >>> 3) ^ v32 + v34 + i1 + v24 + v27 + 1;
      int v37 = v31 + v36 + v25 + v34 + i1 + v24 + v27;
      int v38 = (v36 << 16 | v36 >>> 16) ^ v37 + 1;
      int v39 = v38 << 24;
      int v40 = v18 + v38 + v28 + v36 + v25 + v34 + i1;
      int v41 = (v39 | v38 >>> 8) ^ v40 + v24 + v27 + 1;
      int v42 = v1 + v41 + 2;
      int v43 = v19 + v38;
      int v44 = v43 + v28 + v36;
      int v45 = v44 + v25 + v41 + v34;
      int v46 = (v42 << 13 | v42 >>> 19) ^ v45 + i1 + v24 + v27 + 3;
      int v47 = v44 + v46 + v25 + v41;
      int v48 = v47 + v34 + i1 + v24;
      int v49 = (v46 << 15 | v46 >>> 17) ^ v48 + v27 + 3;
      int v50 = v47 + v49 + v34 + i1 + v24 + v27 + 3;
      int v51 = (v49 << 26 | v49 >>> 6) ^ v50;
      int v52 = v51 << 6 | v51 >>> 26;
      int v53 = v43 + v51 + v28 + v36 + v46 + v25 + v41;
      int v54 = v53 + v49 + v34 + i1 + v24 + v27 + 3;
      int v55 = v52 ^ v54;
      int v56 = v0 + v55 + 3;
      int v57 = v56 << 17 | v56 >>> 15;
      int v58 = v20 + v38 + v55 + v51 + v28;
      int v59 = v58 + v36 + v46;
      int v60 = v59 + v25 + v41 + v49 + v34 + i1;
      int v61 = v60 + v24;
      int v62 = v61 + v27;
      int v63 = v57 ^ v62 + 6;
      int v64 = v63 << 29 | v63 >>> 3;
      int v65 = v64 ^ v62 + v63 + 6;
      int v66 = v65 << 16 | v65 >>> 16;
      int v67 = v66 ^ v60 + v65 + v24 + v27 + v63 + 6;
      int v68 = v58 + v67 + v36 + v46 + v25 + v41 + v49;
      int v69 = v68 + v34 + i1 + v65 + v24 + v27 + v63;
      int v70 = (v67 << 24 | v67 >>> 8) ^ v69 + 6;
      int v71 = v16 + v70;
      int v72 = v4 + v70 + 4;
      int v73 = v21 + v70 + v38 + v55 + v51 + v28;
      int v74 = v73 + v67;
      int v75 = v74 + v36 + v46 + v25 + v41 + v49 + v34;
      int v76 = v75 + i1 + v65 + v24 + v27 + v63 + 10;
      int v77 = (v72 << 13 | v72 >>> 19) ^ v76;
      int v78 = v71 + v38 + v55 + v51 + v28 + v77 + v67;
      int v79 = v78 + v36 + v46 + v25 + v41 + v49 + v34;
      int v80 = v73 + v77 + v67 + v36 + v46 + v25 + v41;
      int v81 = v80 + v49 + v34 + i1 + v65 + v24 + v27;
      int v82 = v81 + v63;
      int v83 = (v77 << 15 | v77 >>> 17) ^ v82 + 10;
      int v84 = v79 + i1 + v65 + v24 + v27 + v63 + v83;
      int v85 = (v83 << 26 | v83 >>> 6) ^ v82 + v83 + 10;
      float v86 = v84 + v85 + 10 < 0 ? b0[v22] * 2.0f : 0.0f;
      b1[v22] = v86;
    }
  }

  private static void segment0(int first, int last, long s0, float[] b0, float[] b1) {
    int v0 = (int) (s0 >>> 32L);
    int v1 = (int) s0;
    int v2 = v1 * 3;
    int v3 = v0 * 4 + v2;
    int v4 = v1 ^ v0 ^ 466688986;
    int v5 = v3 + v4 * 4;
    int v6 = v0 << 13 | v0 >>> 19;
    int v7 = v0 + v1;
    int v8 = v0 * 2;
    int v9 = v8 + v1 + v4;
    int v10 = v4 * 2;
    int v11 = v8 + v1 * 2 + v10;
    int v12 = v0 * 3 + v2 + v10;
    int v13 = v3 + v4 * 3;
    for (int i0 = first; i0 < last; i0++) {
      int v14 = i0 * 4096;
      int v15 = Math.min(4096, 6144 - v14);
      int v16 = v5 + v14;
      int v17 = v7 + v14;
      int v18 = v9 + v14;
      int v19 = v11 + v14;
      int v20 = v12 + v14;
      int v21 = v13 + v14;
      stage0(v6, v17, v4, v18, v1, v19, v0, v20, v16, v21, v15, v14, b0, b1);
    }
  }
}

