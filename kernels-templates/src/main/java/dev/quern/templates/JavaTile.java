package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/**
 * Writes the micro-kernel for a register tile: accumulators are local vectors, a term takes one row
 * of B in vectors and each element of A in all lanes. The width of A's panels is part of the text:
 * a multiplication for each term would cost a tenth of the speed.
 */
final class JavaTile {
  private static final int WARM_TERMS = 8;

  private final String type;
  private final String vector;
  private final int lanes;
  private final int mr;
  private final int panel;
  private final int vectors;
  private final boolean together;
  private final TileText text;

  private JavaTile(ContractionShape shape, int lanes) {
    this.type = TileText.type(shape);
    this.vector = shape.dtype() == DType.FLOAT32 ? "FloatVector" : "DoubleVector";
    this.lanes = lanes;
    this.mr = shape.mr();
    this.panel = shape.panel();
    this.vectors = shape.nr() / lanes;
    this.together = shape.termsTogether();
    this.text = new TileText(shape);
  }

  static MicroKernel of(ContractionShape shape, int vectorBits) {
    JavaTile tile = new JavaTile(shape, vectorBits / 8 / shape.dtype().bytes());
    String panel = shape.panel() == shape.mr() ? "" : "Of" + shape.panel();
    String name = TileText.name("Tile" + shape.mr() + panel + "x" + shape.nr(), shape);
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
    line(1, "private static final Class C = S.vectorType();");
    line(0, "");
    text.signature();
    sums();
    terms();
    line(2, "if (first) {");
    results(true);
    line(2, "} else {");
    results(false);
    line(2, "}");
    line(1, "}");
    warm();
    line(0, "}");
  }

  private void warm() {
    int columns = vectors * lanes;
    int zeros = Math.max(panel, columns) * Math.max(mr, WARM_TERMS);
    text.warm(zeros, together ? WARM_TERMS : panel, columns, WARM_TERMS);
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
    line(3, "int at = %s;", text.columns("k", "" + vectors * lanes));
    for (int column = 0; column < vectors; column++) {
      line(3, "%s b_%d = %s.fromArray(S, b, at + %d);", vector, column, vector, column * lanes);
    }
    for (int row = 0; row < mr; row++) {
      String at = together ? "a" + row + " + k" : "a0 + k * " + panel + " + " + row;
      line(3, "%s a_%d = %s.broadcast(S, a[%s]);", vector, row, vector, at);
      for (int column = 0; column < vectors; column++) {
        line(3, "c%d_%d = a_%d.fma(b_%d, c%d_%d);", row, column, row, column, row, column);
      }
    }
    line(2, "}");
  }

  private void results(boolean first) {
    for (int row = 0; row < mr; row++) {
      for (int column = 0; column < vectors; column++) {
        String at = String.format("c0 + %d * stride + %d", row, column * lanes);
        String sum = String.format("c%d_%d", row, column);
        String all = String.format("%s.fromArray(S, c, %s).add(%s)", vector, at, sum);
        line(3, "((%s) C.cast(%s)).intoArray(c, %s);", vector, first ? sum : all, at);
      }
    }
  }

  private void line(int depth, String format, Object... parts) {
    text.line(depth, format, parts);
  }
}
