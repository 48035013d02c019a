__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_mul_16x20x20x3x3_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 7;
  const int last = min(first + 7, 320);
  int i0 = first / 20;
  int i1 = first % 20;
  for (int row = first; row < last; row++) {
    const int x0 = (i0 * 400) + (i1 * 20);
    const int x1 = i0 * 9;
    const int x2 = x0 + 4;
    const int16 v3 = (int16)(0);
    const int16 v4 = (int16)(0) + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const int16 v5 = (int16)(21);
    for (int i2 = 0; i2 < 16; i2 += 16) {
      float16 a0_0 = (float16)(0.0f);
      for (int i3 = 0; i3 < 3; i3++) {
        const int x6 = x0 + (i3 * 20);
        const int x7 = i1 + i3;
        const int16 v8 = (int16)((0 < x7) & (x7 < 21) ? -1 : 0);
        const int x9 = x1 + (i3 * 3);
        for (int i4 = 0; i4 < 3; i4++) {
          const int16 v10 = (int16)(i4 + i2);
          const int16 v11 = v10 + v4;
          const float16 v12 = load_where_float16_global(b2, (((x6 + i4) + i2) - 21), ((v8 & (v3 < v11)) & (v11 < v5)));
          const float16 v13 = (float16)(b1[x9 + i4]);
          a0_0 = a0_0 + (v12 * v13);
        }
      }
      vstore16(a0_0, 0, b0 + (x0 + i2));
    }
    float16 a0_0 = (float16)(0.0f);
    for (int i5 = 0; i5 < 3; i5++) {
      const int x14 = x0 + (i5 * 20);
      const int x15 = i1 + i5;
      const int16 v16 = (int16)((0 < x15) & (x15 < 21) ? -1 : 0);
      const int x17 = x1 + (i5 * 3);
      for (int i6 = 0; i6 < 3; i6++) {
        const int16 v18 = (int16)(i6 + 4);
        const int16 v19 = v18 + v4;
        const float16 v20 = load_where_float16_global(b2, ((x14 + i6) - 17), ((v16 & (v3 < v19)) & (v19 < v5)));
        const float16 v21 = (float16)(b1[x17 + i6]);
        a0_0 = a0_0 + (v20 * v21);
      }
    }
    vstore16(a0_0, 0, b0 + x2);
    if (++i1 == 20) {
      i1 = 0;
      i0++;
    }
  }
}

