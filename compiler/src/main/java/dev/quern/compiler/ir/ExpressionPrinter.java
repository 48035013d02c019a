package dev.quern.compiler.ir;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Turns a scalar expression into one line, cutting what is long or has no short notation into lines
 * {@code %n = ...} of its own.
 */
final class ExpressionPrinter {
  /** An expression longer than this is cut. */
  private static final int LONG = 72;

  /** An expression that is used often but no longer than this is repeated. */
  private static final int SHORT = 16;

  private final Map<Node, String> names;
  private final Consumer<String> lines;
  private final boolean kernel; // whose values are scalars and vectors, not tensors
  private List<Node> scope = new java.util.ArrayList<>();
  private int count;

  /** {@code names} are what is in scope; {@code lines} takes the lines to be printed first. */
  ExpressionPrinter(Map<Node, String> names, Consumer<String> lines, boolean kernel) {
    this.names = names;
    this.lines = lines;
    this.kernel = kernel;
  }

  /** An expression's text and how tightly its outermost operator binds. */
  private record Piece(String text, int level) {
    String at(int least) {
      return level < least ? "(" + text + ")" : text;
    }
  }

  /** Where names given from now on are noted, for their end. */
  void scope(List<Node> named) {
    scope = named;
  }

  /** Gives the expression a line, unless it is short or a number. */
  void share(Node node) {
    if (!names.containsKey(node) && !node.isConst()) {
      Piece piece = piece(node);
      if (piece.text().length() > SHORT && !names.containsKey(node)) {
        name(node, piece.text());
      }
    }
  }

  String text(Node node) {
    return piece(node).text();
  }

  /** The expression as a name or number. */
  String atom(Node node) {
    Piece piece = piece(node);
    if (names.containsKey(node) || node.isConst()) {
      return piece.text();
    }
    return name(node, piece.text());
  }

  /** {@code buffer[index]} or {@code buffer[index if gate]} of a LOAD or STORE. */
  String element(Node node, int gate) {
    Map<Node, Piece> pieces = new IdentityHashMap<>();
    for (Node source : node.sources()) {
      pieces.put(source, piece(source));
    }
    pieces.put(node.source(0), new Piece(atom(node.source(0)), Infix.ATOM));
    return element(node, gate, pieces);
  }

  private static String element(Node node, int gate, Map<Node, Piece> pieces) {
    String condition = node.arity() > gate ? " if " + pieces.get(node.source(gate)).text() : "";
    return pieces.get(node.source(0)).text()
        + "["
        + pieces.get(node.source(1)).text()
        + condition
        + "]";
  }

  private Piece piece(Node root) {
    List<Node> order = Topology.of(List.of(root), node -> !names.containsKey(node));
    Set<Node> spelled = spelled(order);
    Map<Node, Piece> pieces = new IdentityHashMap<>();
    for (Node node : order) {
      Piece piece = render(node, pieces);
      boolean cut = spelled.contains(node) || node != root && piece.text().length() > LONG;
      if (cut && !names.containsKey(node)) {
        piece = new Piece(name(node, piece.text()), Infix.ATOM);
      }
      pieces.put(node, piece);
    }
    return pieces.get(root);
  }

  /** Nodes without a short notation, and the operands of such: they need lines. */
  private Set<Node> spelled(List<Node> order) {
    Set<Node> spelled = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : order) {
      if (!names.containsKey(node) && !isShort(node)) {
        spelled.add(node);
        node.sources().stream().filter(source -> !source.isConst()).forEach(spelled::add);
      }
    }
    return spelled;
  }

  private boolean isShort(Node node) {
    if (node.shape().rank() > 0 && !kernel) {
      return false;
    }
    return switch (node.op()) {
      case CONST -> !node.arg().toString().startsWith("nan0x");
      case LOAD, RAMP, BROADCAST, FOLD -> true;
      case REDUCE -> ((Arg.Reduce) node.arg()).axes().isEmpty();
      default -> node.op().isElementwise();
    };
  }

  private Piece render(Node node, Map<Node, Piece> pieces) {
    String name = names.get(node);
    if (name != null) {
      return new Piece(name, Infix.ATOM);
    }
    if (!isShort(node)) {
      return new Piece(spell(node, pieces), 0);
    }
    Optional<Infix> infix = Infix.of(node.op());
    if (infix.isPresent()) {
      int level = infix.get().level();
      String left = pieces.get(node.source(0)).at(level);
      String right = pieces.get(node.source(1)).at(level + 1);
      return new Piece(left + infix.get().symbol() + right, level);
    }
    return new Piece(
        switch (node.op()) {
          case CONST -> literal(node.literal());
          case LOAD -> element(node, 2, pieces);
          default -> call(node, pieces);
        },
        Infix.ATOM);
  }

  private static String literal(Arg.Literal literal) {
    return switch (literal.dtype()) {
      case BOOL, INT32, FLOAT32 -> literal.toString();
      case INT64 -> literal + "L";
      case FLOAT64 -> literal + "d";
    };
  }

  private static String call(Node node, Map<Node, Piece> pieces) {
    String function =
        switch (node.op()) {
          case CAST -> node.dtype().text();
          case BITCAST -> "bitcast{" + node.dtype() + "}";
          case REDUCE, RAMP, BROADCAST, FOLD -> node.op().text() + "{" + node.arg() + "}";
          default -> node.op().text();
        };
    return function + operands(node, pieces, "(", ", ", ")");
  }

  private static String spell(Node node, Map<Node, Piece> pieces) {
    return node + (node.arity() == 0 ? "" : operands(node, pieces, " ", " ", ""));
  }

  private static String operands(
      Node node, Map<Node, Piece> pieces, String open, String separator, String close) {
    return node.sources().stream()
        .map(source -> pieces.get(source).text())
        .collect(Collectors.joining(separator, open, close));
  }

  private String name(Node node, String text) {
    String name = "%" + count++;
    lines.accept(name + " = " + text);
    names.put(node, name);
    scope.add(node);
    return name;
  }
}
