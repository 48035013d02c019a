__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void add_mul_96x64_p0s0(__global float *restrict b0, __global const float *restrict b1, __global const float *restrict b2) {
  const int row = get_global_id(0);
  if (row >= 96) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 128;
  const int x1 = i0 * 64;
  for (int i1 = 0; i1 < 64; i1++) {
    const int x2 = x0 + i1;
    const int x3 = x1 + i1;
    const float x4 = b1[x3];
    b0[x2 + 64] = x4 + x4;
    b0[x2] = b2[x3] * x4;
  }
}

