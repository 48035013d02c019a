package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a thread writes down while the function of a {@link Compiled} runs: the tensors from outside
 * that it uses, the gradients that it touches, the numbers that differ from call to call, and what
 * it takes for granted. When it ends, everything outside is as it was before.
 */
final class Capture {
  private static final AtomicInteger RUNNING = new AtomicInteger(); // in all threads

  /** A gradient as a function finds it. */
  record Start(Optional<Tensor> gradient, boolean matters) {}

  /** Host code of every call, in the order of the first. */
  sealed interface Step {
    /** What was given to {@link Compiled#everyCall}. */
    record Run(Runnable code, Runnable undo) implements Step {}

    /** The value of a variable. */
    record Ask(Variable variable, DType dtype, Supplier<? extends Number> value) implements Step {}
  }

  /** What a function takes for granted about the values of an input. */
  record Assumption(int input, Predicate<Bounds> holds) {}

  private final Mode mode;
  private final Pending outer; // what was pending before
  private final Set<Tensor> made = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Tensor, Tensor.State> outside = new LinkedHashMap<>();
  private final Map<GradientSlot, Start> slots = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<BooleanSupplier> conditions = new ArrayList<>();
  private final Map<Bounds, Integer> inputs = new IdentityHashMap<>();
  private final List<Assumption> assumptions = new ArrayList<>();

  private Capture(Mode mode) {
    this.mode = mode;
    this.outer = mode.pending();
  }

  /** The capture that this thread is in. */
  static Optional<Capture> current() {
    return RUNNING.get() == 0 ? Optional.empty() : Mode.current().capture();
  }

  /** Runs code with this thread's pending work put aside, and undoes what it did to tensors. */
  static <T> T run(Function<Capture, T> code) {
    Mode mode = Mode.current();
    Capture capture = new Capture(mode);
    mode.pending(Pending.deferred());
    mode.capture(Optional.of(capture));
    RUNNING.incrementAndGet();
    try {
      return code.apply(capture);
    } finally {
      RUNNING.decrementAndGet();
      mode.capture(Optional.empty());
      mode.pending(capture.outer);
      capture.outside.forEach(Tensor::restore);
      capture.slots.forEach((slot, start) -> slot.restore(start.gradient()));
    }
  }

  /** Refuses what needs values, which a function that is being captured does not have. */
  static void refuse(String op) {
    if (current().isPresent()) {
      throw new IllegalStateException(
          op
              + ": a compiled function is being captured, which has no values yet; return the tensor and"
              + " ask for its values after the call");
    }
  }

  // ---- tensors

  static void made(Tensor tensor) {
    if (RUNNING.get() > 0) {
      Mode.current().capture().ifPresent(capture -> capture.made.add(tensor));
    }
  }

  /** A tensor's node is about to be read or replaced. */
  static void uses(Tensor tensor) {
    if (RUNNING.get() > 0) {
      Mode.current().capture().ifPresent(capture -> capture.use(tensor));
    }
  }

  private void use(Tensor tensor) {
    if (made.contains(tensor) || outside.containsKey(tensor)) {
      return;
    }
    aside(
        () -> {
          if (!tensor.isNumber()) {
            tensor.realize();
          }
          tensor.settle();
        });
    outside.put(tensor, tensor.state());
    if (tensor.requiresGrad() && !tensor.isLeaf()) {
      throw new IllegalStateException(
          "Compiled: a tensor from outside has a history, through which gradients do not pass;"
              + " compute it within the function, or detach() it");
    }
  }

  /** Refuses a change, other than of its value, to a tensor from outside. */
  static void keeps(String op, Tensor tensor) {
    current()
        .filter(capture -> !capture.made.contains(tensor))
        .ifPresent(
            capture -> {
              throw new IllegalStateException(
                  op + ": a compiled function may change only the values of a tensor from outside");
            });
  }

  /** Runs code as if nothing was captured. */
  private void aside(Runnable code) {
    Pending deferred = mode.pending();
    mode.pending(outer);
    mode.capture(Optional.empty());
    try {
      code.run();
    } finally {
      mode.capture(Optional.of(this));
      mode.pending(deferred);
    }
  }

  /** A gradient, null if there is none, is about to be read or replaced. */
  static void touches(GradientSlot slot, Tensor gradient, boolean matters) {
    if (RUNNING.get() > 0) {
      Start start = new Start(Optional.ofNullable(gradient), matters);
      Mode.current().capture().ifPresent(capture -> capture.slots.putIfAbsent(slot, start));
    }
  }

  // ---- numbers

  void step(Step step) {
    steps.add(step);
  }

  void assume(BooleanSupplier condition) {
    conditions.add(condition);
  }

  /** Bounds of an input's values, by which it is known again where it is checked. */
  Bounds ofInput(int input, Bounds bounds) {
    Bounds own = new Bounds(bounds.min(), bounds.above(), bounds.max(), bounds.exact());
    inputs.put(own, input);
    return own;
  }

  /** A function depends on values being within these bounds. */
  static void assume(Bounds bounds, Predicate<Bounds> holds) {
    current()
        .filter(capture -> capture.inputs.containsKey(bounds))
        .ifPresent(
            capture -> capture.assumptions.add(new Assumption(capture.inputs.get(bounds), holds)));
  }

  // ---- what was found

  boolean isOutside(Tensor tensor) {
    return !made.contains(tensor);
  }

  Map<Tensor, Tensor.State> outside() {
    return outside;
  }

  Map<GradientSlot, Start> slots() {
    return slots;
  }

  List<Step> steps() {
    return steps;
  }

  List<BooleanSupplier> conditions() {
    return conditions;
  }

  List<Assumption> assumptions() {
    return assumptions;
  }
}
