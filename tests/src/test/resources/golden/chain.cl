__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_mul_max_2x4096_p0s0(__global float *b0, __global const float *b1, __global const float *b2) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 4096;
  const int x1 = min((6144 - x0), 4096);
  const int x2 = (x1 / 16) * 16;
  const int x3 = x1 - x2;
  const float16 v4 = (float16)(0.0f);
  for (int i1 = 0; i1 < x2; i1 += 16) {
    const int x5 = x0 + i1;
    const float16 v6 = vload16(0, b1 + x5);
    vstore16(at_least_float16(((v6 + vload16(0, b2 + x5)) * v6), v4), 0, b0 + x5);
  }
  for (int i2 = 0; i2 < x3; i2++) {
    const int x7 = x0 + (x2 + i2);
    const float x8 = b1[x7];
    b0[x7] = at_least_float(((x8 + b2[x7]) * x8), 0.0f);
  }
}

