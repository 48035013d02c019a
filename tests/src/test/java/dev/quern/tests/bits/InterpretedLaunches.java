package dev.quern.tests.bits;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Compiler.Fusion;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.java.JavaBackend;
import dev.quern.runtime.plan.CompiledEngine;
import dev.quern.runtime.reference.NestInterpreter;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Turns a Java device into one where what every launch writes is compared, bit for bit, with what
 * the kernel's nest, after the passes of the loops, writes when it is interpreted.
 */
public final class InterpretedLaunches {
  private final JavaBackend java;
  private final Backend backend;
  private final Map<String, Nest> loops = new ConcurrentHashMap<>(); // by source
  private final Collection<Nest> nests = new ConcurrentLinkedQueue<>();

  /** Of the device {@code java} with this detail: empty, plain, 128, 256 or 512. */
  public InterpretedLaunches(String detail) {
    List<ContractionTemplate> templates = new ArrayList<>();
    ServiceLoader.load(ContractionTemplate.class).forEach(templates::add);
    java = JavaBackend.open(detail, templates);
    backend =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("launch")) {
                    launch(
                        (Backend.Loaded) arguments[0],
                        (Object[]) arguments[1],
                        (long[]) arguments[2]);
                    return null;
                  }
                  try {
                    return method.invoke(java, arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
  }

  /** A device for tensors, with caches of its own. */
  public static Device device(String detail) {
    InterpretedLaunches launches = new InterpretedLaunches(detail);
    return new Device(
        "java, interpreted too",
        launches.backend,
        device ->
            new CompiledEngine(
                device, (outputs, target) -> launches.compile(outputs, target, Fusion.ON)));
  }

  /** The device's backend, which runs what {@link #compile} has given. */
  public Backend backend() {
    return backend;
  }

  /** As the compiler does; remembers the nests. */
  public Program compile(List<Node> outputs, Target target, Fusion fusion) {
    Program program = Compiler.compile(outputs, target, fusion);
    for (Program.Launch launch : program.launches()) {
      nests.add(launch.nest());
      loops.computeIfAbsent(
          launch.rendered().source(), key -> loops(launch.nest(), Budget.full(java.target())));
    }
    return program;
  }

  private Nest loops(Nest nest, Budget budget) {
    return Compiler.loops(nest, java.target(), budget, note -> {});
  }

  /** What a text was made from: one that came out too large was rendered again. */
  private Nest loops(Rendered kernel) {
    return loops.computeIfAbsent(kernel.source(), source -> smaller(kernel));
  }

  private Nest smaller(Rendered kernel) {
    for (Nest nest : nests) {
      for (Budget budget = Budget.full(java.target());
          budget.vectors() && nest.name().equals(kernel.name()); ) {
        budget = budget.smaller();
        if (Compiler.render(nest, java.target(), budget).source().equals(kernel.source())) {
          return loops(nest, budget);
        }
      }
    }
    throw new AssertionError("no nest is known of\n" + kernel.source());
  }

  private void launch(Backend.Loaded kernel, Object[] buffers, long[] scalars) {
    Nest nest = loops(kernel.rendered());
    // One each: an argument that is written in place is written as if it were another.
    Object[] expected = Stream.of(buffers).map(InterpretedLaunches::copy).toArray();
    java.launch(kernel, buffers, scalars);
    NestInterpreter.run(nest, expected, scalars);
    for (int slot = 0; slot < buffers.length; slot++) {
      if (nest.arguments().get(slot).written()) {
        compare(nest, slot, expected[slot], buffers[slot]);
      }
    }
  }

  private static Object copy(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  private static void compare(Nest nest, int slot, Object expected, Object actual) {
    if (Objects.deepEquals(expected, actual)) {
      return;
    }
    int at = 0;
    while (Array.get(expected, at).equals(Array.get(actual, at))) {
      at++;
    }
    throw new AssertionError(
        String.format(
            "%s #%d at %d: %s, interpreted %s%n%s",
            nest.name(),
            slot,
            at,
            Array.get(actual, at),
            Array.get(expected, at),
            NestText.of(nest)));
  }
}
