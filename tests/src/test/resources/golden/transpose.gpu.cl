__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void add_64x96_p0s0(__global float *b0, __global const float *b1, __global const float *b2) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 96;
  for (int i1 = 0; i1 < 96; i1++) {
    const int x1 = x0 + i1;
    b0[x1] = b2[i0 + (i1 * 64)] + b1[x1];
  }
}

