package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

public final class mul_2x4096 implements KernelCode {
  private static final VectorSpecies I8 = IntVector.SPECIES_256;

  private static final int[] I8_BY_1 = {0, 1, 2, 3, 4, 5, 6, 7};

  private static final VectorSpecies F8 = FloatVector.SPECIES_256;

  private static final Class F8_TYPE = F8.vectorType();

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
      int v21, int v16, int v15, int v14, float[] b0, float[] b1) {
    int i1 = 0;
    IntVector k0 = IntVector.broadcast(I8, v6);
    IntVector k1 = IntVector.fromArray(I8, I8_BY_1, 0);
    IntVector k2 = IntVector.broadcast(I8, v17);
    IntVector k3 = IntVector.broadcast(I8, v4);
    IntVector k4 = IntVector.broadcast(I8, 1);
    IntVector k5 = IntVector.broadcast(I8, v18);
    IntVector k6 = IntVector.broadcast(I8, v1);
    IntVector k7 = IntVector.broadcast(I8, 2);
    IntVector k8 = IntVector.broadcast(I8, v19);
    IntVector k9 = IntVector.broadcast(I8, 3);
    IntVector k10 = IntVector.broadcast(I8, v0);
    IntVector k11 = IntVector.broadcast(I8, v20);
    IntVector k12 = IntVector.broadcast(I8, 6);
    IntVector k13 = IntVector.broadcast(I8, 4);
    IntVector k14 = IntVector.broadcast(I8, v21);
    IntVector k15 = IntVector.broadcast(I8, 10);
    IntVector k16 = IntVector.broadcast(I8, v16);
    IntVector k17 = IntVector.broadcast(I8, 0);
    FloatVector k18 = FloatVector.broadcast(F8, 2.0f);
    FloatVector k19 = FloatVector.broadcast(F8, 0.0f);
    for (; i1 <= v15 - 8; i1 += 8) {
      int v22 = v14 + i1;
      IntVector w23 = k0.lanewise(VectorOperators.XOR, IntVector.broadcast(I8, v17 + i1).add(k1));
      IntVector w24 = k2.add(w23);
      IntVector w25 = w24.add(IntVector.broadcast(I8, i1).add(k1));
      IntVector w26 = w23.lanewise(VectorOperators.LSHL, 15).or(w23.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w25);
      IntVector w27 = w26.lanewise(VectorOperators.LSHL, 26).or(w26.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w25.add(w26));
      IntVector w28 = w27.lanewise(VectorOperators.LSHL, 6);
      IntVector w29 = w28.or(w27.lanewise(VectorOperators.LSHR, 26)).lanewise(VectorOperators.XOR, w24.add(w27).add(IntVector.broadcast(I8, i1).add(k1)).add(w26));
      IntVector w30 = k3.add(w29).add(k4);
      IntVector w31 = k5.add(w23).add(w27).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w26).add(k4);
      IntVector w32 = w30.lanewise(VectorOperators.LSHL, 17).or(w30.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w31);
      IntVector w33 = k5.add(w32);
      IntVector w34 = w33.add(w23).add(w27).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w26);
      IntVector w35 = w32.lanewise(VectorOperators.LSHL, 29).or(w32.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w34.add(k4));
      IntVector w36 = w35.lanewise(VectorOperators.LSHL, 16);
      IntVector w37 = w33.add(w35).add(w23).add(w27).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w26);
      IntVector w38 = w36.or(w35.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w37.add(k4));
      IntVector w39 = w38.lanewise(VectorOperators.LSHL, 24).or(w38.lanewise(VectorOperators.LSHR, 8));
      IntVector w40 = w33.add(w38).add(w35).add(w23).add(w27).add(w29).add(IntVector.broadcast(I8, i1).add(k1));
      IntVector w41 = w39.lanewise(VectorOperators.XOR, w40.add(w26).add(k4));
      IntVector w42 = k6.add(w41).add(k7);
      IntVector w43 = w42.lanewise(VectorOperators.LSHL, 13);
      IntVector w44 = k8.add(w32).add(w38).add(w41).add(w35).add(w23).add(w27);
      IntVector w45 = w43.or(w42.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w44.add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w26).add(k9));
      IntVector w46 = k8.add(w45).add(w32).add(w38).add(w41).add(w35).add(w23);
      IntVector w47 = w45.lanewise(VectorOperators.LSHL, 15).or(w45.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w46.add(w27).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w26).add(k9));
      IntVector w48 = w46.add(w47).add(w27).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w26);
      IntVector w49 = w48.add(k9);
      IntVector w50 = w47.lanewise(VectorOperators.LSHL, 26).or(w47.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w49);
      IntVector w51 = w50.lanewise(VectorOperators.LSHL, 6).or(w50.lanewise(VectorOperators.LSHR, 26));
      IntVector w52 = w51.lanewise(VectorOperators.XOR, w48.add(w50).add(k9));
      IntVector w53 = k10.add(w52).add(k9);
      IntVector w54 = w53.lanewise(VectorOperators.LSHL, 17);
      IntVector w55 = k11.add(w45).add(w32);
      IntVector w56 = w55.add(w38).add(w41).add(w35).add(w23);
      IntVector w57 = w56.add(w47).add(w27).add(w52).add(w29).add(IntVector.broadcast(I8, i1).add(k1));
      IntVector w58 = w57.add(w26);
      IntVector w59 = w54.or(w53.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w58.add(w50).add(k12));
      IntVector w60 = w59.lanewise(VectorOperators.LSHL, 29);
      IntVector w61 = w60.or(w59.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w57.add(w59).add(w26).add(w50).add(k12));
      IntVector w62 = w55.add(w61).add(w38).add(w41);
      IntVector w63 = w62.add(w35).add(w23).add(w47);
      IntVector w64 = w63.add(w27).add(w52).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w59).add(w26);
      IntVector w65 = w61.lanewise(VectorOperators.LSHL, 16).or(w61.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w64.add(w50).add(k12));
      IntVector w66 = w62.add(w65).add(w35).add(w23).add(w47).add(w27).add(w52);
      IntVector w67 = w66.add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w59).add(w26).add(w50).add(k12);
      IntVector w68 = w65.lanewise(VectorOperators.LSHL, 24).or(w65.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w67);
      IntVector w69 = k3.add(w68).add(k13);
      IntVector w70 = k14.add(w45).add(w32).add(w61).add(w38).add(w41).add(w65);
      IntVector w71 = w70.add(w35).add(w23).add(w47).add(w27).add(w52).add(w68);
      IntVector w72 = w71.add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w59).add(w26).add(w50).add(k15);
      IntVector w73 = w69.lanewise(VectorOperators.LSHL, 13).or(w69.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w72);
      IntVector w74 = w73.lanewise(VectorOperators.LSHL, 15).or(w73.lanewise(VectorOperators.LSHR, 17));
      IntVector w75 = w70.add(w73).add(w35).add(w23).add(w47).add(w27).add(w52);
      IntVector w76 = w75.add(w68).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w59).add(w26).add(w50);
      IntVector w77 = w74.lanewise(VectorOperators.XOR, w76.add(k15));
      IntVector w78 = k14.add(w77).add(w45).add(w32).add(w61).add(w38).add(w41);
      IntVector w79 = w78.add(w65).add(w73).add(w35).add(w23).add(w47).add(w27);
      IntVector w80 = w79.add(w52).add(w68).add(w29).add(IntVector.broadcast(I8, i1).add(k1)).add(w59).add(w26);
      IntVector w81 = w77.lanewise(VectorOperators.LSHL, 26).or(w77.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w80.add(w50).add(k15));
      IntVector w82 = k16.add(w77).add(w45).add(w32).add(w81);
      IntVector w83 = w82.add(w61).add(w38).add(w41).add(w65).add(w73).add(w35);
      IntVector w84 = w83.add(w23).add(w47).add(w27).add(w52).add(w68).add(w29);
      VectorMask w85 = w84.add(IntVector.broadcast(I8, i1).add(k1)).add(w59).add(w26).add(w50).add(k15).compare(VectorOperators.LT, k17);
      ((FloatVector) F8_TYPE.cast(k19.blend(FloatVector.fromArray(F8, b0, v22).mul(k18), w85.cast(F8)))).intoArray(b1, v22);
    }
    for (; i1 < v15; i1++) {
      int v22 = v14 + i1;
      int v23 = v6 ^ v17 + i1;
      int v24 = v17 + v23;
      int v25 = v24 + i1;
      int v26 = (v23 << 15 | v23 >>> 17) ^ v25;
      int v27 = (v26 << 26 | v26 >>> 6) ^ v25 + v26;
      int v28 = v27 << 6;
      int v29 = (v28 | v27 >>> 26) ^ v24 + v27 + i1 + v26;
      int v30 = v4 + v29 + 1;
      int v31 = v18 + v23 + v27 + v29 + i1 + v26 + 1;
      int v32 = (v30 << 17 | v30 >>> 15) ^ v31;
      int v33 = v18 + v32;
      int v34 = v33 + v23 + v27 + v29 + i1 + v26;
      int v35 = (v32 << 29 | v32 >>> 3) ^ v34 + 1;
      int v36 = v35 << 16;
      int v37 = v33 + v35 + v23 + v27 + v29 + i1 + v26;
      int v38 = (v36 | v35 >>> 16) ^ v37 + 1;
      int v39 = v38 << 24 | v38 >>> 8;
      int v40 = v33 + v38 + v35 + v23 + v27 + v29 + i1;
      int v41 = v39 ^ v40 + v26 + 1;
      int v42 = v1 + v41 + 2;
      int v43 = v42 << 13;
      int v44 = v19 + v32 + v38 + v41 + v35 + v23 + v27;
      int v45 = (v43 | v42 >>> 19) ^ v44 + v29 + i1 + v26 + 3;
      int v46 = v19 + v45 + v32 + v38 + v41 + v35 + v23;
      int v47 = (v45 << 15 | v45 >>> 17) ^ v46 + v27 + v29 + i1 + v26 + 3;
      int v48 = v46 + v47 + v27 + v29 + i1 + v26;
      int v49 = v48 + 3;
      int v50 = (v47 << 26 | v47 >>> 6) ^ v49;
      int v51 = v50 << 6 | v50 >>> 26;
      int v52 = v51 ^ v48 + v50 + 3;
      int v53 = v0 + v52 + 3;
      int v54 = v53 << 17;
      int v55 = v20 + v45 + v32;
      int v56 = v55 + v38 + v41 + v35 + v23;
      int v57 = v56 + v47 + v27 + v52 + v29 + i1;
      int v58 = v57 + v26;
      int v59 = (v54 | v53 >>> 15) ^ v58 + v50 + 6;
      int v60 = v59 << 29;
      int v61 = (v60 | v59 >>> 3) ^ v57 + v59 + v26 + v50 + 6;
      int v62 = v55 + v61 + v38 + v41;
      int v63 = v62 + v35 + v23 + v47;
      int v64 = v63 + v27 + v52 + v29 + i1 + v59 + v26;
      int v65 = (v61 << 16 | v61 >>> 16) ^ v64 + v50 + 6;
      int v66 = v62 + v65 + v35 + v23 + v47 + v27 + v52;
      int v67 = v66 + v29 + i1 + v59 + v26 + v50 + 6;
      int v68 = (v65 << 24 | v65 >>> 8) ^ v67;
      int v69 = v4 + v68 + 4;
      int v70 = v21 + v45 + v32 + v61 + v38 + v41 + v65;
      int v71 = v70 + v35 + v23 + v47 + v27 + v52 + v68;
      int v72 = v71 + v29 + i1 + v59 + v26 + v50 + 10;
      int v73 = (v69 << 13 | v69 >>> 19) ^ v72;
      int v74 = v73 << 15 | v73 >>> 17;
      int v75 = v70 + v73 + v35 + v23 + v47 + v27 + v52;
      int v76 = v75 + v68 + v29 + i1 + v59 + v26 + v50;
      int v77 = v74 ^ v76 + 10;
      int v78 = v21 + v77 + v45 + v32 + v61 + v38 + v41;
      int v79 = v78 + v65 + v73 + v35 + v23 + v47 + v27;
      int v80 = v79 + v52 + v68 + v29 + i1 + v59 + v26;
      int v81 = (v77 << 26 | v77 >>> 6) ^ v80 + v50 + 10;
      int v82 = v16 + v77 + v45 + v32 + v81;
      int v83 = v82 + v61 + v38 + v41 + v65 + v73 + v35;
      int v84 = v83 + v23 + v47 + v27 + v52 + v68 + v29;
      boolean v85 = v84 + i1 + v59 + v26 + v50 + 10 < 0;
      b1[v22] = v85 ? b0[v22] * 2.0f : 0.0f;
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
      stage0(v6, v17, v4, v18, v1, v19, v0, v20, v21, v16, v15, v14, b0, b1);
    }
  }
}

