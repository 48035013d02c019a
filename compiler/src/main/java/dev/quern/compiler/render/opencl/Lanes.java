package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a vector of the nest is spelt in OpenCL C's vectors: one of more lanes than those have takes
 * several, a <i>part</i> each.
 */
final class Lanes {
  private static final int WIDEST = 16;

  private Lanes() {}

  static boolean isVector(Node node) {
    return node.shape().rank() > 0;
  }

  /** Lanes of a part, 1 of a scalar. */
  static int of(Node node) {
    return isVector(node) ? (int) Math.min(WIDEST, node.shape().elements()) : 1;
  }

  /** Parts of a vector; a scalar is the only part of itself. */
  static int parts(Node node) {
    return isVector(node) ? (int) node.shape().elements() / of(node) : 1;
  }

  static boolean isContiguous(Node index) {
    return index.arg() instanceof Arg.Ramp ramp && ramp.stride() == 1;
  }

  static String broadcast(Node vector, String scalar) {
    String lane =
        vector.dtype().isBool() ? "(" + bare(scalar) + " ? -1 : 0)" : "(" + bare(scalar) + ")";
    return "((" + Dialect.value(vector.dtype(), of(vector)) + ")" + lane + ")";
  }

  /** A part of a ramp, given the text of its start. */
  static String ramp(Node ramp, int part, String first) {
    long stride = ((Arg.Ramp) ramp.arg()).stride();
    int lanes = of(ramp);
    String type = Dialect.value(ramp.dtype(), lanes);
    String offsets =
        IntStream.range(0, lanes)
            .mapToObj(lane -> Long.toString((part * lanes + lane) * stride))
            .collect(Collectors.joining(", "));
    return "((%s)(%s) + (%s)(%s))".formatted(type, bare(first), type, offsets);
  }

  /** Where a part of what a ramp addresses begins, given where the whole does. */
  static String start(Node ramp, int part, String first) {
    long before = ((Arg.Ramp) ramp.arg()).stride() * of(ramp) * part;
    return before == 0 ? first : "(" + first + " + " + before + ")";
  }

  /** Text without the parentheses around the whole of it. */
  static String bare(String text) {
    if (!text.startsWith("(")) {
      return text;
    }
    int depth = 0;
    for (int i = 0; i < text.length() - 1; i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return text;
      }
    }
    return text.substring(1, text.length() - 1);
  }
}
