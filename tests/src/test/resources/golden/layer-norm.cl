__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_sqrt_mul_sub_96x64_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 22;
  const int last = min(first + 22, 96);
  int i0 = first;
  for (int row = first; row < last; row++) {
    float a0 = 0.0f;
    const int x0 = i0 * 64;
    float16 a1_0 = (float16)(0.0f);
    float16 a1_1 = (float16)(0.0f);
    float16 a1_2 = (float16)(0.0f);
    float16 a1_3 = (float16)(0.0f);
    for (int i1 = 0; i1 < 64; i1 += 64) {
      a1_0 = a1_0 + vload16(0, b2 + (x0 + i1));
      a1_1 = a1_1 + vload16(0, b2 + ((x0 + i1) + 16));
      a1_2 = a1_2 + vload16(0, b2 + ((x0 + i1) + 32));
      a1_3 = a1_3 + vload16(0, b2 + ((x0 + i1) + 48));
    }
    float16 x1_32_0 = a1_0 + a1_2;
    float16 x1_32_1 = a1_1 + a1_3;
    float16 x1_16_0 = x1_32_0 + x1_32_1;
    float8 x1_8 = x1_16_0.lo + x1_16_0.hi;
    float4 x1_4 = x1_8.lo + x1_8.hi;
    float2 x1_2 = x1_4.lo + x1_4.hi;
    float x1_1 = x1_2.lo + x1_2.hi;
    const float x1 = x1_1;
    a0 = a0 + x1;
    float a2 = 0.0f;
    const float x2 = a0 * 0.015625f;
    float16 a3_0 = (float16)(0.0f);
    float16 a3_1 = (float16)(0.0f);
    float16 a3_2 = (float16)(0.0f);
    float16 a3_3 = (float16)(0.0f);
    const float16 v3 = (float16)(x2);
    for (int i2 = 0; i2 < 64; i2 += 64) {
      const float16 v4_0 = vload16(0, b2 + (x0 + i2)) - v3;
      const float16 v4_1 = vload16(0, b2 + ((x0 + i2) + 16)) - v3;
      const float16 v4_2 = vload16(0, b2 + ((x0 + i2) + 32)) - v3;
      const float16 v4_3 = vload16(0, b2 + ((x0 + i2) + 48)) - v3;
      a3_0 = a3_0 + (v4_0 * v4_0);
      a3_1 = a3_1 + (v4_1 * v4_1);
      a3_2 = a3_2 + (v4_2 * v4_2);
      a3_3 = a3_3 + (v4_3 * v4_3);
    }
    float16 x5_32_0 = a3_0 + a3_2;
    float16 x5_32_1 = a3_1 + a3_3;
    float16 x5_16_0 = x5_32_0 + x5_32_1;
    float8 x5_8 = x5_16_0.lo + x5_16_0.hi;
    float4 x5_4 = x5_8.lo + x5_8.hi;
    float2 x5_2 = x5_4.lo + x5_4.hi;
    float x5_1 = x5_2.lo + x5_2.hi;
    const float x5 = x5_1;
    a2 = a2 + x5;
    const float x6 = sqrt(((a2 * 0.015625f) + 0x1.4f8b58p-17f));
    const float16 v7 = (float16)(x2);
    const float16 v8 = (float16)(x6);
    for (int i3 = 0; i3 < 64; i3 += 16) {
      const int x9 = x0 + i3;
      vstore16(((vload16(0, b2 + x9) - v7) / v8) * vload16(0, b1 + i3), 0, b0 + x9);
    }
    i0++;
  }
}

