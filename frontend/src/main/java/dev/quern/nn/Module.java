package dev.quern.nn;

import dev.quern.Compiled;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.dump.Origins;
import dev.quern.runtime.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A part of a model: parameters, buffers and further modules, each under a name. A subclass
 * registers them in its constructor with {@link #parameter}, {@link #buffer} and {@link #module},
 * and has a method that computes.
 */
public abstract class Module {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> modules = new LinkedHashMap<>();
  private Optional<Module> parent = Optional.empty();
  private String name = "";
  private boolean training = true;

  /** The dotted path from the outermost module to this one; empty for that itself. */
  public final String path() {
    String outer = parent.map(Module::path).orElse("");
    return outer.isEmpty() ? name : outer + "." + name;
  }

  /**
   * Runs what this module computes, so that dumps and {@link Tensor#explain} can say that it did:
   * what a {@code forward} returns.
   */
  protected final <T> T within(Supplier<T> forward) {
    if (!Origins.wanted()) {
      return forward.get();
    }
    Origins.enter(path());
    try {
      return forward.get();
    } finally {
      Origins.leave();
    }
  }

  /** A new parameter: stored, requires grad. */
  protected final Tensor parameter(String name, Init init, int... shape) {
    double[] values = init.values(IntStream.of(shape).reduce(1, Math::multiplyExact));
    Tensor initial =
        Quern.defaultDtype() == DType.FLOAT64
            ? Tensor.of(values, shape)
            : Tensor.of(narrowed(values), shape);
    return parameter(name, initial.withStorage(Memory.Policy.ALTERNATING, name).requiresGrad_());
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** A parameter that exists already, such as one that two modules share. */
  protected final Tensor parameter(String name, Tensor parameter) {
    checkFree(name);
    parameters.put(name, parameter);
    return parameter;
  }

  /** A tensor that belongs to the state but gets no gradient, such as a running mean. */
  protected final Tensor buffer(String name, Tensor initial) {
    checkFree(name);
    Tensor buffer = initial.withStorage(Memory.Policy.ALTERNATING, name);
    buffers.put(name, buffer);
    return buffer;
  }

  /** A module within this one. */
  protected final <M extends Module> M module(String name, M module) {
    checkFree(name);
    modules.put(name, module);
    ((Module) module).parent = Optional.of(this);
    ((Module) module).name = name;
    module.namedState().forEach((path, tensor) -> tensor.rename(name + "." + path));
    return module;
  }

  /** A layer within this one; if it is a module, it is registered. */
  protected final Layer layer(String name, Layer layer) {
    if (layer instanceof Module module) {
      module(name, module);
    }
    return layer;
  }

  private void checkFree(String name) {
    if (name.isEmpty()
        || name.contains(".")
        || parameters.containsKey(name)
        || buffers.containsKey(name)
        || modules.containsKey(name)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ": '" + name + "' is empty, has a dot or is taken already");
    }
  }

  // ---- what there is

  /** Parameters by dotted name, in the order of declaration; one that is shared, once. */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    collect("", named, false);
    return named;
  }

  /** Parameters and buffers by dotted name: those of each module before those of modules in it. */
  final Map<String, Tensor> namedState() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    collect("", named, true);
    return named;
  }

  private void collect(String prefix, Map<String, Tensor> named, boolean all) {
    parameters.forEach(
        (name, tensor) -> {
          if (named.values().stream().noneMatch(other -> other == tensor)) {
            named.put(prefix + name, tensor);
          }
        });
    if (all) {
      buffers.forEach((name, tensor) -> named.put(prefix + name, tensor));
    }
    modules.forEach((name, module) -> module.collect(prefix + name + ".", named, all));
  }

  public final List<Tensor> parameters() {
    return new ArrayList<>(namedParameters().values());
  }

  /** The modules directly within this one, by name. */
  public final Map<String, Module> children() {
    return new LinkedHashMap<>(modules);
  }

  /** Runs a function on all modules within this one, inner ones first, and on this one. */
  public final void apply(Consumer<Module> function) {
    modules.values().forEach(module -> module.apply(function));
    function.accept(this);
  }

  /** The number of elements of all parameters. */
  public final long parameterCount() {
    return parameters().stream().mapToLong(Tensor::numel).sum();
  }

  // ---- mode

  /** Switches what differs in training, such as dropout, on or off. */
  public final void train(boolean on) {
    apply(module -> module.training = on);
  }

  public final void train() {
    train(true);
  }

  public final void eval() {
    train(false);
  }

  public final boolean isTraining() {
    boolean now = training;
    Compiled.assume(() -> training == now);
    return now;
  }

  /** Drops all gradients. */
  public final void zeroGrad() {
    parameters().forEach(Tensor::zeroGrad);
  }

  // ---- state

  /** The values of parameters and buffers by name, without gradients, as they are now. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    namedState().forEach((name, tensor) -> state.put(name, tensor.detach()));
    return state;
  }

  /**
   * Takes over values by name.
   *
   * @throws IllegalArgumentException that names all that are missing, unexpected, or of another
   *     shape; then nothing has changed
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    Map<String, Tensor> named = namedState();
    List<String> problems = new ArrayList<>();
    report(problems, "missing", named.keySet(), state.keySet());
    report(problems, "unexpected", state.keySet(), named.keySet());
    named.forEach(
        (name, tensor) -> {
          Tensor given = state.getOrDefault(name, tensor);
          if (!given.shape().equals(tensor.shape())) {
            problems.add(name + " is " + text(given) + ", needed " + text(tensor));
          }
        });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("loadStateDict: " + String.join("; ", problems));
    }
    named.forEach((name, tensor) -> tensor.data(state.get(name).to(tensor.dtype())));
  }

  private static void report(
      List<String> problems, String kind, Set<String> names, Set<String> present) {
    List<String> absent = names.stream().filter(name -> !present.contains(name)).toList();
    if (!absent.isEmpty()) {
      problems.add(kind + ": " + String.join(", ", absent));
    }
  }

  private static String text(Tensor tensor) {
    Shape shape = tensor.shape();
    return Arrays.stream(shape.toArray())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
