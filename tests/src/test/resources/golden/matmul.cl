__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_100x50x70_p0s0(__global float *b0, __global const float *b1) {
  const int first = (int) get_global_id(0) * 10;
  const int last = min(first + 10, 20);
  int i0 = first / 20;
  int i1 = first % 20;
  for (int row = first; row < last; row++) {
    const int x0 = i1 * 350;
    for (int i2 = 0; i2 < 5; i2++) {
      const int x1 = i2 * 70;
      for (int i3 = 0; i3 < 70; i3++) {
        b0[(x0 + (i3 * 5)) + i2] = b1[(x0 + i3) + x1];
      }
    }
    if (++i1 == 20) {
      i1 = 0;
      i0++;
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_100x50x70_p0s1(__global float *restrict b0, __global const float *restrict b1) {
  const int row = get_global_id(0);
  const int i0 = row / 2;
  const int i1 = row % 2;
  const int x0 = i1 * 2240;
  const int x1 = i1 * 32;
  for (int i2 = 0; i2 < 70; i2++) {
    const int x2 = x0 + (i2 * 32);
    const int x3 = x1 + (i2 * 50);
    const int16 v4 = (int16)(0) + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const int16 v5 = (int16)(50);
    for (int i3 = 0; i3 < 32; i3 += 16) {
      const int16 v6 = (int16)(x1 + i3);
      vstore16(load_where_float16_global(b1, (x3 + i3), ((v6 + v4) < v5)), 0, b0 + (x2 + i3));
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_100x50x70_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  const int block = get_group_id(0);
  const int batch = block / 20;
  const int row = block / 2 % 10 * 2; // tile
  const int column = block % 2 * 1;
  contract_float_5x32(b1 + (batch * 20 + row) * 350, b2 + (batch * 2 + column) * 2240, b0 + (batch * 20 + row) * 320 + column * 32, min(2, 20 - row), min(1, 2 - column), 70, 70, 64);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_100x50x70_p2s0(__global float *restrict b0, __global float *restrict b1) {
  const int first = (int) get_global_id(0) * 100;
  const int last = min(first + 100, 100);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 50;
    const int x1 = i0 * 64;
    const int x2 = x0 + 34;
    const int x3 = x1 + 34;
    for (int i1 = 0; i1 < 48; i1 += 16) {
      vstore16(vload16(0, b0 + (x1 + i1)), 0, b1 + (x0 + i1));
    }
    vstore16(vload16(0, b0 + x3), 0, b1 + x2);
    i0++;
  }
}

