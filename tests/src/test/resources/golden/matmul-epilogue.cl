__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void tanh_2x4096_p0s0(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min(4096, (7000 - x0));
  int i1 = 0;
  for (; i1 < (x1) - 15; i1 += 16) {
    const int x2 = x0 + i1;
    const float16 v3 = vload16(0, b1 + x2);
    const float16 v4 = fabs(v3);
    const float16 v5 = v4 + v4;
    const float16 v6 = select(v5, ((float16)(19.0f)), (((float16)(19.0f)) < v5));
    const float16 v7 = fma(v6, ((float16)(0x1.715476p0f)), ((float16)(1.2582912E7f)));
    const float16 v8 = as_float16(as_int16(as_uint16(((int16)(1065353216))) - as_uint16(as_int16(as_uint16(as_int16(v7)) << 23))));
    const float16 v9 = fma((v7 - ((float16)(1.2582912E7f))), ((float16)(-0x1.62e43p-1f)), v6);
    const float16 v10 = v9 * v9;
    const float16 v11 = fma(fma(((float16)(-0x1.6ce20cp-10f)), v10, fma(((float16)(0x1.12310ap-7f)), v9, ((float16)(-0x1.555536p-5f)))), v10, fma(((float16)(0x1.5554a4p-3f)), v9, ((float16)(-0.5f))));
    const float16 v12 = v8 * fma(v10, v11, v9);
    const float16 v13 = (((float16)(1.0f)) - v8) + v12;
    const int16 v14 = as_int16((v13 / ((((float16)(1.0f)) + v8) - v12))) | (as_int16(v3) & ((int16)(-2147483647 - 1)));
    vstore16(as_float16(v14), 0, b0 + x2);
  }
  for (; i1 < x1; i1++) {
    const int x2 = x0 + i1;
    const float x3 = b1[x2];
    const float x4 = fabs(x3);
    const float x5 = x4 + x4;
    const float x6 = (19.0f < x5) ? 19.0f : x5;
    const float x7 = fma(x6, 0x1.715476p0f, 1.2582912E7f);
    const float x8 = as_float(as_int(as_uint(1065353216) - as_uint(as_int(as_uint(as_int(x7)) << 23))));
    const float x9 = fma((x7 - 1.2582912E7f), (-0x1.62e43p-1f), x6);
    const float x10 = x9 * x9;
    const float x11 = fma(fma((-0x1.6ce20cp-10f), x10, fma(0x1.12310ap-7f, x9, (-0x1.555536p-5f))), x10, fma(0x1.5554a4p-3f, x9, (-0.5f)));
    const float x12 = x8 * fma(x10, x11, x9);
    const float x13 = (1.0f - x8) + x12;
    const int x14 = as_int((x13 / ((1.0f + x8) - x12))) | (as_int(x3) & (-2147483647 - 1));
    b0[x2] = as_float(x14);
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
    for (int i3 = 0; i3 < 17; i3 += 16) {
      vstore16(load_where_float16_global(b1, (x3 + i3), ((((int16)(x1)) + (i3 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))) < ((int16)(50)))), 0, b0 + (x2 + i3));
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
    for (int i1 = 0; i1 < 35; i1 += 16) {
      vstore16(at_least_float16((vload16(0, b0 + (x1 + i1)) + vload16(0, b2 + i1)), ((float16)(0.0f))), 0, b1 + (x0 + i1));
    }
    for (int i1 = 48; i1 < 50; i1++) {
      b1[x0 + i1] = at_least_float((b0[x1 + i1] + b2[i1]), 0.0f);
    }
    i0++;
  }
}

