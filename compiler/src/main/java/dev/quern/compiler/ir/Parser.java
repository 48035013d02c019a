package dev.quern.compiler.ir;

import dev.quern.compiler.ir.Tokens.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the textual form back into nodes, the very same that {@link TextualForm} printed.
 *
 * <p>Text that is not of the form is refused with a {@link ParseException}.
 */
public final class Parser {
  /** Blocks within blocks; deeper text is not ours. */
  private static final int DEEPEST = 64;

  private final List<Tokens> lines = new ArrayList<>();
  private final Map<String, Variable> sizes = new HashMap<>();
  private final Map<String, Node> names = new HashMap<>();
  private final List<Node> returned = new ArrayList<>();
  private final ArrayDeque<Map<String, Node>> outside = new ArrayDeque<>();
  private int next;

  private Parser(String text) {
    String[] split = text.split("\r?\n", -1);
    for (int i = 0; i < split.length; i++) {
      Tokens line = new Tokens(split[i], i + 1);
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
  }

  /** The roots: the statements at the top, in order, then what {@code return} names. */
  public static List<Node> parse(String text) {
    Parser parser = new Parser(text);
    List<Node> roots = new ArrayList<>(parser.block(0, List.of()));
    roots.addAll(parser.returned);
    return roots;
  }

  /** The statements inside a header line: the more indented lines after it. */
  List<Node> inside(Tokens header, List<Node> ranges) {
    header.expect(":");
    header.expectEnd();
    boolean deeper = next < lines.size() && lines.get(next).indent() > header.indent();
    if (outside.size() > DEEPEST) {
      throw header.error(header.peek(), "blocks nest more than " + DEEPEST + " deep");
    }
    return deeper ? block(lines.get(next).indent(), ranges) : List.of();
  }

  /** The lines of exactly this indentation, with what is inside them. */
  private List<Node> block(int indent, List<Node> ranges) {
    List<Node> statements = new ArrayList<>();
    outside.push(new LinkedHashMap<>());
    ranges.forEach(range -> define("i" + range.arg(), range));
    while (next < lines.size() && lines.get(next).indent() >= indent) {
      Tokens line = lines.get(next++);
      Token first = line.peek();
      if (line.indent() > indent) {
        throw line.error(first, "is indented by " + line.indent() + ", its block by " + indent);
      }
      line.checked(first, () -> statements.addAll(new LineParser(this, line).parse()));
      line.expectEnd();
    }
    outside.pop().forEach(this::restore);
    return statements;
  }

  private void restore(String name, Node before) {
    if (before == null) {
      names.remove(name);
    } else {
      names.put(name, before);
    }
  }

  /** Gives the name its meaning until the end of the block. */
  void define(String name, Node node) {
    Map<String, Node> before = outside.element();
    if (!before.containsKey(name)) {
      before.put(name, names.get(name));
    }
    names.put(name, node);
  }

  /** What names mean here. */
  Map<String, Node> names() {
    return names;
  }

  /** The variables that shapes may name. */
  Map<String, Variable> sizes() {
    return sizes;
  }

  void addRoot(Node node) {
    returned.add(node);
  }
}
