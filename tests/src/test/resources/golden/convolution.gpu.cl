__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_32x400x72_p0s0(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  if (row >= 8) {
    return;
  }
  const int i0 = row / 8;
  const int i1 = row % 8;
  const int x0 = i1 * 288;
  for (int i2 = 0; i2 < 4; i2++) {
    const int x1 = i2 * 72;
    for (int i3 = 0; i3 < 72; i3++) {
      b0[(x0 + (i3 * 4)) + i2] = b1[(x0 + i3) + x1];
    }
  }
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_32x400x72_p0s1(__global float *restrict b0, __global const float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 100) {
    return;
  }
  const int i0 = row / 100;
  const int i1 = row % 100;
  const int x0 = i1 * 288;
  const int x1 = i1 / 5;
  const int x2 = (i1 % 5) * 8;
  const int x3 = (x1 * 80) + x2;
  const int x4 = x1 * 2;
  for (int i2 = 0; i2 < 72; i2++) {
    const int x5 = x0 + (i2 * 4);
    const int x6 = (i2 / 3) % 3;
    const int x7 = (x3 + ((i2 / 9) * 1600)) + (x6 * 40);
    const int x8 = i2 % 3;
    const int x9 = x7 + x8;
    const bool x10 = 0 < (x4 + x6);
    const int x11 = x2 + x8;
    for (int i3 = 0; i3 < 4; i3++) {
      const int x12 = i3 * 2;
      const float x13 = (x10 & (0 < (x11 + x12))) ? b1[(x9 + x12) - 41] : 0;
      b0[x5 + i3] = x13;
    }
  }
}

__kernel __attribute__((reqd_work_group_size(256, 1, 1)))
void contract_32x400x72_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  __local float scratch[2048];
  const int block = get_group_id(0);
  const int batch = block / 7;
  const int row = block / 7 % 1 * 16; // tile
  const int column = block % 7 * 16;
  contract_group_float_64x64(b1 + (batch * 8 + row) * 288, b2 + (batch * 100 + column) * 288, b0 + (batch * 8 + row) * 1600 + column * 4, min(16, 8 - row), min(16, 100 - column), 72, 16, 400, scratch);
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_32x400x72_p2s0(__global float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  if (row >= 4) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min(4096, (12800 - x0));
  for (int i1 = 0; i1 < x1; i1++) {
    const int x2 = x0 + i1;
    b1[x2] = b0[x2];
  }
}

