__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_add_16x1024_p0s0(__global const float *restrict b0, __global float *restrict b1) {
  const int row = get_global_id(0);
  const int i0 = row;
  const int x0 = i0 * 1024;
  const float16 v1 = (float16)(0.0f);
  for (int i1 = 0; i1 < 1024; i1 += 16) {
    vstore16(v1, 0, b1 + (x0 + i1));
  }
  const int x2 = i0 * 32768;
  for (int i2 = 0; i2 < 32; i2++) {
    const int x3 = x2 + (i2 * 1024);
    for (int i3 = 0; i3 < 1024; i3 += 16) {
      const int x4 = x0 + i3;
      vstore16(vload16(0, b1 + x4) + vload16(0, b0 + (x3 + i3)), 0, b1 + x4);
    }
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_add_16x1024_p1s0(__global float *restrict b0, __global float *restrict b1) {
  for (int i0 = 0; i0 < 1024; i0 += 16) {
    float16 a0_0 = (float16)(0.0f);
    for (int i1 = 0; i1 < 16; i1++) {
      a0_0 = a0_0 + vload16(0, b1 + ((i1 * 1024) + i0));
    }
    vstore16(a0_0, 0, b0 + i0);
  }
}

