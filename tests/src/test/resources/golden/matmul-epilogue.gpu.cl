__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_tanh_add_max_100x50x70_p0s0(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  if (row >= 25) {
    return;
  }
  const int i0 = row / 25;
  const int i1 = row % 25;
  const int x0 = i1 * 280;
  for (int i2 = 0; i2 < 4; i2++) {
    const int x1 = i2 * 70;
    for (int i3 = 0; i3 < 70; i3++) {
      const float x2 = b1[(x0 + i3) + x1];
      const float x3 = fabs(x2);
      const float x4 = x3 + x3;
      const bool x5 = 19.0f < x4;
      const float x6 = x5 ? 19.0f : x4;
      const float x7 = fma(x6, 0x1.715476p0f, 1.2582912E7f);
      const float x8 = as_float(as_int(as_uint(1065353216) - as_uint(as_int(as_uint(as_int(x7)) << 23))));
      const float x9 = fma((x7 - 1.2582912E7f), (-0x1.62e43p-1f), x6);
      const float x10 = x9 * x9;
      const float x11 = fma(fma((-0x1.6ce20cp-10f), x10, fma(0x1.12310ap-7f, x9, (-0x1.555536p-5f))), x10, fma(0x1.5554a4p-3f, x9, (-0.5f)));
      const float x12 = x8 * fma(x10, x11, x9);
      const float x13 = ((1.0f - x8) + x12) / ((1.0f + x8) - x12);
      b0[(x0 + (i3 * 4)) + i2] = as_float((as_int(x13) | (as_int(x2) & (-2147483647 - 1))));
    }
  }
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_tanh_add_max_100x50x70_p0s1(__global float *restrict b0, __global const float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 13) {
    return;
  }
  const int i0 = row / 13;
  const int i1 = row % 13;
  const int x0 = i1 * 280;
  const int x1 = i1 * 4;
  for (int i2 = 0; i2 < 70; i2++) {
    const int x2 = x0 + (i2 * 4);
    const int x3 = x1 + (i2 * 50);
    for (int i3 = 0; i3 < 4; i3++) {
      b0[x2 + i3] = ((x1 + i3) < 50) ? b1[x3 + i3] : 0;
    }
  }
}

__kernel __attribute__((reqd_work_group_size(256, 1, 1)))
void contract_tanh_add_max_100x50x70_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  __local float scratch[2048];
  const int block = get_group_id(0);
  const int batch = block / 2;
  const int row = block / 1 % 2 * 16; // tile
  const int column = block % 1 * 16;
  contract_group_float_64x64(b1 + (batch * 25 + row) * 280, b2 + (batch * 13 + column) * 280, b0 + (batch * 25 + row) * 208 + column * 4, min(16, 25 - row), min(16, 13 - column), 70, 16, 52, scratch);
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_tanh_add_max_100x50x70_p2s0(__global float *restrict b0, __global float *restrict b1, __global const float *restrict b2) {
  const int row = get_global_id(0);
  if (row >= 100) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 50;
  const int x1 = i0 * 52;
  for (int i1 = 0; i1 < 50; i1++) {
    b1[x0 + i1] = at_least_float((b0[x1 + i1] + b2[i1]), 0.0f);
  }
}

