__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_max_sum_exp_64x64x32_p0s0(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  if (row >= 16) {
    return;
  }
  const int i0 = row / 16;
  const int i1 = row % 16;
  const int x0 = i1 * 128;
  for (int i2 = 0; i2 < 4; i2++) {
    const int x1 = i2 * 32;
    for (int i3 = 0; i3 < 32; i3++) {
      b0[(x0 + (i3 * 4)) + i2] = b1[(x0 + i3) + x1];
    }
  }
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_max_sum_exp_64x64x32_p0s1(__global float *b0, __global const float *b1) {
  const int row = get_global_id(0);
  if (row >= 16) {
    return;
  }
  const int i0 = row / 16;
  const int i1 = row % 16;
  const int x0 = i1 * 128;
  const int x1 = i1 * 4;
  for (int i2 = 0; i2 < 32; i2++) {
    const int x2 = x0 + (i2 * 4);
    const int x3 = x1 + (i2 * 64);
    for (int i3 = 0; i3 < 4; i3++) {
      b0[x2 + i3] = b1[x3 + i3];
    }
  }
}

__kernel __attribute__((reqd_work_group_size(256, 1, 1)))
void contract_max_sum_exp_64x64x32_p1s0(__global float *restrict b0, __global float *restrict b1, __global float *restrict b2) {
  __local float scratch[2048];
  const int block = get_group_id(0);
  const int batch = block / 1;
  const int row = block / 1 % 1 * 16; // tile
  const int column = block % 1 * 16;
  contract_group_float_64x64(b1 + (batch * 16 + row) * 128, b2 + (batch * 16 + column) * 128, b0 + (batch * 16 + row) * 256 + column * 4, min(16, 16 - row), min(16, 16 - column), 32, 16, 64, scratch);
}

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void contract_max_sum_exp_64x64x32_p2s0(__global float *restrict b0, __global float *restrict b1) {
  float l0[64];
  const int row = get_global_id(0);
  const int i0 = row;
  float a0 = as_float(0xff800000);
  const int x0 = i0 * 64;
  float a1 = as_float(0xff800000);
  float a2 = as_float(0xff800000);
  float a3 = as_float(0xff800000);
  float a4 = as_float(0xff800000);
  for (int i1 = 0; i1 < 64; i1 += 4) {
    a1 = max_float(a1, b0[x0 + i1]);
    a2 = max_float(a2, b0[x0 + (i1 + 1)]);
    a3 = max_float(a3, b0[x0 + (i1 + 2)]);
    a4 = max_float(a4, b0[x0 + (i1 + 3)]);
  }
  a1 = max_float(a1, a3);
  a2 = max_float(a2, a4);
  a1 = max_float(a1, a2);
  a0 = max_float(a0, a1);
  float a5 = 0.0f;
  float a6 = 0.0f;
  float a7 = 0.0f;
  float a8 = 0.0f;
  float a9 = 0.0f;
  for (int i2 = 0; i2 < 64; i2 += 4) {
    const float x1 = b0[x0 + i2] - a0;
    const float x2 = (x1 < (-176.0f)) ? (-176.0f) : x1;
    const bool x3 = 90.0f < x2;
    const float x4 = x3 ? 90.0f : x2;
    const float x5 = fma(x4, 0x1.715476p-1f, 1.2582912E7f);
    const float x6 = x5 - 1.2582912E7f;
    const float x7 = fma(x6, 0x1.05c61p-28f, fma(x6, (-0x1.62e43p0f), x4));
    const float x8 = fma(0x1.9832fp-13f, x7, 0x1.71d9eep-10f);
    const float x9 = x7 * x7;
    const float x10 = fma(fma(fma(x8, x9, fma(0x1.113168p-7f, x7, 0x1.5549ap-5f)), x9, fma(0x1.5554f6p-3f, x7, 0x1.00000cp-1f)), x9, (x7 + 1.0f));
    const float x11 = as_float(as_int(as_uint(as_int(as_uint(as_int(x5)) << 23)) + as_uint(1065353216)));
    const float x12 = (x10 * x11) * x11;
    l0[i2] = x12;
    a6 = a6 + x12;
    const int x13 = i2 + 1;
    const float x14 = b0[x0 + x13] - a0;
    const float x15 = (x14 < (-176.0f)) ? (-176.0f) : x14;
    const bool x16 = 90.0f < x15;
    const float x17 = x16 ? 90.0f : x15;
    const float x18 = fma(x17, 0x1.715476p-1f, 1.2582912E7f);
    const float x19 = x18 - 1.2582912E7f;
    const float x20 = fma(x19, 0x1.05c61p-28f, fma(x19, (-0x1.62e43p0f), x17));
    const float x21 = fma(0x1.9832fp-13f, x20, 0x1.71d9eep-10f);
    const float x22 = x20 * x20;
    const float x23 = fma(fma(fma(x21, x22, fma(0x1.113168p-7f, x20, 0x1.5549ap-5f)), x22, fma(0x1.5554f6p-3f, x20, 0x1.00000cp-1f)), x22, (x20 + 1.0f));
    const float x24 = as_float(as_int(as_uint(as_int(as_uint(as_int(x18)) << 23)) + as_uint(1065353216)));
    const float x25 = (x23 * x24) * x24;
    l0[x13] = x25;
    a7 = a7 + x25;
    const int x26 = i2 + 2;
    const float x27 = b0[x0 + x26] - a0;
    const float x28 = (x27 < (-176.0f)) ? (-176.0f) : x27;
    const bool x29 = 90.0f < x28;
    const float x30 = x29 ? 90.0f : x28;
    const float x31 = fma(x30, 0x1.715476p-1f, 1.2582912E7f);
    const float x32 = x31 - 1.2582912E7f;
    const float x33 = fma(x32, 0x1.05c61p-28f, fma(x32, (-0x1.62e43p0f), x30));
    const float x34 = fma(0x1.9832fp-13f, x33, 0x1.71d9eep-10f);
    const float x35 = x33 * x33;
    const float x36 = fma(fma(fma(x34, x35, fma(0x1.113168p-7f, x33, 0x1.5549ap-5f)), x35, fma(0x1.5554f6p-3f, x33, 0x1.00000cp-1f)), x35, (x33 + 1.0f));
    const float x37 = as_float(as_int(as_uint(as_int(as_uint(as_int(x31)) << 23)) + as_uint(1065353216)));
    const float x38 = (x36 * x37) * x37;
    l0[x26] = x38;
    a8 = a8 + x38;
    const int x39 = i2 + 3;
    const float x40 = b0[x0 + x39] - a0;
    const float x41 = (x40 < (-176.0f)) ? (-176.0f) : x40;
    const bool x42 = 90.0f < x41;
    const float x43 = x42 ? 90.0f : x41;
    const float x44 = fma(x43, 0x1.715476p-1f, 1.2582912E7f);
    const float x45 = x44 - 1.2582912E7f;
    const float x46 = fma(x45, 0x1.05c61p-28f, fma(x45, (-0x1.62e43p0f), x43));
    const float x47 = fma(0x1.9832fp-13f, x46, 0x1.71d9eep-10f);
    const float x48 = x46 * x46;
    const float x49 = fma(fma(fma(x47, x48, fma(0x1.113168p-7f, x46, 0x1.5549ap-5f)), x48, fma(0x1.5554f6p-3f, x46, 0x1.00000cp-1f)), x48, (x46 + 1.0f));
    const float x50 = as_float(as_int(as_uint(as_int(as_uint(as_int(x44)) << 23)) + as_uint(1065353216)));
    const float x51 = (x49 * x50) * x50;
    l0[x39] = x51;
    a9 = a9 + x51;
  }
  a6 = a6 + a8;
  a7 = a7 + a9;
  a6 = a6 + a7;
  a5 = a5 + a6;
  for (int i3 = 0; i3 < 64; i3++) {
    b1[x0 + i3] = l0[i3] / a5;
  }
}

