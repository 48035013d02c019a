__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_512x1024_p0s0(__global float *restrict b0, __global const float *restrict b1) {
  const int first = (int) get_global_id(0) * 7;
  const int last = min(first + 7, 512);
  int i0 = first;
  for (int row = first; row < last; row++) {
    float a0 = 0.0f;
    const int x0 = i0 * 1024;
    float16 a1_0 = (float16)(0.0f);
    float16 a1_1 = (float16)(0.0f);
    float16 a1_2 = (float16)(0.0f);
    float16 a1_3 = (float16)(0.0f);
    for (int i1 = 0; i1 < 1024; i1 += 64) {
      a1_0 = a1_0 + vload16(0, b1 + (x0 + i1));
      a1_1 = a1_1 + vload16(0, b1 + ((x0 + i1) + 16));
      a1_2 = a1_2 + vload16(0, b1 + ((x0 + i1) + 32));
      a1_3 = a1_3 + vload16(0, b1 + ((x0 + i1) + 48));
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
    b0[i0] = a0;
    i0++;
  }
}

