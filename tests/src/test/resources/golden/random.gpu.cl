__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void mul_2x4096_p0s0(__global float *b0, __global const float *b1, const long s0) {
  const int x0 = convert_int(s0);
  const int x1 = convert_int(as_long(as_ulong(s0) >> 32));
  const int x2 = as_int(as_uint(x0) + as_uint(x1));
  const int x3 = as_int(as_uint(x1) << 13) | as_int(as_uint(x1) >> 19);
  const int x4 = (x0 ^ x1) ^ 466688986;
  const int x5 = as_int(as_uint(x4) + as_uint(1));
  const int x6 = as_int(as_uint(x0) + as_uint(2));
  const int x7 = as_int(as_uint(x1) + as_uint(3));
  const int x8 = as_int(as_uint(x4) + as_uint(4));
  const int row = get_global_id(0);
  if (row >= 2) {
    return;
  }
  const int i0 = row;
  const int x9 = i0 * 4096;
  const int x10 = min(4096, (6144 - x9));
  const int x11 = as_int(as_uint(x2) + as_uint(x9));
  for (int i1 = 0; i1 < x10; i1++) {
    const int x12 = x9 + i1;
    const int x13 = as_int(as_uint(x11) + as_uint(i1));
    const int x14 = x3 ^ x13;
    const int x15 = as_int(as_uint(x13) + as_uint(x14));
    const int x16 = (as_int(as_uint(x14) << 15) | as_int(as_uint(x14) >> 17)) ^ x15;
    const int x17 = as_int(as_uint(x15) + as_uint(x16));
    const int x18 = (as_int(as_uint(x16) << 26) | as_int(as_uint(x16) >> 6)) ^ x17;
    const int x19 = as_int(as_uint(x17) + as_uint(x18));
    const int x20 = as_int(as_uint(((as_int(as_uint(x18) << 6) | as_int(as_uint(x18) >> 26)) ^ x19)) + as_uint(x5));
    const int x21 = as_int(as_uint(as_int(as_uint(x19) + as_uint(x1))) + as_uint(x20));
    const int x22 = (as_int(as_uint(x20) << 17) | as_int(as_uint(x20) >> 15)) ^ x21;
    const int x23 = as_int(as_uint(x21) + as_uint(x22));
    const int x24 = (as_int(as_uint(x22) << 29) | as_int(as_uint(x22) >> 3)) ^ x23;
    const int x25 = as_int(as_uint(x23) + as_uint(x24));
    const int x26 = (as_int(as_uint(x24) << 16) | as_int(as_uint(x24) >> 16)) ^ x25;
    const int x27 = as_int(as_uint(x25) + as_uint(x26));
    const int x28 = as_int(as_uint(((as_int(as_uint(x26) << 24) | as_int(as_uint(x26) >> 8)) ^ x27)) + as_uint(x6));
    const int x29 = as_int(as_uint(as_int(as_uint(x27) + as_uint(x4))) + as_uint(x28));
    const int x30 = (as_int(as_uint(x28) << 13) | as_int(as_uint(x28) >> 19)) ^ x29;
    const int x31 = as_int(as_uint(x29) + as_uint(x30));
    const int x32 = (as_int(as_uint(x30) << 15) | as_int(as_uint(x30) >> 17)) ^ x31;
    const int x33 = as_int(as_uint(x31) + as_uint(x32));
    const int x34 = (as_int(as_uint(x32) << 26) | as_int(as_uint(x32) >> 6)) ^ x33;
    const int x35 = as_int(as_uint(x33) + as_uint(x34));
    const int x36 = as_int(as_uint(((as_int(as_uint(x34) << 6) | as_int(as_uint(x34) >> 26)) ^ x35)) + as_uint(x7));
    const int x37 = as_int(as_uint(as_int(as_uint(x35) + as_uint(x0))) + as_uint(x36));
    const int x38 = (as_int(as_uint(x36) << 17) | as_int(as_uint(x36) >> 15)) ^ x37;
    const int x39 = as_int(as_uint(x37) + as_uint(x38));
    const int x40 = (as_int(as_uint(x38) << 29) | as_int(as_uint(x38) >> 3)) ^ x39;
    const int x41 = as_int(as_uint(x39) + as_uint(x40));
    const int x42 = (as_int(as_uint(x40) << 16) | as_int(as_uint(x40) >> 16)) ^ x41;
    const int x43 = as_int(as_uint(x41) + as_uint(x42));
    const int x44 = as_int(as_uint(((as_int(as_uint(x42) << 24) | as_int(as_uint(x42) >> 8)) ^ x43)) + as_uint(x8));
    const int x45 = as_int(as_uint(as_int(as_uint(x43) + as_uint(x1))) + as_uint(x44));
    const int x46 = (as_int(as_uint(x44) << 13) | as_int(as_uint(x44) >> 19)) ^ x45;
    const int x47 = as_int(as_uint(x45) + as_uint(x46));
    const int x48 = (as_int(as_uint(x46) << 15) | as_int(as_uint(x46) >> 17)) ^ x47;
    const int x49 = as_int(as_uint(x47) + as_uint(x48));
    const int x50 = as_int(as_uint(x49) + as_uint(((as_int(as_uint(x48) << 26) | as_int(as_uint(x48) >> 6)) ^ x49)));
    b0[x12] = (as_int(as_uint(x50) + as_uint(x4)) < 0) ? (b1[x12] * 2.0f) : 0.0f;
  }
}

