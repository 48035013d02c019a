__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_sqrt_mul_sub_96x64_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 22;
  const int last = min(first + 22, 96);
  int i0 = first;
  for (int row = first; row < last; row++) {
    float a0 = 0.0f;
    const int x0 = i0 * 64;
    float16 a0_0 = (float16)(0.0f);
    float16 a0_1 = (float16)(0.0f);
    float16 a0_2 = (float16)(0.0f);
    float16 a0_3 = (float16)(0.0f);
    for (int i1 = 0; i1 < 1; i1 += 64) {
      {
        const int i1_0 = i1 + 0;
        a0_0 = a0_0 + vload16(0, b2 + (x0 + i1_0));
      }
      {
        const int i1_1 = i1 + 16;
        a0_1 = a0_1 + vload16(0, b2 + (x0 + i1_1));
      }
      {
        const int i1_2 = i1 + 32;
        a0_2 = a0_2 + vload16(0, b2 + (x0 + i1_2));
      }
      {
        const int i1_3 = i1 + 48;
        a0_3 = a0_3 + vload16(0, b2 + (x0 + i1_3));
      }
    }
    a0_0 = a0_0 + a0_2;
    a0_1 = a0_1 + a0_3;
    a0_0 = a0_0 + a0_1;
    float8 a0_0_8 = a0_0.lo + a0_0.hi;
    float4 a0_0_4 = a0_0_8.lo + a0_0_8.hi;
    float2 a0_0_2 = a0_0_4.lo + a0_0_4.hi;
    float a0_0_1 = a0_0_2.lo + a0_0_2.hi;
    a0 = a0 + a0_0_1;
    float a1 = 0.0f;
    const float x1 = a0 * 0.015625f;
    float16 a1_0 = (float16)(0.0f);
    float16 a1_1 = (float16)(0.0f);
    float16 a1_2 = (float16)(0.0f);
    float16 a1_3 = (float16)(0.0f);
    for (int i2 = 0; i2 < 1; i2 += 64) {
      {
        const int i2_0 = i2 + 0;
        const float16 v2 = vload16(0, b2 + (x0 + i2_0)) - ((float16)(x1));
        a1_0 = a1_0 + (v2 * v2);
      }
      {
        const int i2_1 = i2 + 16;
        const float16 v2 = vload16(0, b2 + (x0 + i2_1)) - ((float16)(x1));
        a1_1 = a1_1 + (v2 * v2);
      }
      {
        const int i2_2 = i2 + 32;
        const float16 v2 = vload16(0, b2 + (x0 + i2_2)) - ((float16)(x1));
        a1_2 = a1_2 + (v2 * v2);
      }
      {
        const int i2_3 = i2 + 48;
        const float16 v2 = vload16(0, b2 + (x0 + i2_3)) - ((float16)(x1));
        a1_3 = a1_3 + (v2 * v2);
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
    const float x3 = sqrt(((a1 * 0.015625f) + 0x1.4f8b58p-17f));
    for (int i3 = 0; i3 < 49; i3 += 16) {
      const int x4 = x0 + i3;
      vstore16(((vload16(0, b2 + x4) - ((float16)(x1))) / ((float16)(x3))) * vload16(0, b1 + i3), 0, b0 + x4);
    }
    i0++;
  }
}

