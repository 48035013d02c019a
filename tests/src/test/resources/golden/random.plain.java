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

  private static void strip1(int ni1, int v6, int v17, int i1, int v18, int v4, int v19, int v1,
      int v20, int v0, int v21, int v16, float[] t2, float[] t1, Absent alone) {
    for (int j = 0; j < ni1; j++) {
      int u0 = v6 ^ v17 + i1 + j;
      int u1 = v17 + u0;
      int u2 = u1 + (i1 + j);
      int u3 = u0 >>> 17;
      int u4 = u0 << 15;
      int u5 = u4 | u3;
      int u6 = u5 ^ u2;
      int u7 = u2 + u6;
      int u8 = u6 >>> 6;
      int u9 = u6 << 26;
      int u10 = u9 | u8;
      int u11 = u10 ^ u7;
      int u12 = u1 + u11;
      int u13 = u12 + (i1 + j);
      int u14 = u13 + u6;
      int u15 = u11 >>> 26;
      int u16 = u11 << 6;
      int u17 = u16 | u15;
      int u18 = u17 ^ u14;
      int u19 = v18 + u0;
      int u20 = u19 + u11;
      int u21 = u20 + u18;
      int u22 = u21 + (i1 + j);
      int u23 = u22 + u6;
      int u24 = u23 + 1;
      int u25 = v4 + u18;
      int u26 = u25 + 1;
      int u27 = u26 >>> 15;
      int u28 = u26 << 17;
      int u29 = u28 | u27;
      int u30 = u29 ^ u24;
      int u31 = v18 + u30;
      int u32 = u31 + u0;
      int u33 = u32 + u11;
      int u34 = u33 + u18;
      int u35 = u34 + (i1 + j);
      int u36 = u35 + u6;
      int u37 = u36 + 1;
      int u38 = u30 >>> 3;
      int u39 = u30 << 29;
      int u40 = u39 | u38;
      int u41 = u40 ^ u37;
      int u42 = u31 + u41;
      int u43 = u42 + u0;
      int u44 = u43 + u11;
      int u45 = u44 + u18;
      int u46 = u45 + (i1 + j);
      int u47 = u46 + u6;
      int u48 = u47 + 1;
      int u49 = u41 >>> 16;
      int u50 = u41 << 16;
      int u51 = u50 | u49;
      int u52 = u51 ^ u48;
      int u53 = u31 + u52;
      int u54 = u53 + u41;
      int u55 = u54 + u0;
      int u56 = u55 + u11;
      int u57 = u56 + u18;
      int u58 = u57 + (i1 + j);
      int u59 = u58 + u6;
      int u60 = u59 + 1;
      int u61 = u52 >>> 8;
      int u62 = u52 << 24;
      int u63 = u62 | u61;
      int u64 = u63 ^ u60;
      int u65 = v19 + u30;
      int u66 = u65 + u52;
      int u67 = u66 + u64;
      int u68 = u67 + u41;
      int u69 = u68 + u0;
      int u70 = u69 + u11;
      int u71 = u70 + u18;
      int u72 = u71 + (i1 + j);
      int u73 = u72 + u6;
      int u74 = u73 + 3;
      int u75 = v1 + u64;
      int u76 = u75 + 2;
      int u77 = u76 >>> 19;
      int u78 = u76 << 13;
      int u79 = u78 | u77;
      int u80 = u79 ^ u74;
      int u81 = v19 + u80;
      int u82 = u81 + u30;
      int u83 = u82 + u52;
      int u84 = u83 + u64;
      int u85 = u84 + u41;
      int u86 = u85 + u0;
      int u87 = u86 + u11;
      int u88 = u87 + u18;
      int u89 = u88 + (i1 + j);
      int u90 = u89 + u6;
      int u91 = u90 + 3;
      int u92 = u80 >>> 17;
      int u93 = u80 << 15;
      int u94 = u93 | u92;
      int u95 = u94 ^ u91;
      int u96 = u86 + u95;
      int u97 = u96 + u11;
      int u98 = u97 + u18;
      int u99 = u98 + (i1 + j);
      int u100 = u99 + u6;
      int u101 = u100 + 3;
      int u102 = u95 >>> 6;
      int u103 = u95 << 26;
      int u104 = u103 | u102;
      int u105 = u104 ^ u101;
      int u106 = u100 + u105;
      int u107 = u106 + 3;
      int u108 = u105 >>> 26;
      int u109 = u105 << 6;
      int u110 = u109 | u108;
      int u111 = u110 ^ u107;
      int u112 = v20 + u80;
      int u113 = u112 + u30;
      int u114 = u113 + u52;
      int u115 = u114 + u64;
      int u116 = u115 + u41;
      int u117 = u116 + u0;
      int u118 = u117 + u95;
      int u119 = u118 + u11;
      int u120 = u119 + u111;
      int u121 = u120 + u18;
      int u122 = u121 + (i1 + j);
      int u123 = u122 + u6;
      int u124 = u123 + u105;
      int u125 = u124 + 6;
      int u126 = v0 + u111;
      int u127 = u126 + 3;
      int u128 = u127 >>> 15;
      int u129 = u127 << 17;
      int u130 = u129 | u128;
      int u131 = u130 ^ u125;
      int u132 = u122 + u131;
      int u133 = u132 + u6;
      int u134 = u133 + u105;
      int u135 = u134 + 6;
      int u136 = u131 >>> 3;
      int u137 = u131 << 29;
      int u138 = u137 | u136;
      int u139 = u138 ^ u135;
      int u140 = u113 + u139;
      int u141 = u140 + u52;
      int u142 = u141 + u64;
      int u143 = u142 + u41;
      int u144 = u143 + u0;
      int u145 = u144 + u95;
      int u146 = u145 + u11;
      int u147 = u146 + u111;
      int u148 = u147 + u18;
      int u149 = u148 + (i1 + j);
      int u150 = u149 + u131;
      int u151 = u150 + u6;
      int u152 = u151 + u105;
      int u153 = u152 + 6;
      int u154 = u139 >>> 16;
      int u155 = u139 << 16;
      int u156 = u155 | u154;
      int u157 = u156 ^ u153;
      int u158 = u142 + u157;
      int u159 = u158 + u41;
      int u160 = u159 + u0;
      int u161 = u160 + u95;
      int u162 = u161 + u11;
      int u163 = u162 + u111;
      int u164 = u163 + u18;
      int u165 = u164 + (i1 + j);
      int u166 = u165 + u131;
      int u167 = u166 + u6;
      int u168 = u167 + u105;
      int u169 = u168 + 6;
      int u170 = u157 >>> 8;
      int u171 = u157 << 24;
      int u172 = u171 | u170;
      int u173 = u172 ^ u169;
      int u174 = v21 + u80;
      int u175 = u174 + u30;
      int u176 = u175 + u139;
      int u177 = u176 + u52;
      int u178 = u177 + u64;
      int u179 = u178 + u157;
      int u180 = u179 + u41;
      int u181 = u180 + u0;
      int u182 = u181 + u95;
      int u183 = u182 + u11;
      int u184 = u183 + u111;
      int u185 = u184 + u173;
      int u186 = u185 + u18;
      int u187 = u186 + (i1 + j);
      int u188 = u187 + u131;
      int u189 = u188 + u6;
      int u190 = u189 + u105;
      int u191 = u190 + 10;
      int u192 = v4 + u173;
      int u193 = u192 + 4;
      int u194 = u193 >>> 19;
      int u195 = u193 << 13;
      int u196 = u195 | u194;
      int u197 = u196 ^ u191;
      int u198 = u179 + u197;
      int u199 = u198 + u41;
      int u200 = u199 + u0;
      int u201 = u200 + u95;
      int u202 = u201 + u11;
      int u203 = u202 + u111;
      int u204 = u203 + u173;
      int u205 = u204 + u18;
      int u206 = u205 + (i1 + j);
      int u207 = u206 + u131;
      int u208 = u207 + u6;
      int u209 = u208 + u105;
      int u210 = u209 + 10;
      int u211 = u197 >>> 17;
      int u212 = u197 << 15;
      int u213 = u212 | u211;
      int u214 = u213 ^ u210;
      int u215 = v21 + u214;
      int u216 = u215 + u80;
      int u217 = u216 + u30;
      int u218 = u217 + u139;
      int u219 = u218 + u52;
      int u220 = u219 + u64;
      int u221 = u220 + u157;
      int u222 = u221 + u197;
      int u223 = u222 + u41;
      int u224 = u223 + u0;
      int u225 = u224 + u95;
      int u226 = u225 + u11;
      int u227 = u226 + u111;
      int u228 = u227 + u173;
      int u229 = u228 + u18;
      int u230 = u229 + (i1 + j);
      int u231 = u230 + u131;
      int u232 = u231 + u6;
      int u233 = u232 + u105;
      int u234 = u233 + 10;
      int u235 = u214 >>> 6;
      int u236 = u214 << 26;
      int u237 = u236 | u235;
      int u238 = u237 ^ u234;
      int u239 = v16 + u214;
      int u240 = u239 + u80;
      int u241 = u240 + u30;
      int u242 = u241 + u238;
      int u243 = u242 + u139;
      int u244 = u243 + u52;
      int u245 = u244 + u64;
      int u246 = u245 + u157;
      int u247 = u246 + u197;
      int u248 = u247 + u41;
      int u249 = u248 + u0;
      int u250 = u249 + u95;
      int u251 = u250 + u11;
      int u252 = u251 + u111;
      int u253 = u252 + u173;
      int u254 = u253 + u18;
      int u255 = u254 + (i1 + j);
      int u256 = u255 + u131;
      int u257 = u256 + u6;
      int u258 = u257 + u105;
      int u259 = u258 + 10;
      t2[j] = u259 < 0 ? t1[j] : 0.0f;
    }
  }

  private static void segment0(int first, int last, long s0, float[] b0, float[] t0, float[] t1,
      float[] t2, float[] b1) {
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
      for (int i1 = 0; i1 < v15; i1 += 4096) {
        int v22 = v14 + i1;
        int ni1 = Math.min(4096, v15 - i1);
        System.arraycopy(b0, v22, t0, 0, ni1);
        strip0(ni1, t1, t0, null);
        strip1(ni1, v6, v17, i1, v18, v4, v19, v1, v20, v0, v21, v16, t2, t1, null);
        System.arraycopy(t2, 0, b1, v22, ni1);
      }
    }
  }

  private interface Absent {
  }
}

