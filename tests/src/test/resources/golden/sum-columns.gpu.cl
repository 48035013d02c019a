__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_add_16x1024_p0s0(__global const float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 16) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 1024;
  for (int i1 = 0; i1 < 1024; i1++) {
    b1[x0 + i1] = 0.0f;
  }
  const int x1 = i0 * 32768;
  for (int i2 = 0; i2 < 32; i2++) {
    const int x2 = i2 * 1024;
    for (int i3 = 0; i3 < 1024; i3++) {
      const int x3 = i3 + x0;
      b1[x3] = b1[x3] + b0[(i3 + x1) + x2];
    }
  }
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_add_16x1024_p1s0(__global float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 1) {
    return;
  }
  for (int i0 = 0; i0 < 1024; i0++) {
    float a0 = 0.0f;
    for (int i1 = 0; i1 < 16; i1++) {
      a0 = a0 + b1[(i1 * 1024) + i0];
    }
    b0[i0] = a0;
  }
}

