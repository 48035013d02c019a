package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Nest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the lanes of every value of a nest, one of a scalar, and evaluates the expressions of one
 * statement at a time.
 */
final class LaneMachine {
  private final Map<Node, long[]> values = new IdentityHashMap<>(); // the bits of each lane
  private final Map<Node, NestArray> arrays = new IdentityHashMap<>();
  private final Map<Node, List<Step>> programs = new IdentityHashMap<>();
  private final List<NestArray> locals = new ArrayList<>();

  /** The evaluation of one node. */
  private record Step(Node node, long[] result, long[][] sources) {}

  LaneMachine(Nest nest, Object[] buffers, long[] scalarBits) {
    Map<Variable, Long> scalars = new HashMap<>();
    for (int i = 0; i < scalarBits.length; i++) {
      scalars.put(nest.scalars().get(i).variable(), scalarBits[i]);
    }
    for (Node node : Topology.of(nest.kernel())) {
      switch (node.op()) {
        case BUFFER -> arrays.put(node, buffer(node, buffers));
        case LOCAL -> {
          arrays.put(node, NestArray.local(node));
          locals.add(arrays.get(node));
        }
        default -> values.put(node, new long[(int) node.shape().elements()]);
      }
      if (node.op() == Op.CONST) {
        Arrays.fill(values.get(node), node.literal().bits());
      } else if (node.op() == Op.VAR) {
        set(node, scalar(node, scalars));
      }
    }
  }

  private static long scalar(Node node, Map<Variable, Long> scalars) {
    if (node.arg() instanceof Arg.Bound bound) {
      return bound.value().bits();
    }
    Long given = scalars.get(((Arg.Symbol) node.arg()).variable());
    if (given == null) {
      throw new IllegalArgumentException(node + " is not among the nest's scalars");
    }
    return given;
  }

  private static NestArray buffer(Node node, Object[] buffers) {
    int slot = ((Arg.Slot) node.arg()).index();
    if (slot >= buffers.length) {
      throw new IllegalArgumentException(node + " has no argument, there are " + buffers.length);
    }
    TypedArrays.require(node.dtype(), buffers[slot]);
    return new NestArray(node, buffers[slot]);
  }

  /** The value of a scalar. */
  long scalar(Node node) {
    return values.get(node)[0];
  }

  /** Binds a scalar. */
  void set(Node node, long value) {
    values.get(node)[0] = value;
  }

  NestArray array(Node node) {
    return arrays.get(node);
  }

  void spoilLocals() {
    locals.forEach(NestArray::spoil);
  }

  // ---- statements

  void declare(Node accumulator) {
    evaluate(accumulator, accumulator.sources());
    long[] initial = values.get(accumulator.source(0));
    System.arraycopy(initial, 0, values.get(accumulator), 0, initial.length);
  }

  /** Fewer lanes than the accumulator's are combined with its first ones. */
  void update(Node update) {
    Node accumulator = update.source(0);
    evaluate(update, List.of(update.source(1)));
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    long[] value = values.get(update.source(1));
    combine(kind, accumulator.dtype(), values.get(accumulator), value, value.length);
  }

  /** A hidden lane touches no memory. */
  void store(Node store) {
    evaluate(store, store.sources().subList(1, store.arity()));
    NestArray array = array(store.source(0));
    long[] index = values.get(store.source(1));
    long[] value = values.get(store.source(2));
    for (int lane = 0; lane < index.length; lane++) {
      if (store.arity() == 3 || isOpen(values.get(store.source(3)), lane)) {
        array.write(index[lane], value[lane]);
      }
    }
  }

  // ---- expressions

  /** Evaluates operands of a statement, always the same for the same statement. */
  void evaluate(Node statement, List<Node> operands) {
    programs.computeIfAbsent(statement, key -> program(operands)).forEach(this::evaluate);
  }

  private List<Step> program(List<Node> operands) {
    List<Step> program = new ArrayList<>();
    for (Node node : Topology.of(operands, LaneMachine::isExpression)) {
      if (isExpression(node)) {
        long[][] sources = node.sources().stream().map(values::get).toArray(long[][]::new);
        program.add(new Step(node, values.get(node), sources));
      }
    }
    return program;
  }

  /** What is evaluated where it is used; the rest is set where it is bound. */
  private static boolean isExpression(Node node) {
    return switch (node.op()) {
      case LOAD, RAMP, BROADCAST, FOLD -> true;
      default -> node.op().isElementwise();
    };
  }

  private void evaluate(Step step) {
    switch (step.node.op()) {
      case LOAD -> load(step);
      case RAMP -> ramp(step);
      case BROADCAST -> Arrays.fill(step.result, step.sources[0][0]);
      case FOLD -> fold(step);
      default -> elementwise(step);
    }
  }

  private void load(Step step) {
    NestArray array = array(step.node.source(0));
    for (int lane = 0; lane < step.result.length; lane++) {
      boolean isOpen = step.sources.length == 2 || isOpen(step.sources[2], lane);
      step.result[lane] = isOpen ? array.read(step.sources[1][lane]) : 0;
    }
  }

  /** A gate is one for all lanes, or has as many as what it hides. */
  private static boolean isOpen(long[] gate, int lane) {
    return gate[gate.length == 1 ? 0 : lane] != 0;
  }

  private static void ramp(Step step) {
    long stride = ((Arg.Ramp) step.node.arg()).stride();
    for (int lane = 0; lane < step.result.length; lane++) {
      long value = step.sources[0][0] + lane * stride;
      step.result[lane] = Arg.Literal.of(step.node.dtype(), value).bits();
    }
  }

  private static void fold(Step step) {
    Op kind = ((Arg.Fold) step.node.arg()).kind();
    long[] lanes = step.sources[0].clone();
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      combine(kind, step.node.dtype(), lanes, Arrays.copyOfRange(lanes, half, 2 * half), half);
    }
    step.result[0] = lanes[0];
  }

  /** Combines first lanes with the same lanes of another vector. */
  private static void combine(Op kind, DType dtype, long[] lanes, long[] others, int count) {
    for (int lane = 0; lane < count; lane++) {
      Arg.Literal one = new Arg.Literal(dtype, lanes[lane]);
      Arg.Literal other = new Arg.Literal(dtype, others[lane]);
      lanes[lane] = ScalarSemantics.evaluate(kind, dtype, one, other).bits();
    }
  }

  private static void elementwise(Step step) {
    Node node = step.node;
    Arg.Literal[] in = new Arg.Literal[step.sources.length];
    for (int lane = 0; lane < step.result.length; lane++) {
      for (int i = 0; i < in.length; i++) {
        in[i] = new Arg.Literal(node.source(i).dtype(), step.sources[i][lane]);
      }
      step.result[lane] = ScalarSemantics.evaluate(node.op(), node.dtype(), in).bits();
    }
  }
}
