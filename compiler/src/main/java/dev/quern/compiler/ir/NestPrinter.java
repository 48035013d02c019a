package dev.quern.compiler.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns statements into indented blocks.
 *
 * <p>An expression that is used more than once in a block gets a line of its own before the first
 * statement that uses it, so a name never reaches into another block; short ones are repeated.
 */
final class NestPrinter {
  private final StringBuilder text = new StringBuilder();
  private final Map<Node, String> names = new IdentityHashMap<>();
  private final ExpressionPrinter expressions;
  private final ArrayDeque<Block> blocks = new ArrayDeque<>();

  private NestPrinter(boolean kernel) {
    this.expressions = new ExpressionPrinter(names, this::line, kernel);
  }

  static String print(List<Node> roots, List<Node> order) {
    List<Node> statements = roots.stream().filter(NestStatements::isStatement).toList();
    NestPrinter printer = new NestPrinter(!statements.isEmpty());
    printer.declare(order);
    printer.print(statements);
    List<Node> values = roots.stream().filter(root -> !NestStatements.isStatement(root)).toList();
    if (!values.isEmpty()) {
      printer.line(
          values.stream()
              .map(printer.expressions::atom)
              .collect(Collectors.joining(", ", "return ", "")));
    }
    return printer.text.toString();
  }

  /** Statements that are printed one after the other, and what their end takes out of scope. */
  private final class Block {
    final List<Node> statements;
    final Map<Node, Integer> uses;
    final List<Node> named = new ArrayList<>();
    int next;

    Block(List<Node> statements) {
      this.statements = statements;
      this.uses = uses(statements);
    }
  }

  private void print(List<Node> statements) {
    blocks.push(new Block(statements));
    while (!blocks.isEmpty()) {
      Block block = blocks.peek();
      if (block.next == block.statements.size()) {
        block.named.forEach(names::remove);
        blocks.pop();
      } else {
        statement(block, block.statements.get(block.next++));
      }
    }
  }

  private void statement(Block block, Node statement) {
    nameShared(block, statement);
    Block inner =
        NestStatements.body(statement).isEmpty() && !isBlock(statement)
            ? null
            : new Block(NestStatements.body(statement));
    line(head(statement));
    if (statement.op() == Op.ACC) {
      name(block, statement, "a" + accumulator(statement).id());
    }
    if (inner != null) {
      NestStatements.ranges(statement).forEach(range -> name(inner, range, "i" + id(range)));
      blocks.push(inner);
    }
  }

  private static boolean isBlock(Node statement) {
    return switch (statement.op()) {
      case KERNEL, PHASE, SEGMENT, LOOP, BLOCK -> true;
      default -> false;
    };
  }

  private String head(Node statement) {
    return switch (statement.op()) {
      case KERNEL, PHASE, BLOCK -> statement.op().text() + title(statement) + ":";
      case SEGMENT -> "segment" + title(statement) + ranges(statement) + ":";
      case LOOP -> "loop" + ranges(statement) + step(statement) + ":";
      case CONTRACTION -> contraction(statement);
      case ACC ->
          "acc "
              + accumulator(statement).kind().text()
              + " a"
              + accumulator(statement).id()
              + " = "
              + expressions.text(statement.source(0));
      case UPDATE ->
          expressions.atom(statement.source(0))
              + " "
              + kind(statement.source(0))
              + "= "
              + expressions.text(statement.source(1));
      case STORE ->
          expressions.element(statement, 3) + " = " + expressions.text(statement.source(2));
      default -> throw new IllegalArgumentException(statement + " is no statement");
    };
  }

  private String contraction(Node node) {
    String shape = "contraction {" + node.arg() + "}";
    String arrays =
        NestStatements.arrays(node).stream()
            .map(expressions::atom)
            .collect(Collectors.joining(", "));
    return NestStatements.isBlocked(node)
        ? shape + " over" + ranges(node) + " with " + arrays + ":"
        : shape + " with " + arrays;
  }

