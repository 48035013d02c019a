package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns expressions into text over the names of what has been evaluated before.
 *
 * <p>In a vector loop a node that varies has two forms: <i>wide</i>, the values of all lanes, and
 * <i>scalar</i>, the value of the first lane, which addresses need.
 */
final class Expressions {
  private final Arguments arguments;
  private final Operations operations;
  private final Loads loads;
  private final Map<Lanes.Operand, String> names = new HashMap<>();
  private Lanes lanes = Lanes.NONE;

  Expressions(Arguments arguments, Operations operations, Loads loads) {
    this.arguments = arguments;
    this.operations = operations;
    this.loads = loads;
  }

  /** From now on the value is in this variable. */
  void name(Node node, boolean wide, String variable) {
    names.put(new Lanes.Operand(node, wide), variable);
  }

  Lanes lanes() {
    return lanes;
  }

  void enter(Lanes entered) {
    lanes = entered;
  }

  /** The text of a value; in a vector loop, of the first lane's. */
  String scalar(Node node) {
    return text(new Lanes.Operand(node, false), true);
  }

  /** The text of the values of all lanes, each the same if the value does not vary. */
  String wide(Node node) {
    return lanes.vary(node)
        ? text(new Lanes.Operand(node, true), true)
        : spread(node, scalar(node));
  }

  /** The text that defines a value, whose name is about to be given. */
  String definition(Node node, boolean wide) {
    return bare(text(new Lanes.Operand(node, wide), false));
  }

  private String text(Lanes.Operand root, boolean byName) {
    String known = byName ? known(root) : null;
    if (known != null) {
      return known;
    }
    Deque<Frame> stack = new ArrayDeque<>(List.of(new Frame(root)));
    while (true) {
      Frame frame = stack.peek();
      if (frame.operands.isEmpty()) {
        stack.pop();
        String text = text(frame);
        if (stack.isEmpty()) {
          return text;
        }
        stack.peek().accept(text);
      } else {
        String operand = known(frame.operands.peek());
        if (operand == null) {
          stack.push(new Frame(frame.operands.peek()));
        } else {
          frame.accept(operand);
        }
      }
    }
  }

  /** The text of what needs no evaluation, else null. */
  private String known(Lanes.Operand operand) {
    return switch (operand.node().op()) {
      case CONST -> Types.literal(operand.node().literal());
      case VAR -> arguments.scalar(operand.node());
      case RANGE -> range(operand);
      default -> names.get(operand);
    };
  }

  private String range(Lanes.Operand operand) {
    String variable = names.get(new Lanes.Operand(operand.node(), false));
    if (!operand.wide()) {
      return variable;
    }
    String offsets =
        IntStream.range(0, lanes.count())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return "(%s + (int%d)(%s))".formatted(variable, lanes.count(), offsets);
  }

  private String text(Frame frame) {
    Node node = frame.operand.node();
    boolean wide = frame.operand.wide();
    return node.op() == Op.LOAD
        ? loads.text(node, wide ? lanes : Lanes.NONE, frame.texts)
        : operations.text(node, wide ? lanes.count() : 1, frame.texts);
  }

  private String spread(Node node, String text) {
    if (!lanes.wide()) {
      return text;
    }
    String lane = node.dtype().isBool() ? "(" + bare(text) + " ? -1 : 0)" : "(" + bare(text) + ")";
    return "((" + Types.value(node.dtype(), lanes.count()) + ")" + lane + ")";
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

  /** A value being spelt: the operands whose texts it still needs, and those it has. */
  private final class Frame {
    final Lanes.Operand operand;
    final Deque<Lanes.Operand> operands;
    final List<String> texts = new ArrayList<>();

    Frame(Lanes.Operand operand) {
      this.operand = operand;
      this.operands = lanes.operands(operand);
    }

    void accept(String text) {
      Lanes.Operand source = operands.pop();
      boolean address = operand.node().op() == Op.LOAD && texts.isEmpty();
      boolean spread =
          operand.wide() && !source.wide() && !(address && lanes.neighbours(source.node()));
      texts.add(spread ? Expressions.this.spread(source.node(), text) : text);
    }
  }
}
