__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void max_sum_exp_log_96x64_p0s0(__global float *restrict b0, __global const float *restrict b1, __global const int *restrict b2) {
  float a0 = 0.0f;
  for (int i0 = 0; i0 < 96; i0++) {
    float a1 = as_float(0xff800000);
    const int x0 = i0 * 64;
    float16 a1_0 = (float16)(as_float(0xff800000));
    float16 a1_1 = (float16)(as_float(0xff800000));
    float16 a1_2 = (float16)(as_float(0xff800000));
    float16 a1_3 = (float16)(as_float(0xff800000));
    for (int i1 = 0; i1 < 1; i1 += 64) {
      {
        const int i1_0 = i1 + 0;
        a1_0 = max_float16(a1_0, vload16(0, b1 + (x0 + i1_0)));
      }
      {
        const int i1_1 = i1 + 16;
        a1_1 = max_float16(a1_1, vload16(0, b1 + (x0 + i1_1)));
      }
      {
        const int i1_2 = i1 + 32;
        a1_2 = max_float16(a1_2, vload16(0, b1 + (x0 + i1_2)));
      }
      {
        const int i1_3 = i1 + 48;
        a1_3 = max_float16(a1_3, vload16(0, b1 + (x0 + i1_3)));
      }
    }
    a1_0 = max_float16(a1_0, a1_2);
    a1_1 = max_float16(a1_1, a1_3);
    a1_0 = max_float16(a1_0, a1_1);
    float8 a1_0_8 = max_float8(a1_0.lo, a1_0.hi);
    float4 a1_0_4 = max_float4(a1_0_8.lo, a1_0_8.hi);
    float2 a1_0_2 = max_float2(a1_0_4.lo, a1_0_4.hi);
    float a1_0_1 = max_float(a1_0_2.lo, a1_0_2.hi);
    a1 = max_float(a1, a1_0_1);
    float a2 = 0.0f;
    float a3 = 0.0f;
    const int x1 = b2[i0];
    float16 a2_0 = (float16)(0.0f);
    float16 a2_1 = (float16)(0.0f);
    float16 a2_2 = (float16)(0.0f);
    float16 a2_3 = (float16)(0.0f);
    float16 a3_0 = (float16)(0.0f);
    float16 a3_1 = (float16)(0.0f);
    float16 a3_2 = (float16)(0.0f);
    float16 a3_3 = (float16)(0.0f);
    for (int i2 = 0; i2 < 1; i2 += 64) {
      {
        const int i2_0 = i2 + 0;
        const float16 v2 = vload16(0, b1 + (x0 + i2_0)) - ((float16)(a1));
        const float16 v3 = select(v2, ((float16)(-176.0f)), (v2 < ((float16)(-176.0f))));
        const int16 v4 = ((float16)(90.0f)) < v3;
        const float16 v5 = select(v3, ((float16)(90.0f)), v4);
        const float16 v6 = fma(v5, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v7 = v6 - ((float16)(1.2582912E7f));
        const float16 v8 = fma(v7, ((float16)(0x1.05c61p-28f)), fma(v7, ((float16)(-0x1.62e43p0f)), v5));
        const float16 v9 = fma(((float16)(0x1.9832fp-13f)), v8, ((float16)(0x1.71d9eep-10f)));
        const float16 v10 = v8 * v8;
        const float16 v11 = fma(fma(fma(v9, v10, fma(((float16)(0x1.113168p-7f)), v8, ((float16)(0x1.5549ap-5f)))), v10, fma(((float16)(0x1.5554f6p-3f)), v8, ((float16)(0x1.00000cp-1f)))), v10, (v8 + ((float16)(1.0f))));
        const float16 v12 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v6)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v13 = (v11 * v12) * v12;
        a2_0 = a2_0 + v13;
        a3_0 = a3_0 + select(((float16)(0.0f)), v2, (((int16)(x1)) == (i2_0 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))));
      }
      {
        const int i2_1 = i2 + 16;
        const float16 v2 = vload16(0, b1 + (x0 + i2_1)) - ((float16)(a1));
        const float16 v3 = select(v2, ((float16)(-176.0f)), (v2 < ((float16)(-176.0f))));
        const int16 v4 = ((float16)(90.0f)) < v3;
        const float16 v5 = select(v3, ((float16)(90.0f)), v4);
        const float16 v6 = fma(v5, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v7 = v6 - ((float16)(1.2582912E7f));
        const float16 v8 = fma(v7, ((float16)(0x1.05c61p-28f)), fma(v7, ((float16)(-0x1.62e43p0f)), v5));
        const float16 v9 = fma(((float16)(0x1.9832fp-13f)), v8, ((float16)(0x1.71d9eep-10f)));
        const float16 v10 = v8 * v8;
        const float16 v11 = fma(fma(fma(v9, v10, fma(((float16)(0x1.113168p-7f)), v8, ((float16)(0x1.5549ap-5f)))), v10, fma(((float16)(0x1.5554f6p-3f)), v8, ((float16)(0x1.00000cp-1f)))), v10, (v8 + ((float16)(1.0f))));
        const float16 v12 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v6)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v13 = (v11 * v12) * v12;
        a2_1 = a2_1 + v13;
        a3_1 = a3_1 + select(((float16)(0.0f)), v2, (((int16)(x1)) == (i2_1 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))));
      }
      {
        const int i2_2 = i2 + 32;
        const float16 v2 = vload16(0, b1 + (x0 + i2_2)) - ((float16)(a1));
        const float16 v3 = select(v2, ((float16)(-176.0f)), (v2 < ((float16)(-176.0f))));
        const int16 v4 = ((float16)(90.0f)) < v3;
        const float16 v5 = select(v3, ((float16)(90.0f)), v4);
        const float16 v6 = fma(v5, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v7 = v6 - ((float16)(1.2582912E7f));
        const float16 v8 = fma(v7, ((float16)(0x1.05c61p-28f)), fma(v7, ((float16)(-0x1.62e43p0f)), v5));
        const float16 v9 = fma(((float16)(0x1.9832fp-13f)), v8, ((float16)(0x1.71d9eep-10f)));
        const float16 v10 = v8 * v8;
        const float16 v11 = fma(fma(fma(v9, v10, fma(((float16)(0x1.113168p-7f)), v8, ((float16)(0x1.5549ap-5f)))), v10, fma(((float16)(0x1.5554f6p-3f)), v8, ((float16)(0x1.00000cp-1f)))), v10, (v8 + ((float16)(1.0f))));
        const float16 v12 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v6)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v13 = (v11 * v12) * v12;
        a2_2 = a2_2 + v13;
        a3_2 = a3_2 + select(((float16)(0.0f)), v2, (((int16)(x1)) == (i2_2 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))));
      }
      {
        const int i2_3 = i2 + 48;
        const float16 v2 = vload16(0, b1 + (x0 + i2_3)) - ((float16)(a1));
        const float16 v3 = select(v2, ((float16)(-176.0f)), (v2 < ((float16)(-176.0f))));
        const int16 v4 = ((float16)(90.0f)) < v3;
        const float16 v5 = select(v3, ((float16)(90.0f)), v4);
        const float16 v6 = fma(v5, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v7 = v6 - ((float16)(1.2582912E7f));
        const float16 v8 = fma(v7, ((float16)(0x1.05c61p-28f)), fma(v7, ((float16)(-0x1.62e43p0f)), v5));
        const float16 v9 = fma(((float16)(0x1.9832fp-13f)), v8, ((float16)(0x1.71d9eep-10f)));
        const float16 v10 = v8 * v8;
        const float16 v11 = fma(fma(fma(v9, v10, fma(((float16)(0x1.113168p-7f)), v8, ((float16)(0x1.5549ap-5f)))), v10, fma(((float16)(0x1.5554f6p-3f)), v8, ((float16)(0x1.00000cp-1f)))), v10, (v8 + ((float16)(1.0f))));
        const float16 v12 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v6)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v13 = (v11 * v12) * v12;
        a2_3 = a2_3 + v13;
        a3_3 = a3_3 + select(((float16)(0.0f)), v2, (((int16)(x1)) == (i2_3 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))));
      }
    }
    a2_0 = a2_0 + a2_2;
    a2_1 = a2_1 + a2_3;
    a2_0 = a2_0 + a2_1;
    float8 a2_0_8 = a2_0.lo + a2_0.hi;
    float4 a2_0_4 = a2_0_8.lo + a2_0_8.hi;
    float2 a2_0_2 = a2_0_4.lo + a2_0_4.hi;
    float a2_0_1 = a2_0_2.lo + a2_0_2.hi;
    a2 = a2 + a2_0_1;
    a3_0 = a3_0 + a3_2;
    a3_1 = a3_1 + a3_3;
    a3_0 = a3_0 + a3_1;
    float8 a3_0_8 = a3_0.lo + a3_0.hi;
    float4 a3_0_4 = a3_0_8.lo + a3_0_8.hi;
    float2 a3_0_2 = a3_0_4.lo + a3_0_4.hi;
    float a3_0_1 = a3_0_2.lo + a3_0_2.hi;
    a3 = a3 + a3_0_1;
    const int x14 = as_int(fma(a2, 1.6777216E7f, 0.0f));
    const int x15 = as_int(as_uint(min(x14, 1266679808)) + as_uint(as_int(as_uint(max(as_int(a2), 1065353216)) - as_uint((-1967848205)))));
    const float x16 = convert_float((x15 >> 23));
    const float x17 = as_float(as_int(as_uint((x15 & 8388607)) + as_uint(1060439283))) - 1.0f;
    const float x18 = x17 * x17;
    const float x19 = x18 * x18;
    const float x20 = fma(fma(fma(0x1.aecfa4p-5f, x17, (-0x1.bd84fap-4f)), x19, fma(fma(0x1.efe564p-4f, x17, (-0x1.01059cp-3f)), x18, fma(0x1.23031ap-3f, x17, (-0x1.552f06p-3f)))), x19, fma(fma(0x1.99a542p-3f, x17, (-0x1.00007p-2f)), x18, fma(0x1.555548p-2f, x17, (-0.5f))));
    const float x21 = (a2 - ((0x1.fffffep127f < a2) ? 0x1.fffffep127f : a2)) + as_float((min(as_int(as_uint(x14) - as_uint(8388608)), 0) | (x14 >> 31)));
    const float x22 = fma(x16, 0x1.62e43p-1f, fma(x18, x20, (x17 + fma(x16, (-0x1.05c61p-29f), x21))));
    a0 = a0 + (x22 - a3);
  }
  b0[0] = a0;
}

