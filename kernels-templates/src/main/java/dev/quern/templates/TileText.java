package dev.quern.templates;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;

/** The text of a Java micro-kernel: what all of them have in common, and its lines. */
final class TileText {
  private final StringBuilder text = new StringBuilder();
  private final String type;
  private final boolean inPlace;

  TileText(ContractionShape shape) {
    this.type = type(shape);
    this.inPlace = shape.inPlace();
  }

  /** {@code float} or {@code double}. */
  static String type(ContractionShape shape) {
    return shape.dtype() == DType.FLOAT32 ? "float" : "double";
  }

  /** The name of a micro-kernel for tiles of this kind, by what its text depends on. */
  static String name(String kind, ContractionShape shape) {
    String element = shape.dtype() == DType.FLOAT32 ? "Float" : "Double";
    return kind
        + element
        + (shape.termsTogether() ? "Together" : "")
        + (shape.inPlace() ? "InPlace" : "");
  }

  void signature() {
    line(
        1,
        "public static void tile(%s[] a, int a0, int run, %s[] b, int b0, %sint nr, int terms,"
            + " %s[] c, int c0, int stride, boolean first) {",
        type,
        type,
        inPlace ? "int[] starts, " : "",
        type);
  }

  /** Where the columns of a term begin. */
  String columns(String term, String width) {
    return inPlace ? "b0 + starts[" + term + "]" : "b0 + (" + term + ") * " + width;
  }

  /**
   * A method that calls the tile on zeros, by which the runtime has it compiled before a kernel
   * needs it.
   */
  void warm(int zeros, int run, int nr, int terms) {
    line(0, "");
    line(1, "private static final %s[] ZEROS = new %s[%d];", type, type, zeros);
    line(0, "");
    line(1, "public static void %s() {", MicroKernel.WARM);
    String b = inPlace ? "ZEROS, 0, new int[" + terms + "]" : "ZEROS, 0";
    for (boolean first : new boolean[] {true, false}) {
      String c = "ZEROS, 0, " + nr + ", " + first;
      line(2, "tile(ZEROS, 0, %d, %s, %d, %d, %s);", run, b, nr, terms, c);
    }
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
