package dev.quern.runtime.replay;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.reference.NestInterpreter;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a program, a device and values into the comparison of the device with what the program
 * means.
 */
public final class ReplayCheck {
  private static final double FLOAT_SHARE =
      0x1p-17; // of a buffer's largest value; sums of some 1,000 terms
  private static final double DOUBLE_SHARE = 0x1p-46;

  private final Device device;

  private ReplayCheck(Device device) {
    this.device = device;
  }

  /**
   * Runs the program; one comparison for each output. Integers that turn out to be no index are all
   * made 0.
   */
  public static List<Comparison> of(ProgramText program, Device device, ReplayInputs values) {
    ReplayCheck check = new ReplayCheck(device);
    try {
      return check.run(program, values);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      if (values.isGiven()) {
        throw new IllegalArgumentException(
            "the inputs do not fit the program: " + e.getMessage(), e);
      }
      return check.run(program, values.withoutIndices());
    }
  }

  private List<Comparison> run(ProgramText program, ReplayInputs values) {
    return program instanceof ProgramText.Graph graph
        ? graph(graph, values)
        : nest(((ProgramText.Kernel) program).nest(), values);
  }

  private List<Comparison> graph(ProgramText.Graph graph, ReplayInputs values) {
    Map<Integer, Object> arrays = new TreeMap<>();
    graph
        .inputs()
        .forEach(
            (slot, node) ->
                arrays.put(slot, values.array(slot, node.dtype(), node.shape().elements())));
    Map<Variable, Long> variables = values.variables(graph.outputs());
    Map<Node, Result> expected =
        ReferenceInterpreter.run(
            graph.outputs(),
            node -> arrays.get(((Arg.Slot) node.arg()).index()),
            variable -> value(variables, variable));
    List<Node> bound = bound(graph.outputs(), arrays, variables);
    Evaluation.evaluate(device, bound, variable -> value(variables, variable));
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      Object actual = Transfer.download(Evaluation.stored(bound.get(i)).orElseThrow());
      Node output = graph.outputs().get(i);
      String name = "output " + i + " " + output.dtype() + output.shape();
      comparisons.add(Comparison.of(name, expected.get(output), actual));
    }
    return comparisons;
  }

  private static long value(Map<Variable, Long> variables, Variable variable) {
    return variables.getOrDefault(variable, variable.max());
  }

  /** The graph with storages in place of slots and values in place of symbols. */
  private List<Node> bound(
      List<Node> outputs, Map<Integer, Object> arrays, Map<Variable, Long> variables) {
    Map<Node, Node> bound = new IdentityHashMap<>();
    for (Node node : Topology.of(outputs)) {
      Node[] sources = node.sources().stream().map(bound::get).toArray(Node[]::new);
      Node now = node.with(sources);
      if (node.op() == Op.BUFFER) {
        int slot = ((Arg.Slot) node.arg()).index();
        now = Transfer.upload(device, node.shape(), arrays.get(slot));
      } else if (node.op() == Op.VAR && node.arg() instanceof Arg.Symbol symbol) {
        Arg.Literal value = new Arg.Literal(node.dtype(), value(variables, symbol.variable()));
        Arg arg = new Arg.Bound(symbol.variable(), value);
        now = Node.of(Op.VAR, node.dtype(), node.shape(), arg, sources);
      }
      bound.put(node, now);
    }
    return outputs.stream().map(bound::get).toList();
  }

  private List<Comparison> nest(Nest nest, ReplayInputs values) {
    Object[] expected = arrays(nest, values);
    Object[] actual = arrays(nest, values);
    long[] scalars = values.scalars(nest);
    NestInterpreter.run(nest, expected, scalars);
    Replay.run(device, nest, actual, scalars);
    boolean exact = device.target().kind() == Target.Kind.JAVA && isExact(nest);
    List<Comparison> comparisons = new ArrayList<>();
    for (int slot = 0; slot < actual.length; slot++) {
      Nest.Argument argument = nest.arguments().get(slot);
      if (argument.written()) {
        String name = "#" + slot + " " + argument.dtype() + "[" + argument.elements() + "]";
        double bound = exact ? 0 : share(argument.dtype()) * largest(expected[slot]);
        Comparison plain = Comparison.of(name, expected[slot], actual[slot], i -> bound);
        if (!plain.passes() && bound > 0) {
          double[] moved =
              Sensitivity.of(nest, arrays(nest, values), scalars, slot, expected[slot]);
          plain = Comparison.of(name, expected[slot], actual[slot], i -> bound + moved[i]);
        }
        comparisons.add(plain);
        Optional<Object> after = values.after(slot, argument.dtype(), argument.elements());
        if (after.isPresent()) {
          forget(nest, values, slot, actual[slot], after.get());
          comparisons.add(
              Comparison.of(
                  name + " against the dump", after.get(), actual[slot], i -> dumped(bound)));
        }
      }
    }
    return comparisons;
  }

  /** The same kernel on java gives the bits that it gave in its program. */
  private double dumped(double bound) {
    return device.target().kind() == Target.Kind.JAVA ? 0 : bound;
  }

  /**
   * Where the nest writes only a part of what held nothing before, the rest of a dump is rubbish:
   * takes it over from what was made. A second run over other contents shows which elements are not
   * written.
   */
  private static void forget(Nest nest, ReplayInputs values, int slot, Object made, Object after) {
    Nest.Argument argument = nest.arguments().get(slot);
    if (values.isKnown(slot)) {
      return;
    }
    Object[] other = arrays(nest, values);
    Object marked = values.array(slot, argument.dtype(), argument.elements());
    for (int i = 0; i < argument.elements(); i++) {
      mark(marked, i);
      Array.set(other[slot], i, Array.get(marked, i));
    }
    NestInterpreter.run(nest, other, values.scalars(nest));
    Object drawn = values.array(slot, argument.dtype(), argument.elements());
    for (int i = 0; i < argument.elements(); i++) {
      boolean untouched =
          Array.get(other[slot], i).equals(Array.get(marked, i))
              && Array.get(made, i).equals(Array.get(drawn, i));
      if (untouched) {
        Array.set(after, i, Array.get(made, i));
      }
    }
  }

  /** Makes an element another one. */
  private static void mark(Object array, int i) {
    switch (HostArrays.dtype(array)) {
      case BOOL -> ((boolean[]) array)[i] ^= true;
      case INT32 -> ((int[]) array)[i]++;
      case INT64 -> ((long[]) array)[i]++;
      case FLOAT32 -> ((float[]) array)[i] += 2;
      case FLOAT64 -> ((double[]) array)[i] += 2;
    }
  }

  private static Object[] arrays(Nest nest, ReplayInputs values) {
    Object[] arrays = new Object[nest.arguments().size()];
    for (int slot = 0; slot < arrays.length; slot++) {
      Nest.Argument argument = nest.arguments().get(slot);
      arrays[slot] = values.array(slot, argument.dtype(), argument.elements());
    }
    return arrays;
  }

  /** True if no order of additions can show. */
  static boolean isExact(Nest nest) {
    return Topology.of(List.of(nest.kernel())).stream()
        .noneMatch(
            node -> node.op() == Op.CONTRACTION || node.op() == Op.ACC && node.dtype().isFloat());
  }

  static double share(DType dtype) {
    return !dtype.isFloat() ? 0 : dtype == DType.FLOAT32 ? FLOAT_SHARE : DOUBLE_SHARE;
  }

  /** The largest magnitude of finite values; 1 for bools and integers. */
  static double largest(Object array) {
    double largest = 0;
    for (int i = 0; i < Array.getLength(array); i++) {
      double value =
          Array.get(array, i) instanceof Number number ? Math.abs(number.doubleValue()) : 1;
      largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
    }
    return largest;
  }
}
