__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void sum_sqrt_mul_sub_96x64_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int row = get_global_id(0);
  if (row >= 96) {
    return;
  }
  const int i0 = row;
  float a0 = 0.0f;
  const int x0 = i0 * 64;
  float a1 = 0.0f;
  float a2 = 0.0f;
  float a3 = 0.0f;
  float a4 = 0.0f;
  for (int i1 = 0; i1 < 64; i1 += 4) {
    a1 = a1 + b2[x0 + i1];
    a2 = a2 + b2[x0 + (i1 + 1)];
    a3 = a3 + b2[x0 + (i1 + 2)];
    a4 = a4 + b2[x0 + (i1 + 3)];
  }
  a1 = a1 + a3;
  a2 = a2 + a4;
  a1 = a1 + a2;
  a0 = a0 + a1;
  float a5 = 0.0f;
  const float x1 = a0 * 0.015625f;
  float a6 = 0.0f;
  float a7 = 0.0f;
  float a8 = 0.0f;
  float a9 = 0.0f;
  for (int i2 = 0; i2 < 64; i2 += 4) {
    const float x2 = b2[x0 + i2] - x1;
    a6 = a6 + (x2 * x2);
    const float x3 = b2[x0 + (i2 + 1)] - x1;
    a7 = a7 + (x3 * x3);
    const float x4 = b2[x0 + (i2 + 2)] - x1;
    a8 = a8 + (x4 * x4);
    const float x5 = b2[x0 + (i2 + 3)] - x1;
    a9 = a9 + (x5 * x5);
  }
  a6 = a6 + a8;
  a7 = a7 + a9;
  a6 = a6 + a7;
  a5 = a5 + a6;
  const float x6 = sqrt(((a5 * 0.015625f) + 0x1.4f8b58p-17f));
  for (int i3 = 0; i3 < 64; i3++) {
    const int x7 = x0 + i3;
    b0[x7] = ((b2[x7] - x1) / x6) * b1[i3];
  }
}

