__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_64x96_p0s0(__global float *b0, __global const float *b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 42;
  const int last = min(first + 42, 64);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 96;
    for (int i1 = 0; i1 < 81; i1 += 16) {
      const int x1 = x0 + i1;
      vstore16(gather_float16_global(b2, (((int16)(i0)) + ((i1 + (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)) * ((int16)(64))))) + vload16(0, b1 + x1), 0, b0 + x1);
    }
    i0++;
  }
}

