__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_max_sum_exp_64x64x32_p0s0(__global float *b0, __global const float *b1) {
  const int first = (int) get_global_id(0) * 8;
  const int last = min(first + 8, 8);
  int i0 = first / 8;
  int i1 = first % 8;
  for (int row = first; row < last; row++) {
    const int x0 = i1 * 256;
    for (int i2 = 0; i2 < 8; i2++) {
      const int x1 = i2 * 32;
      for (int i3 = 0; i3 < 32; i3++) {
        b0[(x0 + (i3 * 8)) + i2] = b1[(x0 + i3) + x1];
      }
    }
    if (++i1 == 8) {
      i1 = 0;
      i0++;
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_max_sum_exp_64x64x32_p0s1(__global float *b0, __global const float *b1) {
  const int first = (int) get_global_id(0) * 2;
  const int last = min(first + 2, 2);
  int i0 = first / 2;
  int i1 = first % 2;
  for (int row = first; row < last; row++) {
    const int x0 = i1 * 1024;
    const int x1 = i1 * 32;
    for (int i2 = 0; i2 < 32; i2++) {
      const int x2 = x0 + (i2 * 32);
      const int x3 = x1 + (i2 * 64);
      for (int i3 = 0; i3 < 17; i3 += 16) {
        vstore16(vload16(0, b1 + (x3 + i3)), 0, b0 + (x2 + i3));
      }
    }
    if (++i1 == 2) {
      i1 = 0;
      i0++;
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_max_sum_exp_64x64x32_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  const int block = get_group_id(0);
  const int batch = block / 16;
  const int row = block / 2 % 8 * 1; // tile
  const int column = block % 2 * 1;
  contract_float_8x32(b1 + (batch * 8 + row) * 256, b2 + (batch * 2 + column) * 1024, b0 + (batch * 8 + row) * 512 + column * 32, min(1, 8 - row), min(1, 2 - column), 32, 32, 64);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_max_sum_exp_64x64x32_p2s0(__global float *restrict b0, __global float *restrict b1) {
  float l0[64];
  const int first = (int) get_global_id(0) * 24;
  const int last = min(first + 24, 64);
  int i0 = first;
  for (int row = first; row < last; row++) {
    float a0 = as_float(0xff800000);
    const int x0 = i0 * 64;
    float16 a0_0 = (float16)(as_float(0xff800000));
    float16 a0_1 = (float16)(as_float(0xff800000));
    float16 a0_2 = (float16)(as_float(0xff800000));
    float16 a0_3 = (float16)(as_float(0xff800000));
    for (int i1 = 0; i1 < 1; i1 += 64) {
      {
        const int i1_0 = i1 + 0;
        a0_0 = max_float16(a0_0, vload16(0, b0 + (x0 + i1_0)));
      }
      {
        const int i1_1 = i1 + 16;
        a0_1 = max_float16(a0_1, vload16(0, b0 + (x0 + i1_1)));
      }
      {
        const int i1_2 = i1 + 32;
        a0_2 = max_float16(a0_2, vload16(0, b0 + (x0 + i1_2)));
      }
      {
        const int i1_3 = i1 + 48;
        a0_3 = max_float16(a0_3, vload16(0, b0 + (x0 + i1_3)));
      }
    }
    a0_0 = max_float16(a0_0, a0_2);
    a0_1 = max_float16(a0_1, a0_3);
    a0_0 = max_float16(a0_0, a0_1);
    float8 a0_0_8 = max_float8(a0_0.lo, a0_0.hi);
    float4 a0_0_4 = max_float4(a0_0_8.lo, a0_0_8.hi);
    float2 a0_0_2 = max_float2(a0_0_4.lo, a0_0_4.hi);
    float a0_0_1 = max_float(a0_0_2.lo, a0_0_2.hi);
    a0 = max_float(a0, a0_0_1);
    float a1 = 0.0f;
    float16 a1_0 = (float16)(0.0f);
    float16 a1_1 = (float16)(0.0f);
    float16 a1_2 = (float16)(0.0f);
    float16 a1_3 = (float16)(0.0f);
    for (int i2 = 0; i2 < 1; i2 += 64) {
      {
        const int i2_0 = i2 + 0;
        const float16 v1 = vload16(0, b0 + (x0 + i2_0)) - ((float16)(a0));
        const float16 v2 = select(v1, ((float16)(-176.0f)), (v1 < ((float16)(-176.0f))));
        const int16 v3 = ((float16)(90.0f)) < v2;
        const float16 v4 = select(v2, ((float16)(90.0f)), v3);
        const float16 v5 = fma(v4, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v6 = v5 - ((float16)(1.2582912E7f));
        const float16 v7 = fma(v6, ((float16)(0x1.05c61p-28f)), fma(v6, ((float16)(-0x1.62e43p0f)), v4));
        const float16 v8 = fma(((float16)(0x1.9832fp-13f)), v7, ((float16)(0x1.71d9eep-10f)));
        const float16 v9 = v7 * v7;
        const float16 v10 = fma(fma(fma(v8, v9, fma(((float16)(0x1.113168p-7f)), v7, ((float16)(0x1.5549ap-5f)))), v9, fma(((float16)(0x1.5554f6p-3f)), v7, ((float16)(0x1.00000cp-1f)))), v9, (v7 + ((float16)(1.0f))));
        const float16 v11 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v5)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v12 = (v10 * v11) * v11;
        vstore16(v12, 0, l0 + i2_0);
        a1_0 = a1_0 + v12;
      }
      {
        const int i2_1 = i2 + 16;
        const float16 v1 = vload16(0, b0 + (x0 + i2_1)) - ((float16)(a0));
        const float16 v2 = select(v1, ((float16)(-176.0f)), (v1 < ((float16)(-176.0f))));
        const int16 v3 = ((float16)(90.0f)) < v2;
        const float16 v4 = select(v2, ((float16)(90.0f)), v3);
        const float16 v5 = fma(v4, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v6 = v5 - ((float16)(1.2582912E7f));
        const float16 v7 = fma(v6, ((float16)(0x1.05c61p-28f)), fma(v6, ((float16)(-0x1.62e43p0f)), v4));
        const float16 v8 = fma(((float16)(0x1.9832fp-13f)), v7, ((float16)(0x1.71d9eep-10f)));
        const float16 v9 = v7 * v7;
        const float16 v10 = fma(fma(fma(v8, v9, fma(((float16)(0x1.113168p-7f)), v7, ((float16)(0x1.5549ap-5f)))), v9, fma(((float16)(0x1.5554f6p-3f)), v7, ((float16)(0x1.00000cp-1f)))), v9, (v7 + ((float16)(1.0f))));
        const float16 v11 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v5)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v12 = (v10 * v11) * v11;
        vstore16(v12, 0, l0 + i2_1);
        a1_1 = a1_1 + v12;
      }
      {
        const int i2_2 = i2 + 32;
        const float16 v1 = vload16(0, b0 + (x0 + i2_2)) - ((float16)(a0));
        const float16 v2 = select(v1, ((float16)(-176.0f)), (v1 < ((float16)(-176.0f))));
        const int16 v3 = ((float16)(90.0f)) < v2;
        const float16 v4 = select(v2, ((float16)(90.0f)), v3);
        const float16 v5 = fma(v4, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v6 = v5 - ((float16)(1.2582912E7f));
        const float16 v7 = fma(v6, ((float16)(0x1.05c61p-28f)), fma(v6, ((float16)(-0x1.62e43p0f)), v4));
        const float16 v8 = fma(((float16)(0x1.9832fp-13f)), v7, ((float16)(0x1.71d9eep-10f)));
        const float16 v9 = v7 * v7;
        const float16 v10 = fma(fma(fma(v8, v9, fma(((float16)(0x1.113168p-7f)), v7, ((float16)(0x1.5549ap-5f)))), v9, fma(((float16)(0x1.5554f6p-3f)), v7, ((float16)(0x1.00000cp-1f)))), v9, (v7 + ((float16)(1.0f))));
        const float16 v11 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v5)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v12 = (v10 * v11) * v11;
        vstore16(v12, 0, l0 + i2_2);
        a1_2 = a1_2 + v12;
      }
      {
        const int i2_3 = i2 + 48;
        const float16 v1 = vload16(0, b0 + (x0 + i2_3)) - ((float16)(a0));
        const float16 v2 = select(v1, ((float16)(-176.0f)), (v1 < ((float16)(-176.0f))));
        const int16 v3 = ((float16)(90.0f)) < v2;
        const float16 v4 = select(v2, ((float16)(90.0f)), v3);
        const float16 v5 = fma(v4, ((float16)(0x1.715476p-1f)), ((float16)(1.2582912E7f)));
        const float16 v6 = v5 - ((float16)(1.2582912E7f));
        const float16 v7 = fma(v6, ((float16)(0x1.05c61p-28f)), fma(v6, ((float16)(-0x1.62e43p0f)), v4));
        const float16 v8 = fma(((float16)(0x1.9832fp-13f)), v7, ((float16)(0x1.71d9eep-10f)));
        const float16 v9 = v7 * v7;
        const float16 v10 = fma(fma(fma(v8, v9, fma(((float16)(0x1.113168p-7f)), v7, ((float16)(0x1.5549ap-5f)))), v9, fma(((float16)(0x1.5554f6p-3f)), v7, ((float16)(0x1.00000cp-1f)))), v9, (v7 + ((float16)(1.0f))));
        const float16 v11 = as_float16(as_int16(as_uint16(as_int16(as_uint16(as_int16(v5)) << 23)) + as_uint16(((int16)(1065353216)))));
        const float16 v12 = (v10 * v11) * v11;
        vstore16(v12, 0, l0 + i2_3);
        a1_3 = a1_3 + v12;
      }
    }
    a1_0 = a1_0 + a1_2;
    a1_1 = a1_1 + a1_3;
    a1_0 = a1_0 + a1_1;
    float8 a1_0_8 = a1_0.lo + a1_0.hi;
    float4 a1_0_4 = a1_0_8.lo + a1_0_8.hi;
    float2 a1_0_2 = a1_0_4.lo + a1_0_4.hi;
    float a1_0_1 = a1_0_2.lo + a1_0_2.hi;
    a1 = a1 + a1_0_1;
    for (int i3 = 0; i3 < 49; i3 += 16) {
      vstore16(vload16(0, l0 + i3) / ((float16)(a1)), 0, b1 + (x0 + i3));
    }
    i0++;
  }
}

