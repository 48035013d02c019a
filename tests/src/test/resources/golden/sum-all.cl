__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_22x6x4096_p0s0(__global const float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  const int i0 = row;
  float a0 = 0.0f;
  const int x0 = min(6, (128 - (i0 * 6)));
  const int x1 = i0 * 24576;
  for (int i1 = 0; i1 < x0; i1++) {
    float a1 = 0.0f;
    const int x2 = i1 * 4096;
    float16 a1_0 = (float16)(0.0f);
    float16 a1_1 = (float16)(0.0f);
    float16 a1_2 = (float16)(0.0f);
    float16 a1_3 = (float16)(0.0f);
    for (int i2 = 0; i2 < 4033; i2 += 64) {
      {
        const int i2_0 = i2 + 0;
        a1_0 = a1_0 + vload16(0, b0 + ((i2_0 + x1) + x2));
      }
      {
        const int i2_1 = i2 + 16;
        a1_1 = a1_1 + vload16(0, b0 + ((i2_1 + x1) + x2));
      }
      {
        const int i2_2 = i2 + 32;
        a1_2 = a1_2 + vload16(0, b0 + ((i2_2 + x1) + x2));
      }
      {
        const int i2_3 = i2 + 48;
        a1_3 = a1_3 + vload16(0, b0 + ((i2_3 + x1) + x2));
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
    a0 = a0 + a1;
  }
  b1[i0] = a0;
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_22x6x4096_p1s0(__global float *restrict b0, __global float *restrict b1) {
  float a0 = 0.0f;
  float16 a0_0 = (float16)(0.0f);
  for (int i0 = 0; i0 < 7; i0 += 16) {
    a0_0 = a0_0 + vload16(0, b1 + i0);
  }
  float8 a0_0_8 = a0_0.lo + a0_0.hi;
  float4 a0_0_4 = a0_0_8.lo + a0_0_8.hi;
  float2 a0_0_2 = a0_0_4.lo + a0_0_4.hi;
  float a0_0_1 = a0_0_2.lo + a0_0_2.hi;
  a0 = a0 + a0_0_1;
  for (int i0 = 16; i0 < 22; i0++) {
    a0 = a0 + b1[i0];
  }
  b0[0] = a0;
}

