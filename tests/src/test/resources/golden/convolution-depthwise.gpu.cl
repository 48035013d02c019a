__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_mul_16x20x20x3x3_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int row = get_global_id(0);
  const int i0 = row / 20;
  const int i1 = row % 20;
  const int x0 = (i0 * 400) + (i1 * 20);
  const int x1 = i0 * 9;
  for (int i2 = 0; i2 < 20; i2++) {
    float a0 = 0.0f;
    const int x2 = x0 + i2;
    for (int i3 = 0; i3 < 3; i3++) {
      const int x3 = x2 + (i3 * 20);
      const int x4 = i1 + i3;
      const bool x5 = (0 < x4) & (x4 < 21);
      const int x6 = x1 + (i3 * 3);
      for (int i4 = 0; i4 < 3; i4++) {
        const int x7 = i2 + i4;
        const float x8 = ((x5 & (0 < x7)) & (x7 < 21)) ? b2[(x3 + i4) - 21] : 0;
        a0 = a0 + (x8 * b1[x6 + i4]);
      }
    }
    b0[x2] = a0;
  }
}

