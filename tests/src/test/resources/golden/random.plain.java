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

  private static void strip0(int ni1, float[] t1, float[] t0, Absent alone) {
    for (int j = 0; j < ni1; j++) {
      t1[j] = t0[j] * 2.0f;
    }
  }

  private static void strip1(int ni1, int v3, int v13, int v5, int v1, int v6, int v4, int v7,
      int v0, int v8, float[] t2, float[] t1, Absent alone) {
    for (int j = 0; j < ni1; j++) {
      int u0 = v3 ^ v13 + j;
      int u1 = v13 + j + u0;
      int u2 = u0 >>> 17;
      int u3 = u0 << 15;
      int u4 = u3 | u2;
      int u5 = u4 ^ u1;
      int u6 = u1 + u5;
      int u7 = u5 >>> 6;
      int u8 = u5 << 26;
      int u9 = u8 | u7;
      int u10 = u9 ^ u6;
      int u11 = u6 + u10;
      int u12 = u10 >>> 26;
      int u13 = u10 << 6;
      int u14 = u13 | u12;
      int u15 = u14 ^ u11;
      int u16 = u15 + v5;
      int u17 = u11 + v1;
      int u18 = u17 + u16;
      int u19 = u16 >>> 15;
      int u20 = u16 << 17;
      int u21 = u20 | u19;
      int u22 = u21 ^ u18;
      int u23 = u18 + u22;
      int u24 = u22 >>> 3;
      int u25 = u22 << 29;
      int u26 = u25 | u24;
      int u27 = u26 ^ u23;
      int u28 = u23 + u27;
      int u29 = u27 >>> 16;
      int u30 = u27 << 16;
      int u31 = u30 | u29;
      int u32 = u31 ^ u28;
      int u33 = u28 + u32;
      int u34 = u32 >>> 8;
      int u35 = u32 << 24;
      int u36 = u35 | u34;
      int u37 = u36 ^ u33;
      int u38 = u37 + v6;
      int u39 = u33 + v4;
      int u40 = u39 + u38;
      int u41 = u38 >>> 19;
      int u42 = u38 << 13;
      int u43 = u42 | u41;
      int u44 = u43 ^ u40;
      int u45 = u40 + u44;
      int u46 = u44 >>> 17;
      int u47 = u44 << 15;
      int u48 = u47 | u46;
      int u49 = u48 ^ u45;
      int u50 = u45 + u49;
      int u51 = u49 >>> 6;
      int u52 = u49 << 26;
      int u53 = u52 | u51;
      int u54 = u53 ^ u50;
      int u55 = u50 + u54;
      int u56 = u54 >>> 26;
      int u57 = u54 << 6;
      int u58 = u57 | u56;
      int u59 = u58 ^ u55;
      int u60 = u59 + v7;
      int u61 = u55 + v0;
      int u62 = u61 + u60;
      int u63 = u60 >>> 15;
      int u64 = u60 << 17;
      int u65 = u64 | u63;
      int u66 = u65 ^ u62;
      int u67 = u62 + u66;
      int u68 = u66 >>> 3;
      int u69 = u66 << 29;
      int u70 = u69 | u68;
      int u71 = u70 ^ u67;
      int u72 = u67 + u71;
      int u73 = u71 >>> 16;
      int u74 = u71 << 16;
      int u75 = u74 | u73;
      int u76 = u75 ^ u72;
      int u77 = u72 + u76;
      int u78 = u76 >>> 8;
      int u79 = u76 << 24;
      int u80 = u79 | u78;
      int u81 = u80 ^ u77;
      int u82 = u81 + v8;
      int u83 = u77 + v1;
      int u84 = u83 + u82;
      int u85 = u82 >>> 19;
      int u86 = u82 << 13;
      int u87 = u86 | u85;
      int u88 = u87 ^ u84;
      int u89 = u84 + u88;
      int u90 = u88 >>> 17;
      int u91 = u88 << 15;
      int u92 = u91 | u90;
      int u93 = u92 ^ u89;
      int u94 = u89 + u93;
      int u95 = u93 >>> 6;
      int u96 = u93 << 26;
      int u97 = u96 | u95;
      int u98 = u97 ^ u94;
      int u99 = u94 + u98;
      int u100 = u99 + v4;
      t2[j] = u100 < 0 ? t1[j] : 0.0f;
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
        int v12 = v9 + i1;
        int v13 = v11 + i1;
        int ni1 = Math.min(4096, v10 - i1);
        System.arraycopy(b0, v12, t0, 0, ni1);
        strip0(ni1, t1, t0, null);
        strip1(ni1, v3, v13, v5, v1, v6, v4, v7, v0, v8, t2, t1, null);
        System.arraycopy(t2, 0, b1, v12, ni1);
      }
    }
  }

  private interface Absent {
  }
}

