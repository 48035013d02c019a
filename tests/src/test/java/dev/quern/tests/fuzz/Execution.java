package dev.quern.tests.fuzz;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Compiler.Fusion;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.opencl.OpenCl;
import dev.quern.runtime.plan.GraphCompiler;
import dev.quern.runtime.reference.Result;
import dev.quern.tests.Machines;
import dev.quern.tests.bits.InterpretedLaunches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A way to run specimens: for a machine, fused or not. */
record Execution(String name, Backend backend, GraphCompiler compiler) {
  private static final List<ContractionTemplate> TEMPLATES =
      ServiceLoader.load(ContractionTemplate.class).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /** The Java devices, each launch of which is compared with its nest, interpreted, too. */
  static List<Execution> java() {
    return List.of(
        java("java", "", Fusion.ON),
        java("java, fusion off", "", Fusion.OFF),
        java("java:128", "128", Fusion.ON),
        java("java:plain", "plain", Fusion.ON));
  }

  private static Execution java(String name, String detail, Fusion fusion) {
    InterpretedLaunches launches = new InterpretedLaunches(detail);
    return new Execution(
        name, launches.backend(), (outputs, target) -> launches.compile(outputs, target, fusion));
  }

  /** The first OpenCL device, with kernels as for such devices; skips where there is none. */
  static List<Execution> opencl(Target.Kind... kinds) {
    Machines.of("opencl");
    return Stream.of(kinds)
        .map(
            kind ->
                new Execution("opencl " + kind, OpenCl.open(0, kind, TEMPLATES), Compiler::compile))
        .toList();
  }

  /** What {@code --device} calls it. */
  String device() {
    return name.split("[ ,]")[0];
  }

  /** What is wrong with the outputs, or what was thrown; empty if all is well. */
  Optional<String> problem(Specimen specimen) {
    return problem(specimen, specimen.expected());
  }

  Optional<String> problem(Specimen specimen, List<Result> expected) {
    try {
      Program program = compiler.compile(specimen.roots(), backend.target());
      List<Object> arrays = run(program, specimen.buffers());
      return difference(program, arrays, specimen, expected)
          .map(text -> name + ": " + text + "\nkernels: " + names(program));
    } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
      return Optional.of(name + ": " + thrown + trace(thrown));
    }
  }

  private static String trace(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    StackTraceElement[] trace = thrown.getStackTrace();
    for (int i = 0; i < Math.min(6, trace.length); i++) {
      text.append("\n    at ").append(trace[i]);
    }
    return text.toString();
  }

  private static List<String> names(Program program) {
    return program.launches().stream().map(launch -> launch.nest().name()).toList();
  }

  private static Optional<String> difference(
      Program program, List<Object> arrays, Specimen specimen, List<Result> expected) {
    int inputs = specimen.buffers().size();
    for (int i = 0; i < expected.size(); i++) {
      int root = i;
      Optional<String> difference = expected.get(i).difference(arrays.get(inputs + i));
      if (difference.isPresent()) {
        return difference.map(text -> "root " + root + " " + text);
      }
    }
    for (int i = 0; i < inputs; i++) {
      boolean given = !isOverwritten(program, i);
      if (given && !HostBits.same(specimen.buffers().get(i), arrays.get(i))) {
        return Optional.of("input " + i + " was overwritten");
      }
    }
    return Optional.empty();
  }

  private static boolean isOverwritten(Program program, int input) {
    return program.buffers().stream().anyMatch(b -> b.inPlace() && b.donor() == input);
  }

  /** Inputs and outputs as the program leaves them. */
  private List<Object> run(Program program, List<Object> inputs) {
    List<Object> memory = memory(program, inputs);
    List<Rendered> kernels =
        program.launches().stream().map(Program.Launch::rendered).distinct().toList();
    List<Backend.Loaded> loaded = backend.load(kernels);
    for (Program.Launch launch : program.launches()) {
      Object[] arguments = launch.arguments().stream().map(memory::get).toArray();
      backend.launch(loaded.get(kernels.indexOf(launch.rendered())), arguments, new long[0]);
    }
    backend.finish();
    List<Object> arrays = new ArrayList<>();
    for (int i = 0; i < program.buffers().size(); i++) {
      Program.Buffer buffer = program.buffers().get(i);
      if (buffer.role() != Program.Role.TEMPORARY) {
        Object array = HostArrays.allocate(buffer.dtype(), buffer.elements());
        backend.read(memory.get(i), array);
        arrays.add(array);
      }
    }
    memory.stream().distinct().forEach(backend::free);
    return arrays;
  }

  /** By buffer: an output that may lie over its donor does, and temporaries share arenas. */
  private List<Object> memory(Program program, List<Object> inputs) {
    List<Object> memory = new ArrayList<>();
    Map<String, Object> arenas = new HashMap<>();
    for (Program.Buffer buffer : program.buffers()) {
      switch (buffer.role()) {
        case INPUT -> memory.add(filled(buffer, inputs.get(memory.size())));
        case OUTPUT ->
            memory.add(
                buffer.inPlace()
                    ? memory.get(buffer.donor())
                    : filled(buffer, HostBits.garbage(buffer.dtype(), buffer.elements())));
        case TEMPORARY ->
            memory.add(
                arenas.computeIfAbsent(
                    buffer.dtype() + " " + buffer.arena(), key -> arena(program, buffer)));
      }
    }
    return memory;
  }

  private Object arena(Program program, Program.Buffer one) {
    DType dtype = one.dtype();
    long largest =
        program.buffers().stream()
            .filter(b -> b.arena() == one.arena() && b.dtype() == dtype)
            .mapToLong(Program.Buffer::elements)
            .max()
            .orElseThrow();
    Object memory = backend.allocate(dtype, largest);
    backend.write(memory, HostBits.garbage(dtype, largest));
    return memory;
  }

  private Object filled(Program.Buffer buffer, Object array) {
    Object memory = backend.allocate(buffer.dtype(), buffer.elements());
    backend.write(memory, array);
    return memory;
  }
}
