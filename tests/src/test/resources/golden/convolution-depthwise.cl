__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sum_mul_16x20x20x3x3_p0s0(__global float *b0, __global const float *restrict b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 7;
  const int last = min(first + 7, 320);
  int i0 = first / 20;
  int i1 = first % 20;
  for (int row = first; row < last; row++) {
    const int x0 = (i0 * 400) + (i1 * 20);
    const int x1 = i0 * 9;
    for (int i2 = 0; i2 < 5; i2 += 16) {
      float16 a0 = (float16)(0.0f);
      const int x2 = x0 + i2;
      for (int i3 = 0; i3 < 3; i3++) {
        const int x3 = x2 + (i3 * 20);
        const int x4 = i1 + i3;
        const bool x5 = (x4 < 21) & (0 < x4);
        const int x6 = x1 + (i3 * 3);
        for (int i4 = 0; i4 < 3; i4++) {
          const int16 v7 = (i2 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)) + ((int16)(i4));
          const float16 v8 = load_where_float16_global(b2, ((x3 + i4) - 21), ((((int16)(x5 ? -1 : 0)) & (v7 < ((int16)(21)))) & (((int16)(0)) < v7)));
          a0 = a0 + (v8 * ((float16)(b1[x6 + i4])));
        }
      }
      vstore16(a0, 0, b0 + x2);
    }
    for (int i2 = 16; i2 < 20; i2++) {
      float a0 = 0.0f;
      const int x2 = x0 + i2;
      for (int i5 = 0; i5 < 3; i5++) {
        const int x3 = x2 + (i5 * 20);
        const int x4 = i1 + i5;
        const bool x5 = (x4 < 21) & (0 < x4);
        const int x6 = x1 + (i5 * 3);
        for (int i6 = 0; i6 < 3; i6++) {
          const int x7 = i2 + i6;
          const float x8 = ((x5 & (x7 < 21)) & (0 < x7)) ? b2[(x3 + i6) - 21] : 0;
          a0 = a0 + (x8 * b1[x6 + i6]);
        }
      }
      b0[x2] = a0;
    }
    if (++i1 == 20) {
      i1 = 0;
      i0++;
    }
  }
}

