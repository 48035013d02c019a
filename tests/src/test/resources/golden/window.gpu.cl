__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void max_8x20x3_p0s0(__global float *restrict b0, __global const float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 8) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 40;
  const int x1 = i0 * 20;
  for (int i1 = 0; i1 < 20; i1++) {
    float a0 = as_float(0xff800000);
    const int x2 = i1 * 2;
    const int x3 = x0 + x2;
    for (int i2 = 0; i2 < 3; i2++) {
      const bool x4 = 0 < (x2 + i2);
      const float x5 = x4 ? (x4 ? b1[(x3 + i2) - 1] : 0) : as_float(0xff800000);
      a0 = max_float(a0, x5);
    }
    b0[x1 + i1] = a0;
  }
}

