__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void max_sum_exp_log_96x64_p0s0(__global float *restrict b0, __global const float *restrict b1, __global const int *restrict b2) {
  const int row = get_global_id(0);
  if (row >= 1) {
    return;
  }
  float a0 = 0.0f;
  for (int i0 = 0; i0 < 96; i0++) {
    float a1 = as_float(0xff800000);
    const int x0 = i0 * 64;
    float a2 = as_float(0xff800000);
    float a3 = as_float(0xff800000);
    float a4 = as_float(0xff800000);
    float a5 = as_float(0xff800000);
    for (int i1 = 0; i1 < 64; i1 += 4) {
      a2 = max_float(a2, b1[x0 + i1]);
      a3 = max_float(a3, b1[x0 + (i1 + 1)]);
      a4 = max_float(a4, b1[x0 + (i1 + 2)]);
      a5 = max_float(a5, b1[x0 + (i1 + 3)]);
    }
    a2 = max_float(a2, a4);
    a3 = max_float(a3, a5);
    a2 = max_float(a2, a3);
    a1 = max_float(a1, a2);
    float a6 = 0.0f;
    float a7 = 0.0f;
    const int x1 = b2[i0];
    float a8 = 0.0f;
    float a9 = 0.0f;
    float a10 = 0.0f;
    float a11 = 0.0f;
    float a12 = 0.0f;
    float a13 = 0.0f;
    float a14 = 0.0f;
    float a15 = 0.0f;
    for (int i2 = 0; i2 < 64; i2 += 4) {
      const float x2 = b1[x0 + i2] - a1;
      const float x3 = (x2 < (-176.0f)) ? (-176.0f) : x2;
      const bool x4 = 90.0f < x3;
      const float x5 = x4 ? 90.0f : x3;
      const float x6 = fma(x5, 0x1.715476p-1f, 1.2582912E7f);
      const float x7 = x6 - 1.2582912E7f;
      const float x8 = fma(x7, 0x1.05c61p-28f, fma(x7, (-0x1.62e43p0f), x5));
      const float x9 = fma(0x1.9832fp-13f, x8, 0x1.71d9eep-10f);
      const float x10 = x8 * x8;
      const float x11 = fma(fma(fma(x9, x10, fma(0x1.113168p-7f, x8, 0x1.5549ap-5f)), x10, fma(0x1.5554f6p-3f, x8, 0x1.00000cp-1f)), x10, (x8 + 1.0f));
      const float x12 = as_float(as_int(as_uint(as_int(as_uint(as_int(x6)) << 23)) + as_uint(1065353216)));
      const float x13 = (x11 * x12) * x12;
      a8 = a8 + x13;
      a9 = a9 + ((x1 == i2) ? x2 : 0.0f);
      const int x14 = i2 + 1;
      const float x15 = b1[x0 + x14] - a1;
      const float x16 = (x15 < (-176.0f)) ? (-176.0f) : x15;
      const float x17 = (90.0f < x16) ? 90.0f : x16;
      const float x18 = fma(x17, 0x1.715476p-1f, 1.2582912E7f);
      const float x19 = x18 - 1.2582912E7f;
      const float x20 = fma(x19, 0x1.05c61p-28f, fma(x19, (-0x1.62e43p0f), x17));
      const float x21 = x20 * x20;
      const float x22 = fma(fma(fma(0x1.9832fp-13f, x20, 0x1.71d9eep-10f), x21, fma(0x1.113168p-7f, x20, 0x1.5549ap-5f)), x21, fma(0x1.5554f6p-3f, x20, 0x1.00000cp-1f));
      const float x23 = as_float(as_int(as_uint(as_int(as_uint(as_int(x18)) << 23)) + as_uint(1065353216)));
      const float x24 = fma(x22, x21, (x20 + 1.0f)) * x23;
      a10 = a10 + (x24 * x23);
      a11 = a11 + ((x1 == x14) ? x15 : 0.0f);
      const int x25 = i2 + 2;
      const float x26 = b1[x0 + x25] - a1;
      const float x27 = (x26 < (-176.0f)) ? (-176.0f) : x26;
      const float x28 = (90.0f < x27) ? 90.0f : x27;
      const float x29 = fma(x28, 0x1.715476p-1f, 1.2582912E7f);
      const float x30 = x29 - 1.2582912E7f;
      const float x31 = fma(x30, 0x1.05c61p-28f, fma(x30, (-0x1.62e43p0f), x28));
      const float x32 = x31 * x31;
      const float x33 = fma(fma(fma(0x1.9832fp-13f, x31, 0x1.71d9eep-10f), x32, fma(0x1.113168p-7f, x31, 0x1.5549ap-5f)), x32, fma(0x1.5554f6p-3f, x31, 0x1.00000cp-1f));
      const float x34 = as_float(as_int(as_uint(as_int(as_uint(as_int(x29)) << 23)) + as_uint(1065353216)));
      const float x35 = fma(x33, x32, (x31 + 1.0f)) * x34;
      a12 = a12 + (x35 * x34);
      a13 = a13 + ((x1 == x25) ? x26 : 0.0f);
      const int x36 = i2 + 3;
      const float x37 = b1[x0 + x36] - a1;
      const float x38 = (x37 < (-176.0f)) ? (-176.0f) : x37;
      const float x39 = (90.0f < x38) ? 90.0f : x38;
      const float x40 = fma(x39, 0x1.715476p-1f, 1.2582912E7f);
      const float x41 = x40 - 1.2582912E7f;
      const float x42 = fma(x41, 0x1.05c61p-28f, fma(x41, (-0x1.62e43p0f), x39));
      const float x43 = x42 * x42;
      const float x44 = fma(fma(fma(0x1.9832fp-13f, x42, 0x1.71d9eep-10f), x43, fma(0x1.113168p-7f, x42, 0x1.5549ap-5f)), x43, fma(0x1.5554f6p-3f, x42, 0x1.00000cp-1f));
      const float x45 = as_float(as_int(as_uint(as_int(as_uint(as_int(x40)) << 23)) + as_uint(1065353216)));
      const float x46 = fma(x44, x43, (x42 + 1.0f)) * x45;
      a14 = a14 + (x46 * x45);
      a15 = a15 + ((x1 == x36) ? x37 : 0.0f);
    }
    a8 = a8 + a12;
    a10 = a10 + a14;
    a8 = a8 + a10;
    a6 = a6 + a8;
    a9 = a9 + a13;
    a11 = a11 + a15;
    a9 = a9 + a11;
    a7 = a7 + a9;
    const int x47 = as_int(fma(a6, 1.6777216E7f, 0.0f));
    const int x48 = as_int(as_uint(min(x47, 1266679808)) + as_uint(as_int(as_uint(max(as_int(a6), 1065353216)) - as_uint((-1967848205)))));
    const float x49 = convert_float((x48 >> 23));
    const float x50 = as_float(((x48 & 8388607) + 1060439283)) - 1.0f;
    const float x51 = x50 * x50;
    const float x52 = x51 * x51;
    const float x53 = fma(fma(fma(0x1.aecfa4p-5f, x50, (-0x1.bd84fap-4f)), x52, fma(fma(0x1.efe564p-4f, x50, (-0x1.01059cp-3f)), x51, fma(0x1.23031ap-3f, x50, (-0x1.552f06p-3f)))), x52, fma(fma(0x1.99a542p-3f, x50, (-0x1.00007p-2f)), x51, fma(0x1.555548p-2f, x50, (-0.5f))));
    const float x54 = (a6 - ((0x1.fffffep127f < a6) ? 0x1.fffffep127f : a6)) + as_float((min(as_int(as_uint(x47) - as_uint(8388608)), 0) | (x47 >> 31)));
    const float x55 = fma(x49, 0x1.62e43p-1f, fma(x51, x53, (x50 + fma(x49, (-0x1.05c61p-29f), x54))));
    a0 = a0 + (x55 - a7);
  }
  b0[0] = a0;
}

