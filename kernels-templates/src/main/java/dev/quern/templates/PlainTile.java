package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/**
 * Writes the micro-kernel for JVMs without the Vector API: rows of results, to each of which
 * several terms are added at once by a loop that HotSpot turns into vectors.
 *
 * <p>It does so only where every array is indexed by the loop's variable alone, and not if the body
 * is large, so the rows of B are copied into arrays of their own, and the results are such arrays.
 */
final class PlainTile {
  /** Rows of results, which share what is copied. */
  static final int ROWS = 16;

  /** Floats of a row: rows of results and of B are in L1 together. */
  static final int LONGEST_ROW = 256;

  /** Rows are multiples of this. */
  static final int STEP = 16;

  private static final int TERMS = 8; // a turn

  private final String type;
  private final boolean together;
  private final TileText text;

  private PlainTile(ContractionShape shape) {
    this.type = TileText.type(shape);
    this.together = shape.termsTogether();
    this.text = new TileText(shape);
  }

  static MicroKernel of(ContractionShape shape) {
    PlainTile tile = new PlainTile(shape);
    String name = TileText.name("TileRows" + ROWS, shape);
    tile.write(name, LONGEST_ROW * 4 / shape.dtype().bytes());
    return new MicroKernel(name, tile.text.toString());
  }

  private void write(String name, int longest) {
    line(0, "package dev.quern.kernels;");
    line(0, "");
    line(0, "public final class %s {", name);
    line(1, "private static final ThreadLocal ARRAYS = new ThreadLocal();");
    line(0, "");
    text.signature();
    arrays(longest);
    terms();
    results();
    line(1, "}");
    single();
    warm(longest);
    line(0, "}");
  }

  private void arrays(int longest) {
    line(2, "%s[][] rows = (%s[][]) ARRAYS.get();", type, type);
    line(2, "if (rows == null) {");
    line(3, "rows = new %s[%d][%d];", type, ROWS + TERMS, longest);
    line(3, "ARRAYS.set(rows);");
    line(2, "}");
    line(2, "for (int row = 0; row < %d; row++) {", ROWS);
    line(3, "for (int j = 0; j < nr; j++) {");
    line(4, "rows[row][j] = 0;");
    line(3, "}");
    line(2, "}");
  }

  /**
   * The loop that adds several terms is in no method of its own: HotSpot's copies of one would
   * share a profile, and be half as fast.
   */
  private void terms() {
    for (int term = 0; term < TERMS; term++) {
      line(2, "%s[] b_%d = rows[%d];", type, term, ROWS + term);
    }
    line(2, "int k = 0;");
    line(2, "for (; k + %d <= terms; k += %d) {", TERMS, TERMS);
    for (int term = 0; term < TERMS; term++) {
      String from = text.columns("k + " + term, "nr");
      line(3, "System.arraycopy(b, %s, b_%d, 0, nr);", from, term);
    }
    several();
    line(2, "}");
    line(2, "for (; k < terms; k++) {");
    line(3, "System.arraycopy(b, %s, b_0, 0, nr);", text.columns("k", "nr"));
    line(3, "for (int row = 0; row < %d; row++) {", ROWS);
    line(4, "single(rows[row], b_0, a[%s], nr);", first());
    line(3, "}");
    line(2, "}");
  }

  /** Where a row's element of A for term k is. */
  private String first() {
    return together ? "a0 + row * run + k" : "a0 + k * run + row";
  }

  private void results() {
    line(2, "for (int row = 0; row < %d; row++) {", ROWS);
    line(3, "%s[] sums = rows[row];", type);
    line(3, "int to = c0 + row * stride;");
    line(3, "if (first) {");
    line(4, "System.arraycopy(sums, 0, c, to, nr);");
    line(3, "} else {");
    line(4, "for (int j = 0; j < nr; j++) {");
    line(5, "c[to + j] += sums[j];");
    line(4, "}");
    line(3, "}");
    line(2, "}");
  }

  private void single() {
    line(0, "");
    line(1, "private static void single(%s[] sums, %s[] b, %s a, int nr) {", type, type, type);
    line(2, "for (int j = 0; j < nr; j++) {");
    line(3, "sums[j] = Math.fma(a, b[j], sums[j]);");
    line(2, "}");
    line(1, "}");
  }

  private void several() {
    line(3, "for (int row = 0; row < %d; row++) {", ROWS);
    line(4, "%s[] sums = rows[row];", type);
    line(4, "int at = %s;", first());
    String sum = "sums[j]";
    for (int term = 0; term < TERMS; term++) {
      line(4, "%s a_%d = a[at + %d%s];", type, term, term, together ? "" : " * run");
      sum = String.format("Math.fma(a_%d, b_%d[j], %s)", term, term, sum);
    }
    line(4, "for (int j = 0; j < nr; j++) {");
    line(5, "sums[j] = %s;", sum);
    line(4, "}");
    line(3, "}");
  }

  /** With long rows, since HotSpot does not unroll loops that it has seen to be short. */
  private void warm(int longest) {
    text.warm(ROWS * longest, ROWS, longest, TERMS);
  }

  private void line(int depth, String format, Object... parts) {
    text.line(depth, format, parts);
  }
}
