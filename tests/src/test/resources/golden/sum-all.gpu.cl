__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_22x6x2x16x128_p0s0(__global const float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 22) {
    return;
  }
  const int i0 = row;
  float a0 = 0.0f;
  const int x0 = min(6, (128 - (i0 * 6)));
  const int x1 = i0 * 24576;
  for (int i1 = 0; i1 < x0; i1++) {
    float a1 = 0.0f;
    const int x2 = x1 + (i1 * 4096);
    for (int i2 = 0; i2 < 2; i2++) {
      float a2 = 0.0f;
      const int x3 = x2 + (i2 * 2048);
      for (int i3 = 0; i3 < 16; i3++) {
        float a3 = 0.0f;
        const int x4 = x3 + (i3 * 128);
        float a4 = 0.0f;
        float a5 = 0.0f;
        float a6 = 0.0f;
        float a7 = 0.0f;
        for (int i4 = 0; i4 < 128; i4 += 4) {
          a4 = a4 + b0[x4 + i4];
          a5 = a5 + b0[x4 + (i4 + 1)];
          a6 = a6 + b0[x4 + (i4 + 2)];
          a7 = a7 + b0[x4 + (i4 + 3)];
        }
        a4 = a4 + a6;
        a5 = a5 + a7;
        a4 = a4 + a5;
        a3 = a3 + a4;
        a2 = a2 + a3;
      }
      a1 = a1 + a2;
    }
    a0 = a0 + a1;
  }
  b1[i0] = a0;
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_22x6x2x16x128_p1s0(__global float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 1) {
    return;
  }
  float a0 = 0.0f;
  float a1 = 0.0f;
  float a2 = 0.0f;
  float a3 = 0.0f;
  float a4 = 0.0f;
  for (int i0 = 0; i0 < 20; i0 += 4) {
    a1 = a1 + b1[i0];
    a2 = a2 + b1[i0 + 1];
    a3 = a3 + b1[i0 + 2];
    a4 = a4 + b1[i0 + 3];
  }
  a1 = a1 + a3;
  a2 = a2 + a4;
  a1 = a1 + a2;
  a0 = a0 + a1;
  for (int i1 = 0; i1 < 2; i1++) {
    a0 = a0 + b1[i1 + 20];
  }
  b0[0] = a0;
}

