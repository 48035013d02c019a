package dev.quern.runtime.request;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a walk writes down for each node: its content into the plan key, and beside it the storages,
 * variables and numbers of the user, by order of first visit.
 */
public final class Signature {
  private static final long LITERAL = 0x4C495445L; // stands for a number that may vary

  private final NodeTable numbers;
  private final KeyHash hash = new KeyHash();
  private final List<Node> leaves = new ArrayList<>();
  private final Map<Variable, Integer> variableSlots = new HashMap<>();
  private final List<Variable> variables = new ArrayList<>();
  private final List<Arg.Literal> values = new ArrayList<>(); // null until a VAR gives it
  private final List<Arg.Literal> literals = new ArrayList<>();
  private int[] literalNodes = new int[16];

  /** {@code numbers} are those of the nodes that have been added. */
  Signature(NodeTable numbers) {
    this.numbers = numbers;
  }

  void clear() {
    hash.reset();
    leaves.clear();
    variableSlots.clear();
    variables.clear();
    values.clear();
    literals.clear();
  }

  /** The BUFFERs, by slot. */
  public List<Node> leaves() {
    return leaves;
  }

  /** The variables, by slot. */
  public List<Variable> variables() {
    return variables;
  }

  /** The value that the graph gives to the variable in this slot, or null. */
  public Arg.Literal value(int slot) {
    return values.get(slot);
  }

  public int variableSlot(Variable variable) {
    return variableSlots.get(variable);
  }

  /** How many of the user's numbers may vary. */
  public int literals() {
    return literals.size();
  }

  /** The number of the CONST at this position among those. */
  int literalNode(int position) {
    return literalNodes[position];
  }

  public Arg.Literal literal(int position) {
    return literals.get(position);
  }

  public KeyHash hash() {
    return hash;
  }

  /** Adds a node, whose sources have been added, under its number. */
  void add(Node node, int number) {
    Op op = node.op();
    hash.mix(op.ordinal() | node.dtype().ordinal() << 8 | node.arity() << 16);
    add(node.shape());
    switch (op) {
      case BUFFER -> addLeaf(node);
      case CONST -> addLiteral(node.literal(), number);
      case VAR -> addVariable(node);
      default -> {
        add(node.arg());
        for (int i = 0; i < node.arity(); i++) {
          hash.mix(numbers.get(node.source(i)));
        }
        if (op == Op.POW) {
          addExponent(node.source(1));
        }
      }
    }
  }

  private void addLeaf(Node node) {
    if (!(node.arg() instanceof Arg.Stored)) {
      throw new IllegalArgumentException("a pending graph holds a plan's leaf: " + node);
    }
    leaves.add(node);
  }

  private void addLiteral(Arg.Literal literal, int number) {
    if (!mayVary(literal)) {
      hash.mix(literal.bits());
      return;
    }
    hash.mix(LITERAL);
    if (literals.size() == literalNodes.length) {
      literalNodes = Arrays.copyOf(literalNodes, literalNodes.length * 2);
    }
    literalNodes[literals.size()] = number;
    literals.add(literal);
  }

  /** Integers are structure, and the compiler simplifies by 0, 1 and what is not a number. */
  public static boolean mayVary(Arg.Literal literal) {
    if (!literal.dtype().isFloat()) {
      return false;
    }
    double value = literal.real();
    return value != 0
        && value != 1
        && value != -1
        && !Double.isNaN(value)
        && !Double.isInfinite(value);
  }

  /** Powers are compiled by their exponent, so it never varies. */
  private void addExponent(Node exponent) {
    Node constant = exponent;
    while (constant.op() == Op.EXPAND || constant.op() == Op.RESHAPE) {
      constant = constant.source(0);
    }
    if (constant.isConst()) {
      hash.mix(constant.literal().bits());
    }
  }

  private void addVariable(Node node) {
    if (node.arg() instanceof Arg.Bound bound) {
      int slot = slot(bound.variable());
      hash.mix(slot);
      Arg.Literal before = values.get(slot);
      if (before != null && !same(before, bound.value())) {
        throw new IllegalArgumentException(
            bound.variable().name()
                + " has two values in one evaluation: "
                + before
                + " and "
                + bound.value());
      }
      values.set(slot, bound.value());
    } else {
      hash.mix(slot(((Arg.Symbol) node.arg()).variable()));
    }
  }

  private static boolean same(Arg.Literal a, Arg.Literal b) {
    boolean alike = a.dtype() == b.dtype() || !a.dtype().isFloat() && !b.dtype().isFloat();
    return alike && a.bits() == b.bits();
  }

  private int slot(Variable variable) {
    Integer known = variableSlots.get(variable);
    if (known != null) {
      return known;
    }
    int slot = variables.size();
    variableSlots.put(variable, slot);
    variables.add(variable);
    values.add(null);
    hash.mix(variable.min()).mix(variable.max());
    return slot;
  }

  private void add(Shape shape) {
    int rank = shape.rank();
    hash.mix(rank);
    for (int axis = 0; axis < rank; axis++) {
      add(shape.size(axis));
    }
  }

  private void add(Size size) {
    if (size.isFixed()) {
      hash.mix(size.constant());
      return;
    }
    hash.mix(~(long) size.terms().size()); // below every fixed size
    size.terms()
        .forEach(
            (variable, factor) -> {
              int slot = slot(variable);
              hash.mix(slot).mix(factor);
            });
    hash.mix(size.constant());
  }

  private void addSizes(List<Size> sizes) {
    hash.mix(sizes.size());
    for (int i = 0; i < sizes.size(); i++) {
      add(sizes.get(i));
    }
  }

  private void addIntegers(List<Integer> integers) {
    hash.mix(integers.size());
    for (int i = 0; i < integers.size(); i++) {
      hash.mix(integers.get(i));
    }
  }

  private void add(Arg arg) {
    if (arg == Arg.NONE || arg instanceof Arg.None) {
      hash.mix(0);
      return;
    }
    if (arg instanceof Arg.Axis axis) {
      hash.mix(1).mix(axis.axis());
    } else if (arg instanceof Arg.Axes axes) {
      hash.mix(2);
      addIntegers(axes.axes());
    } else if (arg instanceof Arg.Reduce reduce) {
      hash.mix(3).mix(reduce.kind().ordinal() | reduce.accumulator().ordinal() << 8);
      addIntegers(reduce.axes());
    } else if (arg instanceof Arg.Shrink shrink) {
      hash.mix(4);
      addSizes(shrink.starts());
      addIntegers(shrink.steps());
    } else if (arg instanceof Arg.Pad pad) {
      hash.mix(5);
      addSizes(pad.before());
      addSizes(pad.after());
      hash.mix(pad.fill().bits());
    } else if (arg instanceof Arg.Window window) {
      hash.mix(6).mix(window.axis()).mix(window.size()).mix(window.stride()).mix(window.dilation());
    } else {
      throw new IllegalArgumentException("a pending graph holds a kernel's " + arg);
    }
  }
}
