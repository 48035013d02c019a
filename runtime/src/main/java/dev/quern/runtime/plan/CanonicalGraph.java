package dev.quern.runtime.plan;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.dump.Origin;
import dev.quern.runtime.dump.Origins;
import dev.quern.runtime.request.GraphWalk;
import dev.quern.runtime.request.Request;
import dev.quern.runtime.request.Signature;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A walked graph turned into what the compiler takes: storages are Slots, variables are numbered,
 * each by order of first visit, and numbers that vary are variables.
 */
final class CanonicalGraph {
  private final Request request;
  private final GraphWalk walk;
  private final Signature signature;
  private final Node[] made;
  private final boolean[] varying;
  private int slots;
  private int literals;

  private CanonicalGraph(Request request, boolean[] varying) {
    this.request = request;
    this.walk = request.walk();
    this.signature = walk.signature();
    this.made = new Node[walk.count()];
    this.varying = varying;
  }

  /**
   * The outputs of a request as a canonical graph.
   *
   * @param varying by literal position, whether it becomes a variable; see {@link #literal}
   */
  static List<Node> outputs(Request request, boolean[] varying) {
    CanonicalGraph canonical = new CanonicalGraph(request, varying);
    return canonical.outputs();
  }

  /** The same, with where its parts come from. */
  static Described described(Request request, boolean[] varying) {
    CanonicalGraph canonical = new CanonicalGraph(request, varying);
    List<Node> outputs = canonical.outputs();
    Map<Node, Origin> origins = new IdentityHashMap<>();
    for (int number = 0; number < canonical.made.length; number++) {
      Node made = canonical.made[number];
      Origins.of(canonical.walk.node(number))
          .ifPresent(origin -> origins.putIfAbsent(made, origin));
    }
    for (Node output : outputs) {
      if (output.op() == Op.ASSIGN && origins.containsKey(output.source(1))) {
        origins.putIfAbsent(output, origins.get(output.source(1)));
      }
    }
    List<String> inputs =
        canonical.signature.leaves().stream()
            .map(leaf -> ((Arg.Stored) leaf.arg()).storage().name())
            .toList();
    return new Described(outputs, inputs, origins);
  }

  /**
   * A canonical graph with where its parts come from.
   *
   * @param inputs names of the storages, by slot
   */
  record Described(List<Node> outputs, List<String> inputs, Map<Node, Origin> origins) {}

  /** The name of the variable in a slot. */
  static String variable(int slot) {
    return "v" + slot;
  }

  /** The name of the variable that stands for the user's number at a position. */
  static String literal(int position) {
    return "c" + position;
  }

  private List<Node> outputs() {
    for (int number = 0; number < made.length; number++) {
      made[number] = translate(walk.node(number));
    }
    List<Node> outputs = new ArrayList<>();
    for (Request.Output output : request.outputs()) {
      Node value = made[output.value()];
      Node leaf = output.leaf();
      outputs.add(leaf == null ? value : Nodes.assign(made[walk.number(leaf)], value));
    }
    return outputs;
  }

  private Node translate(Node node) {
    return switch (node.op()) {
      case BUFFER -> Nodes.slot(node.dtype(), translate(node.shape()), slots++);
      case CONST -> constant(node);
      case VAR -> Node.variable(node.dtype(), translate(variable(node)));
      default -> {
        Node[] sources = new Node[node.arity()];
        for (int i = 0; i < sources.length; i++) {
          sources[i] = made[walk.number(node.source(i))];
        }
        yield Node.of(
            node.op(), node.dtype(), translate(node.shape()), translate(node.arg()), sources);
      }
    };
  }

  private static Variable variable(Node node) {
    return node.arg() instanceof Arg.Bound bound
        ? bound.variable()
        : ((Arg.Symbol) node.arg()).variable();
  }

  private Variable translate(Variable variable) {
    return new Variable(variable(signature.variableSlot(variable)), variable.min(), variable.max());
  }

  private Node constant(Node node) {
    if (!Signature.mayVary(node.literal())) {
      return Nodes.constant(translate(node.shape()), node.literal());
    }
    int position = literals++;
    if (!varying[position]) {
      return Nodes.constant(translate(node.shape()), node.literal());
    }
    Node symbol = Node.variable(node.dtype(), Variable.scalar(literal(position)));
    Shape shape = translate(node.shape());
    Shape ones = Shape.of(shape.sizes().stream().map(size -> Size.ONE).toList());
    return Nodes.expand(Nodes.reshape(symbol, ones), shape);
  }

  private Shape translate(Shape shape) {
    return shape.isFixed() ? shape : Shape.of(translate(shape.sizes()));
  }

  private List<Size> translate(List<Size> sizes) {
    return sizes.stream().map(this::translate).toList();
  }

  private Size translate(Size size) {
    Size sum = Size.of(size.constant());
    for (var term : size.terms().entrySet()) {
      sum = sum.plus(Size.of(translate(term.getKey())).times(term.getValue()));
    }
    return sum;
  }

  private Arg translate(Arg arg) {
    if (arg instanceof Arg.Shrink shrink) {
      return new Arg.Shrink(translate(shrink.starts()), shrink.steps());
    } else if (arg instanceof Arg.Pad pad) {
      return new Arg.Pad(translate(pad.before()), translate(pad.after()), pad.fill());
    }
    return arg;
  }
}
