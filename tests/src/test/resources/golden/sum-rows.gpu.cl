__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_512x8x128_p0s0(__global float *restrict b0, __global const float *restrict b1) {
  const int row = get_global_id(0);
  const int i0 = row;
  float a0 = 0.0f;
  const int x0 = i0 * 1024;
  for (int i1 = 0; i1 < 8; i1++) {
    float a1 = 0.0f;
    const int x1 = x0 + (i1 * 128);
    float a2 = 0.0f;
    float a3 = 0.0f;
    float a4 = 0.0f;
    float a5 = 0.0f;
    for (int i2 = 0; i2 < 128; i2 += 4) {
      a2 = a2 + b1[x1 + i2];
      a3 = a3 + b1[x1 + (i2 + 1)];
      a4 = a4 + b1[x1 + (i2 + 2)];
      a5 = a5 + b1[x1 + (i2 + 3)];
    }
    a2 = a2 + a4;
    a3 = a3 + a5;
    a2 = a2 + a3;
    a1 = a1 + a2;
    a0 = a0 + a1;
  }
  b0[i0] = a0;
}

