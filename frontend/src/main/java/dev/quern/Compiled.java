package dev.quern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A function of tensors that is run once, to see what it computes, and from then on only computed:
 *
 * <pre>{@code
 * Compiled step = Compiled.of(in -> {
 *   optimizer.zeroGrad();
 *   Tensor loss = model.loss(in.get(0), in.get(1));
 *   loss.backward();
 *   optimizer.step();
 *   return List.of(loss);
 * });
 * double loss = step.call(tokens, targets).get(0).item();
 * }</pre>
 *
 * <p>A call does what the function would do: inputs are those given; tensors from outside, such as
 * parameters, stand for what they hold at the time of the call; what the function writes to them,
 * gradients included, is written at each call; random tensors are drawn anew; an optimizer's
 * learning rate and step count are those of the call. All in one evaluation, so within the function
 * nothing has a value yet, and asking for one is an error.
 *
 * <p>Other host code runs the first time only: what it found then holds from then on, unless it is
 * given to {@link #everyCall} or {@link #assume}. When what a function was run with no longer
 * holds, such as {@code isTraining()}, it is run again. Inputs have the shapes, dtypes and device
 * of the first call, and get no gradients.
 *
 * <p>Safe to use from several threads, which wait for each other.
 */
public final class Compiled {
  private static final int KEPT = 4;

  private final Function<List<Tensor>, List<Tensor>> function;
  private final List<Captured> kept = new ArrayList<>(); // the latest last
  private final boolean reusing;
  private Optional<List<Specification>> specifications = Optional.empty();
  private long captures;

  private Compiled(Function<List<Tensor>, List<Tensor>> function, boolean reusing) {
    this.function = function;
    this.reusing = reusing;
  }

  /** Of a function from inputs to outputs. */
  public static Compiled of(Function<List<Tensor>, List<Tensor>> function) {
    return new Compiled(function, false);
  }

  /**
   * The same function with outputs that each call writes over those of the call before it,
   * whichever thread made that; their values can then no longer be asked for.
   */
  public Compiled reusingOutputs() {
    return new Compiled(function, true);
  }

  /**
   * What the function gives for these inputs, computed.
   *
   * @throws IllegalArgumentException if they are not as at the first call
   */
  public List<Tensor> call(Tensor... inputs) {
    return call(List.of(inputs));
  }

  public List<Tensor> call(List<Tensor> inputs) {
    if (Capture.current().isPresent()) {
      return function.apply(inputs); // a part of what is being captured
    }
    synchronized (this) {
      Specification.check(specifications.orElseGet(() -> Specification.of(inputs)), inputs);
      for (Captured captured : kept) {
        Optional<List<Tensor>> outputs = captured.call(inputs);
        if (outputs.isPresent()) {
          return outputs.get();
        }
      }
      return captured(inputs);
    }
  }

  private List<Tensor> captured(List<Tensor> inputs) {
    Captured captured = Captured.of(function, inputs, reusing);
    captures++;
    List<Tensor> outputs = captured.first(inputs);
    specifications = Optional.of(Specification.of(inputs));
    if (kept.size() == KEPT) {
      kept.remove(0);
    }
    kept.add(captured);
    return outputs;
  }

  /** How often the function has been run. */
  public synchronized long captures() {
    return captures;
  }

  /** Runs host code, and again at each later call if a function is being captured. */
  public static void everyCall(Runnable code) {
    everyCall(code, () -> {});
  }

  /** The same with what takes it back if the call finds an index that is out of range. */
  public static void everyCall(Runnable code, Runnable undo) {
    Capture.current().ifPresent(capture -> capture.step(new Capture.Step.Run(code, undo)));
    code.run();
  }

  /**
   * Says what a function that is being captured depends on: once this is false, it is run again.
   */
  public static void assume(BooleanSupplier condition) {
    Capture.current().ifPresent(capture -> capture.assume(condition));
  }
}
