__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void mul_add_sub_4096_and_1_more_p0s0(__global float *b0, __global const float *b1, __global const float *b2, __global const float *b3, __global float *b4, const float s0) {
  const int row = get_global_id(0);
  if (row >= 1) {
    return;
  }
  for (int i0 = 0; i0 < 4096; i0++) {
    const float x0 = (b2[i0] * 0x1.ccccccp-1f) + b1[i0];
    const float x1 = b3[i0] - (x0 * s0);
    b0[i0] = x1;
    b4[i0] = x0;
  }
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void mul_add_sub_4096_and_1_more_p0s1(__global float *b0, __global const float *b1, __global const float *b2, __global const float *b3, __global float *b4, const float s0) {
  const int row = get_global_id(0);
  if (row >= 1) {
    return;
  }
  for (int i0 = 0; i0 < 130; i0++) {
    const float x0 = (b2[i0] * 0x1.ccccccp-1f) + b1[i0];
    const float x1 = b3[i0] - (x0 * s0);
    b0[i0] = x1;
    b4[i0] = x0;
  }
}

