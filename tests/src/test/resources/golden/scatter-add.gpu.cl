__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void add_2x4096_p0s0(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  if (row >= 2) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min(4096, (4160 - x0));
  for (int i1 = 0; i1 < x1; i1++) {
    const int x2 = x0 + i1;
    b0[x2] = b1[x2];
  }
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void add_2x4096_p1s0(__global float *restrict b0, __global const int *restrict b1, __global const float *restrict b2) {
  const int row = get_global_id(0);
  if (row >= 2) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 32;
  for (int i1 = 0; i1 < 12; i1++) {
    const int x1 = (b1[i1] * 64) + x0;
    const int x2 = (i1 * 64) + x0;
    for (int i2 = 0; i2 < 32; i2++) {
      const int x3 = x1 + i2;
      b0[x3] = b0[x3] + b2[x2 + i2];
    }
  }
}

