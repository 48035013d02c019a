__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void copy_12x32_p0s0(__global float *restrict b0, __global const long *restrict b1, __global const float *restrict b2) {
  const int row = get_global_id(0);
  if (row >= 12) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 32;
  const long x1 = b1[i0];
  const bool x2 = ((-1L) < x1) & (x1 < 65L);
  const int x3 = x2 ? convert_int(x1) : 0;
  const int x4 = x3 * 32;
  for (int i1 = 0; i1 < 32; i1++) {
    b0[x0 + i1] = x2 ? b2[x4 + i1] : as_float(0x7fc00000);
  }
}

