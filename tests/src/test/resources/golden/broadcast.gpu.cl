__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void add_96x64_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int row = get_global_id(0);
  if (row >= 96) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 64;
  for (int i1 = 0; i1 < 64; i1++) {
    const int x1 = x0 + i1;
    b0[x1] = b2[x1] + b1[i1];
  }
}

