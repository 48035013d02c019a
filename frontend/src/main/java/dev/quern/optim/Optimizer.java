package dev.quern.optim;

import dev.quern.Compiled;
import dev.quern.NoGrad;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import dev.quern.runtime.request.IndexException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Writes each parameter's next value, computed from its gradient and what is kept beside it. */
public abstract class Optimizer {
  private static final String STEP = "step";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int number = COUNT.incrementAndGet(); // in names of scalars

  private final List<ParameterGroup> groups;
  private final Map<String, Tensor> kept = new LinkedHashMap<>(); // "3.moment": of parameter 3
  private long steps;

  Optimizer(List<ParameterGroup> groups) {
    this.groups = List.copyOf(groups);
    List<Tensor> seen = new ArrayList<>();
    for (ParameterGroup group : groups) {
      for (Tensor parameter : group.parameters()) {
        check(parameter, seen);
        seen.add(parameter);
      }
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException(name() + ": there are no parameters to optimize");
    }
  }

  private void check(Tensor parameter, List<Tensor> seen) {
    if (!parameter.requiresGrad() || !parameter.isLeaf()) {
      throw new IllegalArgumentException(
          name()
              + ": parameter "
              + seen.size()
              + " is not a leaf that requires grad: "
              + parameter);
    }
    if (seen.stream().anyMatch(other -> other == parameter)) {
      throw new IllegalArgumentException(
          name() + ": parameter " + seen.size() + " appears twice: " + parameter);
    }
  }

  private String name() {
    return getClass().getSimpleName();
  }

  public final List<ParameterGroup> groups() {
    return groups;
  }

  /** Sets the learning rate of all groups. */
  public final void lr(double lr) {
    groups.forEach(group -> group.lr(lr));
  }

  /** Steps taken. */
  public final long steps() {
    return steps;
  }

  /** Updates all parameters that have a gradient, and evaluates everything pending in one plan. */
  public final void step() {
    Probe.stepBegins();
    update();
    try {
      Quern.evaluate();
    } catch (IndexException failed) {
      steps--;
      throw failed;
    }
    Probe.stepped();
  }

  /** Builds the update, which becomes pending, without evaluating. */
  public final void update() {
    Compiled.everyCall(() -> steps++, () -> steps--);
    try (NoGrad off = NoGrad.enter();
        Span unused = Probe.span(Phase.BUILD)) {
      int index = 0;
      for (ParameterGroup group : groups) {
        double decay = group.weightDecay();
        Compiled.assume(() -> group.weightDecay() == decay);
        Rule rule = rule(group);
        for (Tensor parameter : group.parameters()) {
          if (parameter.hasGrad()) {
            rule.apply(parameter, parameter.grad(), index);
          }
          index++;
        }
      }
    }
  }

  /** What is done to one parameter; {@code index} counts parameters through all groups. */
  interface Rule {
    void apply(Tensor parameter, Tensor gradient, int index);
  }

  /** The rule of this step for a group. */
  abstract Rule rule(ParameterGroup group);

  /** Drops the gradients of all parameters. */
  public final void zeroGrad() {
    groups.forEach(group -> group.parameters().forEach(Tensor::zeroGrad));
  }

  // ---- what is kept

  /** Makes storage of zeros beside every parameter, under a name. */
  final List<Tensor> keep(String name) {
    List<Tensor> made = new ArrayList<>();
    int index = 0;
    for (ParameterGroup group : groups) {
      for (Tensor parameter : group.parameters()) {
        String key = index++ + "." + name;
        String label = name() + " " + key;
        made.add(parameter.zerosLike().withStorage(Memory.Policy.DONATED, label));
        kept.put(key, made.get(made.size() - 1));
      }
    }
    return made;
  }

  /** A scalar that differs from step to step, in the widest dtype of the group's parameters. */
  final Tensor scalar(String name, ParameterGroup group, Supplier<Double> value) {
    boolean wide = false;
    for (Tensor parameter : group.parameters()) {
      wide |= parameter.dtype() == DType.FLOAT64;
    }
    String unique = name + groups.indexOf(group) + "." + number;
    return Tensor.variable(unique, wide ? DType.FLOAT64 : DType.FLOAT32, value);
  }

  /**
   * All there is to save: what is kept beside each parameter, by its position, and the step count.
   */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    kept.forEach((key, tensor) -> state.put(key, tensor.detach()));
    state.put(STEP, Tensor.scalar(steps));
    return state;
  }

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if it is not that of these parameters; then nothing has
   *     changed
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    for (Map.Entry<String, Tensor> entry : kept.entrySet()) {
      Tensor given = state.get(entry.getKey());
      if (given == null || !given.shape().equals(entry.getValue().shape())) {
        throw new IllegalArgumentException(
            name()
                + ": state '"
                + entry.getKey()
                + "' is "
                + (given == null
                    ? "missing"
                    : given.shape() + ", needed " + entry.getValue().shape()));
      }
    }
    if (!state.containsKey(STEP)) {
      throw new IllegalArgumentException(name() + ": state '" + STEP + "' is missing");
    }
    kept.forEach((key, tensor) -> tensor.data(state.get(key).to(tensor.dtype())));
    steps = state.get(STEP).itemLong();
  }
}
