__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void mul_add_sub_4096_and_1_more_p0s0(__global float *b0, __global const float *b1, __global const float *b2, __global const float *b3, __global float *b4, const float s0) {
  const float16 v0 = (float16)(0x1.ccccccp-1f);
  const float16 v1 = (float16)(s0);
  for (int i0 = 0; i0 < 4096; i0 += 16) {
    const float16 v2 = (vload16(0, b2 + i0) * v0) + vload16(0, b1 + i0);
    const float16 v3 = vload16(0, b3 + i0) - (v2 * v1);
    vstore16(v3, 0, b0 + i0);
    vstore16(v2, 0, b4 + i0);
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void mul_add_sub_4096_and_1_more_p0s1(__global float *b0, __global const float *b1, __global const float *b2, __global const float *b3, __global float *b4, const float s0) {
  const float16 v0 = (float16)(0x1.ccccccp-1f);
  const float16 v1 = (float16)(s0);
  for (int i0 = 0; i0 < 128; i0 += 16) {
    const float16 v2 = (vload16(0, b2 + i0) * v0) + vload16(0, b1 + i0);
    const float16 v3 = vload16(0, b3 + i0) - (v2 * v1);
    vstore16(v3, 0, b0 + i0);
    vstore16(v2, 0, b4 + i0);
  }
  for (int i1 = 0; i1 < 2; i1++) {
    const int x4 = i1 + 128;
    const float x5 = (b2[x4] * 0x1.ccccccp-1f) + b1[x4];
    const float x6 = b3[x4] - (x5 * s0);
    b0[x4] = x6;
    b4[x4] = x5;
  }
}

