__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_512x1024_p0s0(__global float *restrict b0, __global const float *restrict b1) {
  const int first = (int) get_global_id(0) * 7;
  const int last = min(first + 7, 512);
  int i0 = first;
  for (int row = first; row < last; row++) {
    float a0 = 0.0f;
    const int x0 = i0 * 1024;
    float16 a0_0 = (float16)(0.0f);
    float16 a0_1 = (float16)(0.0f);
    float16 a0_2 = (float16)(0.0f);
    float16 a0_3 = (float16)(0.0f);
    for (int i1 = 0; i1 < 961; i1 += 64) {
      {
        const int i1_0 = i1 + 0;
        a0_0 = a0_0 + vload16(0, b1 + (x0 + i1_0));
      }
      {
        const int i1_1 = i1 + 16;
        a0_1 = a0_1 + vload16(0, b1 + (x0 + i1_1));
      }
      {
        const int i1_2 = i1 + 32;
        a0_2 = a0_2 + vload16(0, b1 + (x0 + i1_2));
      }
      {
        const int i1_3 = i1 + 48;
        a0_3 = a0_3 + vload16(0, b1 + (x0 + i1_3));
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
    b0[i0] = a0;
    i0++;
  }
}

