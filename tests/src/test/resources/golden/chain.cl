__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_mul_max_2x4096_p0s0(__global float *b0, __global const float *b1, __global const float *b2) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min(4096, (6144 - x0));
  int i1 = 0;
  for (; i1 < (x1) - 15; i1 += 16) {
    const int x2 = x0 + i1;
    const float16 v3 = vload16(0, b1 + x2);
    vstore16(at_least_float16(((v3 + vload16(0, b2 + x2)) * v3), ((float16)(0.0f))), 0, b0 + x2);
  }
  for (; i1 < x1; i1++) {
    const int x2 = x0 + i1;
    const float x3 = b1[x2];
    b0[x2] = at_least_float(((x3 + b2[x2]) * x3), 0.0f);
  }
}

