__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_22x6x4096_p0s0(__global const float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  const int i0 = row;
  float a0 = 0.0f;
  const int x0 = min(6, (128 - (i0 * 6)));
  const int x1 = i0 * 24576;
  for (int i1 = 0; i1 < x0; i1++) {
    float a1 = 0.0f;
    const int x2 = x1 + (i1 * 4096);
    float16 a2_0 = (float16)(0.0f);
    float16 a2_1 = (float16)(0.0f);
    float16 a2_2 = (float16)(0.0f);
    float16 a2_3 = (float16)(0.0f);
    for (int i2 = 0; i2 < 4096; i2 += 64) {
      a2_0 = a2_0 + vload16(0, b0 + (x2 + i2));
      a2_1 = a2_1 + vload16(0, b0 + ((x2 + i2) + 16));
      a2_2 = a2_2 + vload16(0, b0 + ((x2 + i2) + 32));
      a2_3 = a2_3 + vload16(0, b0 + ((x2 + i2) + 48));
    }
    float16 x3_32_0 = a2_0 + a2_2;
    float16 x3_32_1 = a2_1 + a2_3;
    float16 x3_16_0 = x3_32_0 + x3_32_1;
    float8 x3_8 = x3_16_0.lo + x3_16_0.hi;
    float4 x3_4 = x3_8.lo + x3_8.hi;
    float2 x3_2 = x3_4.lo + x3_4.hi;
    float x3_1 = x3_2.lo + x3_2.hi;
    const float x3 = x3_1;
    a1 = a1 + x3;
    a0 = a0 + a1;
  }
  b1[i0] = a0;
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_22x6x4096_p1s0(__global float *restrict b0, __global float *restrict b1) {
  float a0 = 0.0f;
  float16 a1_0 = (float16)(0.0f);
  for (int i0 = 0; i0 < 16; i0 += 16) {
    a1_0 = a1_0 + vload16(0, b1 + i0);
  }
  float8 x0_8 = a1_0.lo + a1_0.hi;
  float4 x0_4 = x0_8.lo + x0_8.hi;
  float2 x0_2 = x0_4.lo + x0_4.hi;
  float x0_1 = x0_2.lo + x0_2.hi;
  const float x0 = x0_1;
  a0 = a0 + x0;
  for (int i1 = 0; i1 < 6; i1++) {
    a0 = a0 + b1[i1 + 16];
  }
  b0[0] = a0;
}

