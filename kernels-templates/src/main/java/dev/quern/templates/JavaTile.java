package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/**
 * Writes the micro-kernel for a register tile: accumulators are local vectors, a term takes one row
 * of B in vectors and each element of A in all lanes.
 */
final class JavaTile {
  private static final int WARM_TERMS = 8;

  private final String type;
  private final String vector;
  private final int lanes;
  private final int mr;
  private final int vectors;
  private final boolean together;
  private final StringBuilder text = new StringBuilder();

  private JavaTile(ContractionShape shape, int lanes) {
    this.type = shape.dtype() == DType.FLOAT32 ? "float" : "double";
    this.vector = shape.dtype() == DType.FLOAT32 ? "FloatVector" : "DoubleVector";
    this.lanes = lanes;
    this.mr = shape.mr();
    this.vectors = shape.nr() / lanes;
    this.together = shape.termsTogether();
  }

  static MicroKernel of(ContractionShape shape, int vectorBits) {
    JavaTile tile = new JavaTile(shape, vectorBits / 8 / shape.dtype().bytes());
    String element = shape.dtype() == DType.FLOAT32 ? "Float" : "Double";
    String name =
        "Tile" + shape.mr() + "x" + shape.nr() + element + (tile.together ? "Together" : "");
    tile.write(name, vectorBits);
    return new MicroKernel(name, tile.text.toString());
  }

  private void write(String name, int vectorBits) {
    line(0, "package dev.quern.kernels;");
    line(0, "");
    line(0, "import jdk.incubator.vector.%s;", vector);
    line(0, "import jdk.incubator.vector.VectorSpecies;");
    line(0, "");
    line(0, "public final class %s {", name);
    line(1, "private static final VectorSpecies S = %s.SPECIES_%d;", vector, vectorBits);
    line(0, "");
    line(
        1,
        "public static void tile(%s[] a, int a0, int run, %s[] b, int b0, int nr, int terms,"
            + " %s[] c, int c0, int stride) {",
        type,
        type,
        type);
    sums();
    terms();
    results();
    line(1, "}");
    warm();
    line(0, "}");
  }

  /** A call on zeros, by which the runtime has the tile compiled before a kernel needs it. */
  private void warm() {
    int zeros = Math.max(mr, vectors * lanes) * Math.max(mr, WARM_TERMS);
    line(0, "");
    line(1, "private static final %s[] ZEROS = new %s[%d];", type, type, zeros);
    line(0, "");
    line(1, "public static void %s() {", MicroKernel.WARM);
    line(
        2,
        "tile(ZEROS, 0, %d, ZEROS, 0, %d, %d, ZEROS, 0, %d);",
        together ? WARM_TERMS : mr,
        vectors * lanes,
        WARM_TERMS,
        vectors * lanes);
    line(1, "}");
  }

  private void sums() {
    for (int row = 0; row < mr; row++) {
      for (int column = 0; column < vectors; column++) {
        line(2, "%s c%d_%d = %s.zero(S);", vector, row, column, vector);
      }
    }
  }

  private void terms() {
    for (int row = 1; together && row < mr; row++) {
      line(2, "int a%d = a0 + %d * run;", row, row);
    }
    line(2, "for (int k = 0; k < terms; k++) {");
    for (int column = 0; column < vectors; column++) {
      line(
          3,
          "%s b_%d = %s.fromArray(S, b, b0 + k * %d + %d);",
          vector,
          column,
          vector,
          vectors * lanes,
          column * lanes);
    }
    for (int row = 0; row < mr; row++) {
      String at = together ? "a" + row + " + k" : "a0 + k * run + " + row;
      line(3, "%s a_%d = %s.broadcast(S, a[%s]);", vector, row, vector, at);
      for (int column = 0; column < vectors; column++) {
        line(3, "c%d_%d = a_%d.fma(b_%d, c%d_%d);", row, column, row, column, row, column);
      }
    }
    line(2, "}");
  }

  private void results() {
    for (int row = 0; row < mr; row++) {
      for (int column = 0; column < vectors; column++) {
        String at = String.format("c0 + %d * stride + %d", row, column * lanes);
        line(
            2, "%s.fromArray(S, c, %s).add(c%d_%d).intoArray(c, %s);", vector, at, row, column, at);
      }
    }
  }

  private void line(int depth, String format, Object... parts) {
    text.append("  ".repeat(format.isEmpty() ? 0 : depth));
    text.append(String.format(format, parts)).append('\n');
  }
}
