__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_96x64_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 85;
  const int last = min(first + 85, 96);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 64;
    for (int i1 = 0; i1 < 64; i1 += 16) {
      const int x1 = x0 + i1;
      vstore16(vload16(0, b2 + x1) + vload16(0, b1 + i1), 0, b0 + x1);
    }
    i0++;
  }
}

