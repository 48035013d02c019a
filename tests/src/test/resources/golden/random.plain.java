package dev.quern.kernels;

import dev.quern.runtime.java.KernelCode;

public final class mul_2x4096 implements KernelCode {
  @Override
  public void run(int phase, int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    phase0(first, last, buffers, scalars, locals);
  }

  private static void phase0(int first, int last, Object[] buffers, long[] scalars,
      Object[] locals) {
    segment0(first, last, scalars[0], (float[]) buffers[1], (float[]) locals[0], (float[]) locals[1], (float[]) locals[2], (float[]) buffers[0]);
  }

  private static void strip0(int v12, float[] t1, float[] t0, Absent alone) {
    for (int i3 = 0; i3 < v12; i3++) {
      t1[i3] = t0[i3] * 2.0f;
    }
  }

  private static void strip1(int v12, int v14, int v3, int v5, int v1, int v6, int v4, int v7,
      int v0, int v8, float[] t2, float[] t1, Absent alone) {
    for (int i4 = 0; i4 < v12; i4++) {
      int v15 = v14 + i4;
      int v16 = v3 ^ v15;
      int v17 = v15 + v16;
      int v18 = (v16 << 15 | v16 >>> 17) ^ v17;
      int v19 = v17 + v18;
      int v20 = (v18 << 26 | v18 >>> 6) ^ v19;
      int v21 = v19 + v20;
      int v22 = ((v20 << 6 | v20 >>> 26) ^ v21) + v5;
      int v23 = v21 + v1 + v22;
      int v24 = (v22 << 17 | v22 >>> 15) ^ v23;
      int v25 = v23 + v24;
      int v26 = (v24 << 29 | v24 >>> 3) ^ v25;
      int v27 = v25 + v26;
      int v28 = (v26 << 16 | v26 >>> 16) ^ v27;
      int v29 = v27 + v28;
      int v30 = ((v28 << 24 | v28 >>> 8) ^ v29) + v6;
      int v31 = v29 + v4 + v30;
      int v32 = (v30 << 13 | v30 >>> 19) ^ v31;
      int v33 = v31 + v32;
      int v34 = (v32 << 15 | v32 >>> 17) ^ v33;
      int v35 = v33 + v34;
      int v36 = (v34 << 26 | v34 >>> 6) ^ v35;
      int v37 = v35 + v36;
      int v38 = ((v36 << 6 | v36 >>> 26) ^ v37) + v7;
      int v39 = v37 + v0 + v38;
      int v40 = (v38 << 17 | v38 >>> 15) ^ v39;
      int v41 = v39 + v40;
      int v42 = (v40 << 29 | v40 >>> 3) ^ v41;
      int v43 = v41 + v42;
      int v44 = (v42 << 16 | v42 >>> 16) ^ v43;
      int v45 = v43 + v44;
      int v46 = ((v44 << 24 | v44 >>> 8) ^ v45) + v8;
      int v47 = v45 + v1 + v46;
      int v48 = (v46 << 13 | v46 >>> 19) ^ v47;
      int v49 = v47 + v48;
      int v50 = (v48 << 15 | v48 >>> 17) ^ v49;
      int v51 = v49 + v50;
      int v52 = v51 + ((v50 << 26 | v50 >>> 6) ^ v51);
      t2[i4] = v52 + v4 < 0 ? t1[i4] : 0.0f;
    }
  }

  private static void segment0(int first, int last, long s0, float[] b0, float[] t0, float[] t1,
      float[] t2, float[] b1) {
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
      int v10 = Math.min(4096, 6144 - v9);
      int v11 = v2 + v9;
      for (int i1 = 0; i1 < v10; i1 += 4096) {
        int v12 = Math.min(4096, v10 - i1);
        int v13 = v9 + i1;
        if (v12 > 0) {
          System.arraycopy(b0, v13, t0, 0, v12);
        }
        strip0(v12, t1, t0, null);
        int v14 = v11 + i1;
        strip1(v12, v14, v3, v5, v1, v6, v4, v7, v0, v8, t2, t1, null);
        if (v12 > 0) {
          System.arraycopy(t2, 0, b1, v13, v12);
        }
      }
    }
  }

  private interface Absent {
  }
}

