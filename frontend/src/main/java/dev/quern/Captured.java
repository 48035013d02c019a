package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.PreparedPlan;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.memory.StaleVersionException;
import dev.quern.runtime.request.IndexException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A function's graph as a plan, with where its leaves and numbers come from at each call. */
final class Captured {
  /** Where the leaf in a slot comes from: the tensors that had it. They must go on to agree. */
  private record Source(List<Supplier<Tensor>> outside, int input, Node fixed) {}

  private final Guards guards;
  private final Effects effects;
  private final int outputs;
  private final PreparedPlan plan;
  private final List<Source> sources;
  private final Capture.Step[] steps;
  private final int[] slots; // of the variable that a step asks for; -1 if it is used nowhere
  private final long[] numbers;

  /** Runs a function, computing nothing. */
  static Captured of(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs, boolean reusing) {
    return Capture.run(
        capture -> {
          List<Tensor> given = placeholders(capture, inputs);
          List<Node> before = given.stream().map(Tensor::node).toList();
          List<Tensor> outputs = List.copyOf(function.apply(given));
          for (int i = 0; i < given.size(); i++) {
            if (given.get(i).node() != before.get(i)) {
              throw new IllegalStateException(
                  "Compiled: the function writes to input " + i + "; return its new value instead");
            }
          }
          return new Captured(capture, before, outputs, reusing);
        });
  }

  private static List<Tensor> placeholders(Capture capture, List<Tensor> inputs) {
    List<Tensor> placeholders = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      String name = "input " + i + " of a compiled function";
      Node leaf = PreparedPlan.placeholder(input.dtype(), input.shape(), name);
      Tensor placeholder = new Tensor(leaf, input.device(), false, false);
      int number = i;
      input.bounds().ifPresent(b -> placeholder.knowBounds(capture.ofInput(number, b)));
      placeholders.add(placeholder);
    }
    return List.copyOf(placeholders);
  }

  private Captured(
      Capture capture, List<Node> placeholders, List<Tensor> outputs, boolean reusing) {
    this.outputs = outputs.size();
    this.effects = Effects.of(capture, outputs.size());
    List<Tensor> wanted = new ArrayList<>(outputs);
    wanted.addAll(effects.wanted());
    List<Node> nodes = wanted.stream().map(Tensor::value).toList();
    this.guards = Guards.of(capture);
    this.plan = PreparedPlan.of(device(wanted), nodes);
    this.sources = sources(capture, placeholders);
    this.steps = capture.steps().toArray(Capture.Step[]::new);
    this.slots = slots();
    this.numbers = plan.scalars();
    for (int i = 0; reusing && i < outputs.size(); i++) {
      plan.reuse(i);
    }
    effects.reuse(plan);
  }

  private static Device device(List<Tensor> wanted) {
    List<Device> devices =
        wanted.stream()
            .filter(tensor -> !tensor.isNumber())
            .map(Tensor::device)
            .distinct()
            .toList();
    if (devices.size() > 1) {
      throw new IllegalArgumentException(
          "Compiled: the function computes on several devices, " + devices);
    }
    return devices.isEmpty() ? Mode.current().device() : devices.get(0);
  }

  private List<Source> sources(Capture capture, List<Node> placeholders) {
    Map<Node, List<Supplier<Tensor>>> outside = new HashMap<>();
    capture
        .outside()
        .forEach(
            (tensor, state) ->
                outside
                    .computeIfAbsent(bare(state.node()), leaf -> new ArrayList<>())
                    .add(effects.now(tensor)));
    return plan.leaves().stream()
        .map(
            leaf ->
                new Source(outside.getOrDefault(leaf, List.of()), placeholders.indexOf(leaf), leaf))
        .toList();
  }

  private static Node bare(Node node) {
    return node.op() == Op.DETACH ? node.source(0) : node;
  }

  private int[] slots() {
    Map<Variable, Integer> known = new HashMap<>();
    plan.variables().forEach(variable -> known.put(variable, known.size()));
    int[] slots = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      slots[i] =
          steps[i] instanceof Capture.Step.Ask ask ? known.getOrDefault(ask.variable(), -1) : -1;
    }
    return slots;
  }

  /** The outputs of the call for which the function ran. */
  List<Tensor> first(List<Tensor> inputs) {
    return compute(inputs, leaves(inputs).orElseThrow(), numbers);
  }

  /** The outputs of a later call; empty if the function has to run again. */
  Optional<List<Tensor>> call(List<Tensor> inputs) {
    if (!guards.hold(inputs)) {
      return Optional.empty();
    }
    return leaves(inputs).map(leaves -> compute(inputs, leaves, numbersOfThisCall()));
  }

  /** While another thread updates what is read from outside, it is read before or after. */
  private List<Tensor> compute(List<Tensor> inputs, List<Node> leaves, long[] bits) {
    List<Node> given = leaves;
    while (true) {
      try {
        return compute(given, bits);
      } catch (StaleVersionException overtaken) {
        List<Node> tried = given;
        given = leaves(inputs).filter(now -> !now.equals(tried)).orElseThrow(() -> overtaken);
      }
    }
  }

  /** The leaf for each slot; empty if tensors that were the same differ now. */
  private Optional<List<Node>> leaves(List<Tensor> inputs) {
    List<Node> leaves = new ArrayList<>(sources.size());
    for (Source source : sources) {
      Node leaf = source.input < 0 ? source.fixed : inputs.get(source.input).leaf();
      for (int i = 0; i < source.outside.size(); i++) {
        Node now = source.outside.get(i).get().leaf();
        if (i > 0 && now != leaf) {
          return Optional.empty();
        }
        leaf = now;
      }
      leaves.add(leaf);
    }
    return Optional.of(leaves);
  }

  private long[] numbersOfThisCall() {
    long[] bits = numbers.clone();
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] instanceof Capture.Step.Ask ask) {
        Literal value = Elementwise.literal(ask.dtype(), ask.value().get());
        if (slots[i] >= 0) {
          bits[slots[i]] = value.bits();
        }
      } else if (steps[i] instanceof Capture.Step.Run run) {
        run.code().run();
      }
    }
    return bits;
  }

  private List<Tensor> compute(List<Node> leaves, long[] bits) {
    effects.keepSeen(plan);
    List<Node> values = run(leaves, bits);
    List<Tensor> results = new ArrayList<>(outputs);
    for (int i = 0; i < outputs; i++) {
      results.add(new Tensor(values.get(i), plan.device(), false, false));
    }
    effects.apply(values);
    return results;
  }

  private List<Node> run(List<Node> leaves, long[] bits) {
    try {
      return plan.run(leaves, bits);
    } catch (IndexException failed) {
      for (int i = steps.length - 1; i >= 0; i--) {
        if (steps[i] instanceof Capture.Step.Run run) {
          run.undo().run();
        }
      }
      throw failed;
    }
  }
}
