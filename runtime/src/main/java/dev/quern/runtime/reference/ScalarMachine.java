package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Nest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the value of every scalar of a nest, and evaluates the expressions of one statement at a
 * time.
 */
final class ScalarMachine {
  private final Map<Node, Integer> numbers = new IdentityHashMap<>();
  private final Map<Node, NestArray> arrays = new IdentityHashMap<>();
  private final Map<Node, List<Step>> programs = new IdentityHashMap<>();
  private final List<NestArray> locals = new ArrayList<>();
  private final long[] bits;

  /** The evaluation of one node. */
  private record Step(Node node, int number, int[] sources) {}

  ScalarMachine(Nest nest, Object[] buffers, long[] scalarBits) {
    List<Node> order = Topology.of(nest.kernel());
    bits = new long[order.size()];
    Map<Variable, Long> scalars = new HashMap<>();
    for (int i = 0; i < scalarBits.length; i++) {
      scalars.put(nest.scalars().get(i).variable(), scalarBits[i]);
    }
    for (Node node : order) {
      numbers.put(node, numbers.size());
      switch (node.op()) {
        case CONST -> set(node, node.literal().bits());
        case VAR -> set(node, scalar(node, scalars));
        case BUFFER -> arrays.put(node, buffer(node, buffers));
        case LOCAL -> {
          arrays.put(node, NestArray.local(node));
          locals.add(arrays.get(node));
        }
        default -> {}
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

  long bits(Node node) {
    return bits[numbers.get(node)];
  }

  Arg.Literal literal(Node node) {
    return new Arg.Literal(node.dtype(), bits(node));
  }

  void set(Node node, long value) {
    bits[numbers.get(node)] = value;
  }

  NestArray array(Node node) {
    return arrays.get(node);
  }

  void spoilLocals() {
    locals.forEach(NestArray::spoil);
  }

  /** Evaluates operands of a statement, always the same for the same statement. */
  void evaluate(Node statement, List<Node> operands) {
    for (Step step : programs.computeIfAbsent(statement, key -> program(operands))) {
      bits[step.number] = value(step);
    }
  }

  private List<Step> program(List<Node> operands) {
    List<Step> program = new ArrayList<>();
    for (Node node : Topology.of(operands, ScalarMachine::isExpression)) {
      if (isExpression(node)) {
        int[] sources = node.sources().stream().mapToInt(numbers::get).toArray();
        program.add(new Step(node, numbers.get(node), sources));
      }
    }
    return program;
  }

  /** What is evaluated where it is used; the rest is set where it is bound. */
  private static boolean isExpression(Node node) {
    return node.op() == Op.LOAD || node.op().isElementwise();
  }

  private long value(Step step) {
    Node node = step.node;
    if (node.op() == Op.LOAD) {
      boolean isGated = node.arity() == 3 && bits[step.sources[2]] == 0;
      return isGated ? 0 : read(node, bits[step.sources[1]]);
    }
    Arg.Literal[] in = new Arg.Literal[step.sources.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = new Arg.Literal(node.source(i).dtype(), bits[step.sources[i]]);
    }
    return ScalarSemantics.evaluate(node.op(), node.dtype(), in).bits();
  }

  private long read(Node load, long index) {
    return array(load.source(0)).read(index);
  }

  void store(Node store) {
    evaluate(store, store.sources().subList(1, store.arity()));
    if (store.arity() == 3 || bits(store.source(3)) != 0) {
      array(store.source(0)).write(bits(store.source(1)), bits(store.source(2)));
    }
  }
}
