package dev.quern.runtime.request;

import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.List;

/** Turns what a plan's key is made of into words, a component a line. */
public final class KeyText {
  private KeyText() {}

  public static List<String> of(Request request, boolean[] varying) {
    List<String> lines = new ArrayList<>();
    Signature signature = request.walk().signature();
    int literal = 0;
    for (int number = 0; number < request.walk().count(); number++) {
      Node node = request.walk().node(number);
      boolean isNumber = literal < signature.literals() && signature.literalNode(literal) == number;
      lines.add("node " + number + " " + (isNumber ? number(node, varying[literal]) : text(node)));
      literal += isNumber ? 1 : 0;
    }
    for (Request.Output output : request.outputs()) {
      lines.add("output node " + output.value() + (output.leaf() == null ? "" : ", an update"));
    }
    return lines;
  }

  private static String number(Node node, boolean varies) {
    return "const "
        + node.dtype()
        + node.shape()
        + (varies ? ", any number" : " = " + node.literal());
  }

  private static String text(Node node) {
    return switch (node.op()) {
      case BUFFER, VAR -> node.op().text() + " " + node.dtype() + node.shape();
      default -> node.toString();
    };
  }
}