  private String ranges(Node statement) {
    return NestStatements.ranges(statement).stream()
        .map(range -> " i" + id(range) + " < " + expressions.text(range.source(0)))
        .collect(Collectors.joining(","));
  }

  private static String step(Node loop) {
    return loop.arg() instanceof Arg.Step step ? " step " + step : "";
  }

  private static String title(Node statement) {
    return statement.arg() instanceof Arg.Name ? " " + statement.arg() : "";
  }

  private static String kind(Node acc) {
    return acc.arg() instanceof Arg.Accumulator accumulator ? accumulator.kind().text() : "?";
  }

  private static Arg.Accumulator accumulator(Node acc) {
    return (Arg.Accumulator) acc.arg();
  }

  private static long id(Node node) {
    return ((Arg.Id) node.arg()).id();
  }

  // ---- names

  /** Arrays, scalars and unbound ranges are declared at the top, where all blocks see them. */
  private void declare(List<Node> order) {
    Set<Node> bound = new HashSet<>();
    order.stream()
        .filter(NestStatements::isStatement)
        .forEach(s -> bound.addAll(NestStatements.ranges(s)));
    for (Node node : order) {
      switch (node.op()) {
        case BUFFER ->
            declare(node, node.arg().toString(), "buffer " + node.arg() + " " + type(node));
        case LOCAL -> declare(node, "l" + id(node), "local l" + id(node) + " " + type(node));
        case VAR -> declareScalar(node);
        case RANGE -> {
          if (!bound.contains(node)) {
            String extent = expressions.text(node.source(0));
            declare(node, "i" + id(node), "range i" + id(node) + " < " + extent);
          }
        }
        default -> {}
      }
    }
  }

  private void declareScalar(Node node) {
    String arg = node.arg().toString();
    String name = "$" + (arg + " ").substring(0, (arg + " ").indexOf(' '));
    declare(node, name, "var " + node.dtype() + " {" + arg + "}");
  }

  private static String type(Node node) {
    return node.dtype() + "" + node.shape();
  }

  /** Where two nodes want one name, the second stays nameless: it gets a line where it is used. */
  private void declare(Node node, String name, String declaration) {
    if (!names.containsValue(name)) {
      names.put(node, name);
      line(declaration);
    }
  }

  private void name(Block block, Node node, String name) {
    names.put(node, name);
    block.named.add(node);
  }

  private void nameShared(Block block, Node statement) {
    expressions.scope(block.named);
    Map<Node, Boolean> known = new IdentityHashMap<>();
    for (Node node : Topology.of(operands(statement), this::isOpen)) {
      boolean visible =
          names.containsKey(node)
              || node.op() != Op.RANGE
                  && node.op() != Op.ACC
                  && node.sources().stream().allMatch(known::get);
      known.put(node, visible);
      if (visible && block.uses.getOrDefault(node, 0) > 1) {
        expressions.share(node);
      }
    }
  }

  private boolean isOpen(Node node) {
    return !names.containsKey(node) && node.op() != Op.RANGE && node.op() != Op.ACC;
  }

  private static List<Node> operands(Node statement) {
    List<Node> operands = new ArrayList<>();
    NestStatements.within(statement)
        .forEach(inner -> operands.addAll(NestStatements.operands(inner)));
    return operands;
  }

  /** How often each expression is used in these statements and in those within. */
  private Map<Node, Integer> uses(List<Node> statements) {
    List<Node> operands = new ArrayList<>();
    statements.forEach(statement -> operands.addAll(operands(statement)));
    Map<Node, Integer> uses = new IdentityHashMap<>();
    operands.forEach(operand -> uses.merge(operand, 1, Integer::sum));
    for (Node node : Topology.of(operands, this::isOpen)) {
      if (isOpen(node)) {
        node.sources().forEach(source -> uses.merge(source, 1, Integer::sum));
      }
    }
    return uses;
  }

  private void line(String line) {
    text.append("  ".repeat(Math.max(0, blocks.size() - 1))).append(line).append('\n');
  }
}
