package dev.quern.runtime.dump;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.ir.Topology;
import java.util.List;
import java.util.function.Function;

/** The textual form of a graph with a comment behind each node. */
final class GraphText {
  private static final int COLUMN = 64; // where comments begin, if the line is shorter

  private GraphText() {}

  /** The text; an empty comment is left out. */
  static String of(String about, List<Node> roots, Function<Node, String> comment) {
    StringBuilder text = new StringBuilder("// " + about + "\n");
    List<Node> order = Topology.of(roots);
    int next = 0;
    for (String line : TextualForm.of(roots).split("\n")) {
      String said = "";
      if (next < order.size() && line.startsWith("%" + next + " = ")) {
        said = comment.apply(order.get(next++));
      }
      text.append(said.isEmpty() ? line : padded(line) + "  // " + said).append('\n');
    }
    return text.toString();
  }

  private static String padded(String line) {
    return line + " ".repeat(Math.max(0, COLUMN - line.length()));
  }
}
