__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void tanh_2x4096_p0s0(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min((7000 - x0), 4096);
  const int x2 = (x1 / 16) * 16;
  const int x3 = x1 - x2;
  const float16 v4 = (float16)(1.0f);
  const int16 v5 = (int16)(1065353216);
  const float16 v6 = (float16)(19.0f);
  const float16 v7 = (float16)(0x1.715476p0f);
  const float16 v8 = (float16)(1.2582912E7f);
  const float16 v9 = (float16)(-0x1.62e43p-1f);
  const float16 v10 = (float16)(-0x1.6ce20cp-10f);
  const float16 v11 = (float16)(0x1.12310ap-7f);
  const float16 v12 = (float16)(-0x1.555536p-5f);
  const float16 v13 = (float16)(0x1.5554a4p-3f);
  const float16 v14 = (float16)(-0.5f);
  const int16 v15 = (int16)(-2147483647 - 1);
  for (int i1 = 0; i1 < x2; i1 += 16) {
    const int x16 = x0 + i1;
    const float16 v17 = vload16(0, b1 + x16);
    const float16 v18 = fabs(v17);
    const float16 v19 = v18 + v18;
    const float16 v20 = select(v19, v6, (v6 < v19));
    const float16 v21 = fma(v20, v7, v8);
    const float16 v22 = as_float16(as_int16(as_uint16(v5) - as_uint16(as_int16(as_uint16(as_int16(v21)) << 23))));
    const float16 v23 = fma((v21 - v8), v9, v20);
    const float16 v24 = v23 * v23;
    const float16 v25 = fma(fma(v10, v24, fma(v11, v23, v12)), v24, fma(v13, v23, v14));
    const float16 v26 = v22 * fma(v24, v25, v23);
    const float16 v27 = (v4 - v22) + v26;
    const int16 v28 = as_int16((v27 / ((v4 + v22) - v26))) | (as_int16(v17) & v15);
    vstore16(as_float16(v28), 0, b0 + x16);
  }
  for (int i2 = 0; i2 < x3; i2++) {
    const int x29 = x0 + (x2 + i2);
    const float x30 = b1[x29];
    const float x31 = fabs(x30);
    const float x32 = x31 + x31;
    const float x33 = (19.0f < x32) ? 19.0f : x32;
    const float x34 = fma(x33, 0x1.715476p0f, 1.2582912E7f);
    const float x35 = as_float(as_int(as_uint(1065353216) - as_uint(as_int(as_uint(as_int(x34)) << 23))));
    const float x36 = fma((x34 - 1.2582912E7f), (-0x1.62e43p-1f), x33);
    const float x37 = x36 * x36;
    const float x38 = fma(fma((-0x1.6ce20cp-10f), x37, fma(0x1.12310ap-7f, x36, (-0x1.555536p-5f))), x37, fma(0x1.5554a4p-3f, x36, (-0.5f)));
    const float x39 = x35 * fma(x37, x38, x36);
    const float x40 = (1.0f - x35) + x39;
    const int x41 = as_int((x40 / ((1.0f + x35) - x39))) | (as_int(x30) & (-2147483647 - 1));
    b0[x29] = as_float(x41);
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_add_max_100x50x70_p0s0(__global float *b0, __global const float *b1) {
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
void contract_add_max_100x50x70_p0s1(__global float *restrict b0, __global const float *restrict b1) {
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
void contract_add_max_100x50x70_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  const int block = get_group_id(0);
  const int batch = block / 20;
  const int row = block / 2 % 10 * 2; // tile
  const int column = block % 2 * 1;
  contract_float_5x32(b1 + (batch * 20 + row) * 350, b2 + (batch * 2 + column) * 2240, b0 + (batch * 20 + row) * 320 + column * 32, min(2, 20 - row), min(1, 2 - column), 70, 70, 64);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void contract_add_max_100x50x70_p2s0(__global float *restrict b0, __global float *restrict b1, __global const float *restrict b2) {
  const int first = (int) get_global_id(0) * 72;
  const int last = min(first + 72, 100);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 50;
    const int x1 = i0 * 64;
    const int x2 = x0 + 34;
    const int x3 = x1 + 34;
    const float16 v4 = (float16)(0.0f);
    for (int i1 = 0; i1 < 48; i1 += 16) {
      vstore16(at_least_float16((vload16(0, b0 + (x1 + i1)) + vload16(0, b2 + i1)), v4), 0, b1 + (x0 + i1));
    }
    vstore16(at_least_float16((vload16(0, b0 + x3) + vload16(0, b2 + 34)), v4), 0, b1 + x2);
    i0++;
  }
}

