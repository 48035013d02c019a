__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_2x4096_p0s0(__global float *b0, __global const float *b1) {
  const int first = (int) get_global_id(0) * 2;
  const int last = min(first + 2, 2);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 4096;
    const int x1 = min((4160 - x0), 4096);
    const int x2 = (x1 / 16) * 16;
    const int x3 = x1 - x2;
    for (int i1 = 0; i1 < x2; i1 += 16) {
      const int x4 = x0 + i1;
      vstore16(vload16(0, b1 + x4), 0, b0 + x4);
    }
    for (int i2 = 0; i2 < x3; i2++) {
      const int x5 = x0 + (x2 + i2);
      b0[x5] = b1[x5];
    }
    i0++;
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_2x4096_p1s0(__global float *restrict b0, __global const int *restrict b1, __global const float *restrict b2) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 32;
  for (int i1 = 0; i1 < 12; i1++) {
    const int x1 = x0 + (b1[i1] * 64);
    const int x2 = x0 + (i1 * 64);
    for (int i2 = 0; i2 < 32; i2 += 16) {
      const int x3 = x1 + i2;
      vstore16(vload16(0, b0 + x3) + vload16(0, b2 + (x2 + i2)), 0, b0 + x3);
    }
  }
}

