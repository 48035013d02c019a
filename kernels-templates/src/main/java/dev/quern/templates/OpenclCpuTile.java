package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;

/** The function that computes one block of products with the vectors of a CPU. */
final class OpenclCpuTile {
  private OpenclCpuTile() {}

  /**
   * A tile's sums are registers {@code c<row>_<vector>} while one run of {@code kc} terms lasts;
   * between runs they rest in the products.
   */
  static MicroKernel microKernel(ContractionShape shape, Target target) {
    int lanes = target.lanes(shape.dtype().bytes());
    int vectors = shape.nr() / lanes;
    String element = shape.dtype() == DType.FLOAT32 ? "float" : "double";
    String name = "contract_" + element + "_" + shape.mr() + "x" + shape.nr();
    String text =
        """
        static void #name(__global const #e *restrict a, __global const #e *restrict b,
            __global #e *restrict c, const int rows, const int columns, const int terms,
            const int run, const int stride) {
          for (int k0 = 0; k0 == 0 || k0 < terms; k0 += run) { // once even without terms
            const int count = min(run, terms - k0);
            for (int j = 0; j < columns; j++) {
              for (int i = 0; i < rows; i++) {
                __global const #e *p = a + (i * terms + k0) * #mr;
                __global const #e *q = b + (j * terms + k0) * #nr;
                __global #e *r = c + i * #mr * stride + j * #nr;
        #zero        if (k0 > 0) {
        #load        }
                for (int k = 0; k < count; k++) {
        #columns#sums          p += #mr;
                  q += #nr;
                }
        #store      }
            }
          }
        }
        """
            .replace("#zero", tile(shape.mr(), vectors, "        #v c#i_#j = 0;\n"))
            .replace(
                "#load",
                tile(shape.mr(), vectors, "          c#i_#j = vload#l(#j, r + #i * stride);\n"))
            .replace("#columns", tile(1, vectors, "          const #v q#j = vload#l(#j, q);\n"))
            .replace(
                "#sums",
                tile(shape.mr(), vectors, "          c#i_#j = fma((#v)(p[#i]), q#j, c#i_#j);\n"))
            .replace(
                "#store",
                tile(shape.mr(), vectors, "        vstore#l(c#i_#j, #j, r + #i * stride);\n"))
            .replace("#name", name)
            .replace("#mr", Integer.toString(shape.mr()))
            .replace("#nr", Integer.toString(shape.nr()))
            .replace("#v", element + lanes)
            .replace("#l", Integer.toString(lanes))
            .replace("#e", element);
    return new MicroKernel(name, text);
  }

  /** A line for each row i and vector j of a tile. */
  private static String tile(int rows, int vectors, String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        text.append(line.replace("#i", Integer.toString(i)).replace("#j", Integer.toString(j)));
      }
    }
    return text.toString();
  }
}
