__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void max_8x20x3_p0s0(__global float *restrict b0, __global const float *restrict b1) {
  const int first = (int) get_global_id(0) * 8;
  const int last = min(first + 8, 8);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 40;
    const int x1 = i0 * 20;
    for (int i1 = 0; i1 < 5; i1 += 16) {
      float16 a0 = (float16)(as_float(0xff800000));
      const int16 v2 = (i1 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)) * ((int16)(2));
      const int16 v3 = ((int16)(x0)) + v2;
      for (int i2 = 0; i2 < 3; i2++) {
        const int16 v4 = ((int16)(0)) < (v2 + ((int16)(i2)));
        const float16 v5 = select(((float16)(as_float(0xff800000))), gather_where_float16_global(b1, ((v3 + ((int16)(i2))) - ((int16)(1))), v4), v4);
        a0 = max_float16(a0, v5);
      }
      vstore16(a0, 0, b0 + (x1 + i1));
    }
    for (int i1 = 16; i1 < 20; i1++) {
      float a0 = as_float(0xff800000);
      const int x2 = i1 * 2;
      const int x3 = x0 + x2;
      for (int i3 = 0; i3 < 3; i3++) {
        const bool x4 = 0 < (x2 + i3);
        const float x5 = x4 ? (x4 ? b1[(x3 + i3) - 1] : 0) : as_float(0xff800000);
        a0 = max_float(a0, x5);
      }
      b0[x1 + i1] = a0;
    }
    i0++;
  }
}

