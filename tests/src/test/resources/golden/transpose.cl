__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void add_64x96_p0s0(__global float *b0, __global const float *b1, __global const float *b2) {
  const int first = (int) get_global_id(0) * 42;
  const int last = min(first + 42, 64);
  int i0 = first;
  for (int row = first; row < last; row++) {
    const int x0 = i0 * 96;
    for (int i1 = 0; i1 < 96; i1 += 16) {
      const int x1 = x0 + i1;
      vstore16(gather_float16_global(b2, ((int16)(i0 + (i1 * 64)) + (int16)(0, 64, 128, 192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 960))) + vload16(0, b1 + x1), 0, b0 + x1);
    }
    i0++;
  }
}

