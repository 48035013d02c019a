__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_32x400x72_p0s0(__global float *b0, __global const float *b1) {
  const int first = (int) get_global_id(0) * 4;
  const int last = min(first + 4, 4);
  int i0 = first / 4;
  int i1 = first % 4;
  for (int row = first; row < last; row++) {
    const int x0 = i1 * 576;
    for (int i2 = 0; i2 < 8; i2++) {
      const int x1 = i2 * 72;
      for (int i3 = 0; i3 < 72; i3++) {
        b0[(x0 + (i3 * 8)) + i2] = b1[(x0 + i3) + x1];
      }
    }
    if (++i1 == 4) {
      i1 = 0;
      i0++;
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_32x400x72_p0s1(__global float *restrict b0, __global const float *restrict b1) {
  const int row = get_global_id(0);
  const int i0 = row / 13;
  const int i1 = row % 13;
  const int x0 = i1 * 2304;
  const int x1 = i1 * 32;
  const int x2 = i1 * 2;
  const int x3 = i1 * 12;
  const int x4 = i1 * 80;
  for (int i2 = 0; i2 < 72; i2++) {
    const int x5 = x0 + (i2 * 32);
    const int x6 = (i2 / 3) % 3;
    const int x7 = x2 + x6;
    const int x8 = i2 % 3;
    const int x9 = ((x4 + ((i2 / 9) * 1600)) + (x6 * 40)) + x8;
    const int16 v10 = (int16)(0) + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const int16 v11 = (int16)(400);
    const int16 v12 = (int16)(0);
    const int16 v13 = (int16)(x7);
    const int16 v14 = (int16)(20);
    const int16 v15 = (int16)(2);
    const int16 v16 = (int16)(x8);
    const int16 v17 = (int16)(41);
    const int16 v18 = (int16)(x9);
    const int16 v19 = (int16)(80);
    const float16 v20 = (float16)(0.0f);
    for (int i3 = 0; i3 < 32; i3 += 16) {
      const int16 v21 = (int16)(x1 + i3);
      const int16 v22 = (v21 + v10) < v11;
      const int16 v23 = (int16)(x3 + i3);
      const int16 v24 = v23 + v10;
      const int16 v25 = v24 / v14;
      const int16 v26 = v13 + (v25 * v15);
      const int16 v27 = (v24 % v14) * v15;
      const int16 v28 = (v12 < v26) & (v12 < (v16 + v27));
      const int16 v29 = v28 & (v26 < v17);
      const float16 v30 = gather_where_float16_global(b1, (((v18 + (v25 * v19)) + v27) - v17), (v29 & v22));
      vstore16(select(v20, select(v20, v30, v29), v22), 0, b0 + (x5 + i3));
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_32x400x72_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  const int block = get_group_id(0);
  const int batch = block / 26;
  const int row = block / 13 % 2 * 2; // tile
  const int column = block % 13 * 1;
  contract_float_8x32(b1 + (batch * 4 + row) * 576, b2 + (batch * 13 + column) * 2304, b0 + (batch * 4 + row) * 3328 + column * 32, min(2, 4 - row), min(1, 13 - column), 72, 72, 416);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_32x400x72_p2s0(__global float *restrict b0, __global float *restrict b1) {
  const int first = (int) get_global_id(0) * 13;
  const int last = min(first + 13, 32);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 400;
    const int x1 = i0 * 416;
    for (int i1 = 0; i1 < 400; i1 += 16) {
      vstore16(vload16(0, b0 + (x1 + i1)), 0, b1 + (x0 + i1));
    }
    i0++;
  }
}

