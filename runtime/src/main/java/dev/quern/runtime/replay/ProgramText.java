package dev.quern.runtime.replay;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ParseException;
import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Verify;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.io.BadFileException;
import dev.quern.io.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file turned into the graph or the nest that it holds. */
public sealed interface ProgramText {
  /** A tensor graph. */
  record Graph(List<Node> outputs) implements ProgramText {
    public Graph {
      outputs = List.copyOf(outputs);
    }

    /** Its BUFFERs by slot. */
    public Map<Integer, Node> inputs() {
      Map<Integer, Node> inputs = new TreeMap<>();
      for (Node node : Topology.of(outputs)) {
        if (node.op() == Op.BUFFER && node.arg() instanceof Arg.Slot slot) {
          inputs.putIfAbsent(slot.index(), node);
        }
      }
      return inputs;
    }
  }

  /** A kernel. */
  record Kernel(Nest nest) implements ProgramText {}

  /**
   * Reads a file.
   *
   * @param templates those that a nest may name
   * @throws BadFileException with line and column if it holds neither
   */
  static ProgramText read(Path file, List<ContractionTemplate> templates) {
    String text = TextFile.read(file);
    try {
      return parse(text, templates);
    } catch (ParseException e) {
      throw new BadFileException(file.toString(), e.getMessage(), e);
    } catch (IllegalArgumentException | IllegalStateException | AssertionError e) {
      throw new BadFileException(file.toString(), "line 1, column 1: " + e.getMessage(), e);
    }
  }

  /** The same of the text itself. */
  static ProgramText parse(String text, List<ContractionTemplate> templates) {
    List<String> lines = text.lines().toList();
    int first = 0;
    while (first < lines.size() && isComment(lines.get(first))) {
      first++;
    }
    if (first == lines.size()) {
      throw new ParseException(Math.max(1, first), 1, "expected a graph or a nest, found neither");
    }
    if (lines.get(first).startsWith("nest ")) {
      Nest nest = NestText.parse(text, templates);
      Verify.nest("the file", nest.kernel());
      return new Kernel(nest);
    }
    List<Node> outputs = Parser.parse(text);
    check(first + 1, lines.size(), outputs);
    return new Graph(outputs);
  }

  private static boolean isComment(String line) {
    return line.isBlank() || line.strip().startsWith("//");
  }

  private static void check(int first, int last, List<Node> outputs) {
    if (outputs.isEmpty()) {
      throw new ParseException(last, 1, "expected 'return' and what the graph computes");
    }
    if (outputs.stream().anyMatch(node -> node.op() == Op.KERNEL)) {
      throw new ParseException(
          first, 1, "expected a nest's header, which begins with 'nest \"name\"'");
    }
    if (outputs.stream().anyMatch(node -> node.op() == Op.STORE)) {
      throw new ParseException(
          first, 1, "stores without loops can be read and not run; the nest of the kernel can");
    }
    Verify.graph("the file", outputs);
  }
}
