package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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

  private static void stage0(int v3, int v5, int v0, int v6, int v4, int v7, int v1, int v8,
      int v10, int v9, int v11, float[] b0, float[] b1) {
    int i1 = 0;
    IntVector k0 = IntVector.fromArray(I8, I8_BY_1, 0);
    IntVector k1 = IntVector.broadcast(I8, v3);
    IntVector k2 = IntVector.broadcast(I8, v5);
    IntVector k3 = IntVector.broadcast(I8, v0);
    IntVector k4 = IntVector.broadcast(I8, v6);
    IntVector k5 = IntVector.broadcast(I8, v4);
    IntVector k6 = IntVector.broadcast(I8, v7);
    IntVector k7 = IntVector.broadcast(I8, v1);
    IntVector k8 = IntVector.broadcast(I8, v8);
    IntVector k9 = IntVector.broadcast(I8, 0);
    FloatVector k10 = FloatVector.broadcast(F8, 2.0f);
    FloatVector k11 = FloatVector.broadcast(F8, 0.0f);
    for (; i1 <= v10 - 8; i1 += 8) {
      int v12 = v9 + i1;
      int v13 = v11 + i1;
      IntVector w13 = IntVector.broadcast(I8, v13).add(k0);
      IntVector w14 = k1.lanewise(VectorOperators.XOR, w13);
      IntVector w15 = w13.add(w14);
      IntVector w16 = w14.lanewise(VectorOperators.LSHL, 15).or(w14.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w15);
      IntVector w17 = w15.add(w16);
      IntVector w18 = w16.lanewise(VectorOperators.LSHL, 26).or(w16.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w17);
      IntVector w19 = w17.add(w18);
      IntVector w20 = w18.lanewise(VectorOperators.LSHL, 6).or(w18.lanewise(VectorOperators.LSHR, 26)).lanewise(VectorOperators.XOR, w19).add(k2);
      IntVector w21 = w19.add(k3).add(w20);
      IntVector w22 = w20.lanewise(VectorOperators.LSHL, 17).or(w20.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w21);
      IntVector w23 = w21.add(w22);
      IntVector w24 = w22.lanewise(VectorOperators.LSHL, 29).or(w22.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w23);
      IntVector w25 = w23.add(w24);
      IntVector w26 = w24.lanewise(VectorOperators.LSHL, 16).or(w24.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w25);
      IntVector w27 = w25.add(w26);
      IntVector w28 = w26.lanewise(VectorOperators.LSHL, 24).or(w26.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w27).add(k4);
      IntVector w29 = w27.add(k5).add(w28);
      IntVector w30 = w28.lanewise(VectorOperators.LSHL, 13).or(w28.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w29);
      IntVector w31 = w29.add(w30);
      IntVector w32 = w30.lanewise(VectorOperators.LSHL, 15).or(w30.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w31);
      IntVector w33 = w31.add(w32);
      IntVector w34 = w32.lanewise(VectorOperators.LSHL, 26).or(w32.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w33);
      IntVector w35 = w33.add(w34);
      IntVector w36 = w34.lanewise(VectorOperators.LSHL, 6).or(w34.lanewise(VectorOperators.LSHR, 26)).lanewise(VectorOperators.XOR, w35).add(k6);
      IntVector w37 = w35.add(k7).add(w36);
      IntVector w38 = w36.lanewise(VectorOperators.LSHL, 17).or(w36.lanewise(VectorOperators.LSHR, 15)).lanewise(VectorOperators.XOR, w37);
      IntVector w39 = w37.add(w38);
      IntVector w40 = w38.lanewise(VectorOperators.LSHL, 29).or(w38.lanewise(VectorOperators.LSHR, 3)).lanewise(VectorOperators.XOR, w39);
      IntVector w41 = w39.add(w40);
      IntVector w42 = w40.lanewise(VectorOperators.LSHL, 16).or(w40.lanewise(VectorOperators.LSHR, 16)).lanewise(VectorOperators.XOR, w41);
      IntVector w43 = w41.add(w42);
      IntVector w44 = w42.lanewise(VectorOperators.LSHL, 24).or(w42.lanewise(VectorOperators.LSHR, 8)).lanewise(VectorOperators.XOR, w43).add(k8);
      IntVector w45 = w43.add(k3).add(w44);
      IntVector w46 = w44.lanewise(VectorOperators.LSHL, 13).or(w44.lanewise(VectorOperators.LSHR, 19)).lanewise(VectorOperators.XOR, w45);
      IntVector w47 = w45.add(w46);
      IntVector w48 = w46.lanewise(VectorOperators.LSHL, 15).or(w46.lanewise(VectorOperators.LSHR, 17)).lanewise(VectorOperators.XOR, w47);
      IntVector w49 = w47.add(w48);
      IntVector w50 = w49.add(w48.lanewise(VectorOperators.LSHL, 26).or(w48.lanewise(VectorOperators.LSHR, 6)).lanewise(VectorOperators.XOR, w49));
      ((FloatVector) F8_TYPE.cast(k11.blend(FloatVector.fromArray(F8, b0, v12).mul(k10), w50.add(k5).compare(VectorOperators.LT, k9).cast(F8)))).intoArray(b1, v12);
    }
    for (; i1 < v10; i1++) {
      int v12 = v9 + i1;
      int v13 = v11 + i1;
      int v14 = v3 ^ v13;
      int v15 = v13 + v14;
      int v16 = (v14 << 15 | v14 >>> 17) ^ v15;
      int v17 = v15 + v16;
      int v18 = (v16 << 26 | v16 >>> 6) ^ v17;
      int v19 = v17 + v18;
      int v20 = ((v18 << 6 | v18 >>> 26) ^ v19) + v5;
      int v21 = v19 + v0 + v20;
      int v22 = (v20 << 17 | v20 >>> 15) ^ v21;
      int v23 = v21 + v22;
      int v24 = (v22 << 29 | v22 >>> 3) ^ v23;
      int v25 = v23 + v24;
      int v26 = (v24 << 16 | v24 >>> 16) ^ v25;
      int v27 = v25 + v26;
      int v28 = ((v26 << 24 | v26 >>> 8) ^ v27) + v6;
      int v29 = v27 + v4 + v28;
      int v30 = (v28 << 13 | v28 >>> 19) ^ v29;
      int v31 = v29 + v30;
      int v32 = (v30 << 15 | v30 >>> 17) ^ v31;
      int v33 = v31 + v32;
      int v34 = (v32 << 26 | v32 >>> 6) ^ v33;
      int v35 = v33 + v34;
      int v36 = ((v34 << 6 | v34 >>> 26) ^ v35) + v7;
      int v37 = v35 + v1 + v36;
      int v38 = (v36 << 17 | v36 >>> 15) ^ v37;
      int v39 = v37 + v38;
      int v40 = (v38 << 29 | v38 >>> 3) ^ v39;
      int v41 = v39 + v40;
      int v42 = (v40 << 16 | v40 >>> 16) ^ v41;
      int v43 = v41 + v42;
      int v44 = ((v42 << 24 | v42 >>> 8) ^ v43) + v8;
      int v45 = v43 + v0 + v44;
      int v46 = (v44 << 13 | v44 >>> 19) ^ v45;
      int v47 = v45 + v46;
      int v48 = (v46 << 15 | v46 >>> 17) ^ v47;
      int v49 = v47 + v48;
      int v50 = v49 + ((v48 << 26 | v48 >>> 6) ^ v49);
      b1[v12] = v50 + v4 < 0 ? b0[v12] * 2.0f : 0.0f;
    }
  }

  private static void segment0(int first, int last, long s0, float[] b0, float[] b1) {
    int v0 = (int) (s0 >>> 32L);
    int v1 = (int) s0;
    int v2 = v0 + v1;
    int v3 = v0 << 13 | v0 >>> 19;
    int v4 = v1 ^ v0 ^ 466688986;
    int v5 = v4 + 1;
    int v6 = v1 + 2;
    int v7 = v0 + 3;
    int v8 = v4 + 4;
    for (int i0 = first; i0 < last; i0++) {
      int v9 = i0 * 4096;
      int v10 = Math.min(4096, 6144 - v9);
      int v11 = v2 + v9;
      stage0(v3, v5, v0, v6, v4, v7, v1, v8, v10, v9, v11, b0, b1);
    }
  }
}

