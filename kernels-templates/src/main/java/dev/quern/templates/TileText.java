package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/** The text of a Java micro-kernel: what all of them have in common, and its lines. */
final class TileText {
  private final StringBuilder text = new StringBuilder();

  /** {@code float} or {@code double}. */
  static String type(ContractionShape shape) {
    return shape.dtype() == DType.FLOAT32 ? "float" : "double";
  }

  /** The name of a micro-kernel for tiles of this kind, by what its text depends on. */
  static String name(String kind, ContractionShape shape) {
    String element = shape.dtype() == DType.FLOAT32 ? "Float" : "Double";
    return kind + element + (shape.termsTogether() ? "Together" : "");
  }

  void signature(String type) {
    line(
        1,
        "public static void tile(%s[] a, int a0, int run, %s[] b, int b0, int nr, int terms,"
            + " %s[] c, int c0, int stride) {",
        type,
        type,
        type);
  }

  /**
   * A method that calls the tile on zeros, by which the runtime has it compiled before a kernel
   * needs it.
   */
  void warm(String type, int zeros, int run, int nr, int terms) {
    line(0, "");
    line(1, "private static final %s[] ZEROS = new %s[%d];", type, type, zeros);
    line(0, "");
    line(1, "public static void %s() {", MicroKernel.WARM);
    line(2, "tile(ZEROS, 0, %d, ZEROS, 0, %d, %d, ZEROS, 0, %d);", run, nr, terms, nr);
    line(1, "}");
  }

  void line(int depth, String format, Object... parts) {
    text.append("  ".repeat(format.isEmpty() ? 0 : depth));
    text.append(String.format(format, parts)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
