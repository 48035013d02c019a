package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
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
 * Turns expressions into text over the names of what has been evaluated before. A vector of more
 * lanes than OpenCL C has takes several of its vectors, a <i>part</i> each.
 */
final class ValueWriter {
  /** Lanes of OpenCL C's widest vectors. */
  private static final int WIDEST = 16;

  private final Arguments arguments;
  private final Operations operations;
  private final Loads loads;
  private final Map<Node, List<String>> names = new HashMap<>(); // of parts

  ValueWriter(Arguments arguments, Operations operations, Loads loads) {
    this.arguments = arguments;
    this.operations = operations;
    this.loads = loads;
  }

  /** A part of a vector; a scalar is the only part of itself. */
  private record Operand(Node node, int part) {}

  static boolean isVector(Node node) {
    return node.shape().rank() > 0;
  }

  /** Lanes of a part, 1 of a scalar. */
  static int lanes(Node node) {
    return isVector(node) ? (int) Math.min(WIDEST, node.shape().elements()) : 1;
  }

  static int parts(Node node) {
    return isVector(node) ? (int) node.shape().elements() / lanes(node) : 1;
  }

  /** From now on the value is in these variables, one for each part. */
  void name(Node node, List<String> variables) {
    names.put(node, variables);
  }

  /** The text of a scalar. */
  String scalar(Node node) {
    return text(new Operand(node, 0), true);
  }

  String part(Node node, int part) {
    return text(new Operand(node, part), true);
  }

  /** The text that defines a part, whose name is about to be given. */
  String definition(Node node, int part) {
    return bare(text(new Operand(node, part), false));
  }

  private String text(Operand root, boolean byName) {
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
  private String known(Operand operand) {
    return switch (operand.node().op()) {
      case CONST -> Dialect.literal(operand.node().literal());
      case VAR -> arguments.scalar(operand.node());
      default -> {
        List<String> known = names.get(operand.node());
        yield known == null ? null : known.get(operand.part());
      }
    };
  }

  private String text(Frame frame) {
    Node node = frame.operand.node();
    return switch (node.op()) {
      case LOAD -> loads.text(node, frame.operand.part(), frame.texts);
      case BROADCAST -> broadcast(node, frame.texts.get(0));
      case RAMP -> ramp(node, frame.operand.part(), frame.texts.get(0));
      default -> operations.text(node, lanes(node), frame.texts);
    };
  }

  private static String broadcast(Node vector, String scalar) {
    String lane =
        vector.dtype().isBool() ? "(" + bare(scalar) + " ? -1 : 0)" : "(" + bare(scalar) + ")";
    return "((" + Dialect.value(vector.dtype(), lanes(vector)) + ")" + lane + ")";
  }

  /** A part of a ramp, given the text of its start. */
  static String ramp(Node ramp, int part, String first) {
    long stride = ((Arg.Ramp) ramp.arg()).stride();
    int lanes = lanes(ramp);
    String type = Dialect.value(ramp.dtype(), lanes);
    String offsets =
        IntStream.range(0, lanes)
            .mapToObj(lane -> Long.toString((part * lanes + lane) * stride))
            .collect(Collectors.joining(", "));
    return "((%s)(%s) + (%s)(%s))".formatted(type, bare(first), type, offsets);
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
  private static final class Frame {
    final Operand operand;
    final Deque<Operand> operands = new ArrayDeque<>();
    final List<String> texts = new ArrayList<>();

    Frame(Operand operand) {
      this.operand = operand;
      Node node = operand.node();
      int first = node.op() == Op.LOAD ? 1 : 0;
      for (Node source : node.sources().subList(first, node.arity())) {
        boolean address = node.op() == Op.LOAD && source.op() == Op.RAMP;
        Node used = address && source == node.source(1) ? source.source(0) : source;
        operands.add(new Operand(used, isVector(used) ? operand.part() : 0));
      }
    }

    void accept(String text) {
      operands.pop();
      texts.add(text);
    }
  }
}
