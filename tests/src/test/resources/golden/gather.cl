__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void copy_12x32_p0s0(__global float *restrict b0, __global const long *restrict b1, __global const float *restrict b2) {
  const int first = (int) get_global_id(0) * 12;
  const int last = min(first + 12, 12);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 32;
    const long x1 = b1[i0];
    const bool x2 = ((-1L) < x1) & (x1 < 65L);
    const int x3 = (x2 ? convert_int(x1) : 0) * 32;
    const int16 v4 = (int16)(x2 ? -1 : 0);
    const float16 v5 = (float16)(as_float(0x7fc00000));
    for (int i1 = 0; i1 < 32; i1 += 16) {
      vstore16(select(v5, vload16(0, b2 + (x3 + i1)), v4), 0, b0 + (x0 + i1));
    }
    i0++;
  }
}

