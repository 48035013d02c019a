package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/** The function that computes one block of products with a work-group of a GPU. */
final class OpenclGpuTile {
  private OpenclGpuTile() {}

  /**
   * Each item has a tile of 4 x 4 sums. The group copies {@code run} terms of the block's panels to
   * local memory, where the items read them many times.
   */
  static MicroKernel microKernel(ContractionShape shape) {
    String element = shape.dtype() == DType.FLOAT32 ? "float" : "double";
    int across = shape.nc() / shape.nr();
    String name = "contract_group_" + element + "_" + shape.mc() + "x" + shape.nc();
    String text =
        """
        static void #name(__global const #e *restrict a, __global const #e *restrict b,
            __global #e *restrict c, const int rows, const int columns, const int terms,
            const int run, const int stride, __local #e *scratch) {
          const int item = get_local_id(0);
          const int i = item / #across;
          const int j = item % #across;
          __local #e *p = scratch;
          __local #e *q = scratch + run * #mc;
          #e4 c0 = 0, c1 = 0, c2 = 0, c3 = 0;
          for (int k0 = 0; k0 < terms; k0 += run) {
            const int count = min(run, terms - k0) * 4;
            for (int at = item; at < run * #mc; at += #items) {
              const int panel = at / (run * 4);
              const int term = at % (run * 4);
              p[at] = panel < rows && term < count ? a[(panel * terms + k0) * 4 + term] : 0;
            }
            for (int at = item; at < run * #nc; at += #items) {
              const int panel = at / (run * 4);
              const int term = at % (run * 4);
              q[at] = panel < columns && term < count ? b[(panel * terms + k0) * 4 + term] : 0;
            }
            barrier(CLK_LOCAL_MEM_FENCE);
            for (int k = 0; k < run; k++) {
              const #e4 x = vload4(i * run + k, p);
              const #e4 y = vload4(j * run + k, q);
              c0 = fma((#e4)(x.s0), y, c0);
              c1 = fma((#e4)(x.s1), y, c1);
              c2 = fma((#e4)(x.s2), y, c2);
              c3 = fma((#e4)(x.s3), y, c3);
            }
            barrier(CLK_LOCAL_MEM_FENCE);
          }
          if (i < rows && j < columns) {
            __global #e *r = c + i * 4 * stride + j * 4;
            vstore4(c0, 0, r);
            vstore4(c1, 0, r + stride);
            vstore4(c2, 0, r + 2 * stride);
            vstore4(c3, 0, r + 3 * stride);
          }
        }
        """
            .replace("#name", name)
            .replace("#across", Integer.toString(across))
            .replace("#items", Integer.toString(shape.mc() / shape.mr() * across))
            .replace("#mc", Integer.toString(shape.mc()))
            .replace("#nc", Integer.toString(shape.nc()))
            .replace("#e", element);
    return new MicroKernel(name, text);
  }
}
