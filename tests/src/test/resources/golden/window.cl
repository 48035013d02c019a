__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void max_8x20x3_p0s0(__global float *restrict b0, __global const float *restrict b1) {
  const int first = (int) get_global_id(0) * 8;
  const int last = min(first + 8, 8);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 40;
    const int x1 = i0 * 20;
    const int x2 = x1 + 4;
    const int16 v3 = (int16)(0);
    const int16 v4 = (int16)(0) + (int16)(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const float16 v5 = (float16)(as_float(0xff800000));
    for (int i1 = 0; i1 < 16; i1 += 16) {
      float16 a0_0 = v5;
      const int x6 = i1 * 2;
      for (int i2 = 0; i2 < 3; i2++) {
        const int16 v7 = (int16)(i2 + x6);
        const int16 v8 = v3 < (v7 + v4);
        const float16 v9 = gather_where_float16_global(b1, ((int16)(((x0 + i2) + x6) - 1) + (int16)(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)), v8);
        a0_0 = max_float16(a0_0, select(v5, v9, v8));
      }
      vstore16(a0_0, 0, b0 + (x1 + i1));
    }
    float16 a0_0 = v5;
    for (int i3 = 0; i3 < 3; i3++) {
      const int16 v10 = (int16)(i3 + 8);
      const int16 v11 = v3 < (v10 + v4);
      const float16 v12 = select(v5, gather_where_float16_global(b1, ((int16)((x0 + i3) + 7) + (int16)(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)), v11), v11);
      a0_0 = max_float16(a0_0, v12);
    }
    vstore16(a0_0, 0, b0 + x2);
    i0++;
  }
}

