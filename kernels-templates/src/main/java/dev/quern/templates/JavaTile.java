package dev.quern.templates;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/**
 * Writes the micro-kernel for a register tile: accumulators are local vectors, a term takes one row
 * of B in vectors and each element of A in all lanes.
 */
final class JavaTile {
  private final String type;
  private final String vector;
  private final int lanes;
  private final int mr;
  private final int vectors;
  private final StringBuilder text = new StringBuilder();

  private JavaTile(DType dtype, int lanes, int mr, int nr) {
    this.type = dtype == DType.FLOAT32 ? "float" : "double";
    this.vector = dtype == DType.FLOAT32 ? "FloatVector" : "DoubleVector";
    this.lanes = lanes;
    this.mr = mr;
    this.vectors = nr / lanes;
  }

  static MicroKernel of(DType dtype, int vectorBits, int mr, int nr) {
    JavaTile tile = new JavaTile(dtype, vectorBits / 8 / dtype.bytes(), mr, nr);
    String name = "Tile" + mr + "x" + nr + (dtype == DType.FLOAT32 ? "Float" : "Double");
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
        "public static void tile(%s[] a, int a0, %s[] b, int b0, int terms, %s[] c, int c0,"
            + " int stride) {",
        type,
        type,
        type);
    sums();
    terms();
    results();
    line(1, "}");
    line(0, "}");
  }

  private void sums() {
    for (int row = 0; row < mr; row++) {
      for (int column = 0; column < vectors; column++) {
        line(2, "%s c%d_%d = %s.zero(S);", vector, row, column, vector);
      }
    }
  }

  private void terms() {
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
      line(3, "%s a_%d = %s.broadcast(S, a[a0 + k * %d + %d]);", vector, row, vector, mr, row);
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
