__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void add_mul_max_2x4096_p0s0(__global float *b0, __global const float *b1, __global const float *b2) {
  const int row = get_global_id(0);
  if (row >= 2) {
    return;
  }
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min(4096, (6144 - x0));
  for (int i1 = 0; i1 < x1; i1++) {
    const int x2 = x0 + i1;
    const float x3 = b1[x2];
    b0[x2] = at_least_float(((x3 + b2[x2]) * x3), 0.0f);
  }
}

