__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void max_sum_exp_sub_96x64_p0s0(__global float *b0, __global const float *b1) {
  float l0[64];
  const int first = (int) get_global_id(0) * 24;
  const int last = min(first + 24, 96);
  int i0 = first;
  for (int row = first; row < last; row++) {
    float a0 = as_float(0xff800000);
    const int x0 = i0 * 64;
    float16 a1_0 = (float16)(as_float(0xff800000));
    float16 a1_1 = (float16)(as_float(0xff800000));
    float16 a1_2 = (float16)(as_float(0xff800000));
    float16 a1_3 = (float16)(as_float(0xff800000));
    for (int i1 = 0; i1 < 64; i1 += 64) {
      a1_0 = max_float16(a1_0, vload16(0, b1 + (x0 + i1)));
      a1_1 = max_float16(a1_1, vload16(0, b1 + ((x0 + i1) + 16)));
      a1_2 = max_float16(a1_2, vload16(0, b1 + ((x0 + i1) + 32)));
      a1_3 = max_float16(a1_3, vload16(0, b1 + ((x0 + i1) + 48)));
    }
    float16 x1_32_0 = max_float16(a1_0, a1_2);
    float16 x1_32_1 = max_float16(a1_1, a1_3);
    float16 x1_16_0 = max_float16(x1_32_0, x1_32_1);
    float8 x1_8 = max_float8(x1_16_0.lo, x1_16_0.hi);
    float4 x1_4 = max_float4(x1_8.lo, x1_8.hi);
    float2 x1_2 = max_float2(x1_4.lo, x1_4.hi);
    float x1_1 = max_float(x1_2.lo, x1_2.hi);
    const float x1 = x1_1;
    a0 = max_float(a0, x1);
    float a2 = 0.0f;
    float16 a3_0 = (float16)(0.0f);
    float16 a3_1 = (float16)(0.0f);
    const float16 v2 = (float16)(0x1.9832fp-13f);
    const float16 v3 = (float16)(90.0f);
    const float16 v4 = (float16)(a0);
    const float16 v5 = (float16)(-176.0f);
    const float16 v6 = (float16)(0x1.715476p-1f);
    const float16 v7 = (float16)(1.2582912E7f);
    const float16 v8 = (float16)(0x1.05c61p-28f);
    const float16 v9 = (float16)(-0x1.62e43p0f);
    const float16 v10 = (float16)(0x1.71d9eep-10f);
    const float16 v11 = (float16)(0x1.113168p-7f);
    const float16 v12 = (float16)(0x1.5549ap-5f);
    const float16 v13 = (float16)(0x1.5554f6p-3f);
    const float16 v14 = (float16)(0x1.00000cp-1f);
    const float16 v15 = (float16)(1.0f);
    const int16 v16 = (int16)(1065353216);
    for (int i2 = 0; i2 < 64; i2 += 32) {
      const float16 v17_0 = vload16(0, b1 + (x0 + i2)) - v4;
      const float16 v17_1 = vload16(0, b1 + ((x0 + i2) + 16)) - v4;
      const float16 v18_0 = select(v17_0, v5, (v17_0 < v5));
      const float16 v18_1 = select(v17_1, v5, (v17_1 < v5));
      const int16 v19_0 = v3 < v18_0;
      const int16 v19_1 = v3 < v18_1;
      const float16 v20_0 = select(v18_0, v3, v19_0);
      const float16 v20_1 = select(v18_1, v3, v19_1);
      const float16 v21_0 = fma(v20_0, v6, v7);
      const float16 v21_1 = fma(v20_1, v6, v7);
      const float16 v22_0 = v21_0 - v7;
      const float16 v22_1 = v21_1 - v7;
      const float16 v23_0 = fma(v22_0, v8, fma(v22_0, v9, v20_0));
      const float16 v23_1 = fma(v22_1, v8, fma(v22_1, v9, v20_1));
      const float16 v24_0 = fma(v2, v23_0, v10);
      const float16 v24_1 = fma(v2, v23_1, v10);
      const float16 v25_0 = v23_0 * v23_0;
      const float16 v25_1 = v23_1 * v23_1;
      const float16 v26_0 = fma(fma(fma(v24_0, v25_0, fma(v11, v23_0, v12)), v25_0, fma(v13, v23_0, v14)), v25_0, (v23_0 + v15));
      const float16 v26_1 = fma(fma(fma(v24_1, v25_1, fma(v11, v23_1, v12)), v25_1, fma(v13, v23_1, v14)), v25_1, (v23_1 + v15));
      const float16 v27_0 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v21_0)) << 23)) + as_uint16(v16)));
      const float16 v27_1 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v21_1)) << 23)) + as_uint16(v16)));
      const float16 v28_0 = (v26_0 * v27_0) * v27_0;
      const float16 v28_1 = (v26_1 * v27_1) * v27_1;
      vstore16(v28_0, 0, l0 + i2);
      vstore16(v28_1, 0, l0 + (i2 + 16));
      a3_0 = a3_0 + v28_0;
      a3_1 = a3_1 + v28_1;
    }
    float16 x29_16_0 = a3_0 + a3_1;
    float8 x29_8 = x29_16_0.lo + x29_16_0.hi;
    float4 x29_4 = x29_8.lo + x29_8.hi;
    float2 x29_2 = x29_4.lo + x29_4.hi;
    float x29_1 = x29_2.lo + x29_2.hi;
    const float x29 = x29_1;
    a2 = a2 + x29;
    const float16 v30 = (float16)(a2);
    for (int i3 = 0; i3 < 64; i3 += 16) {
      vstore16(vload16(0, l0 + i3) / v30, 0, b0 + (x0 + i3));
    }
    i0++;
  }
}

