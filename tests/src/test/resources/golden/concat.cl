__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_mul_96x64_p0s0(__global float *restrict b0, __global const float *restrict b1, __global const float *restrict b2) {
  const int first = (int) get_global_id(0) * 32;
  const int last = min(first + 32, 96);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 128;
    const int x1 = i0 * 64;
    for (int i1 = 0; i1 < 64; i1 += 16) {
      const int x2 = x0 + i1;
      const int x3 = x1 + i1;
      const float16 v4 = vload16(0, b1 + x3);
      vstore16(v4 + v4, 0, b0 + (x2 + 64));
      vstore16(vload16(0, b2 + x3) * v4, 0, b0 + x2);
    }
    i0++;
  }
}

