package dev.quern.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Availability;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.opencl.OpenCl;
import dev.quern.runtime.reference.NestInterpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The first OpenCL device of this machine, run as a CPU and as a GPU. */
final class OpenclDevices {
  private static final Map<Target.Kind, Backend> OPEN = new TreeMap<>();

  private OpenclDevices() {}

  /** The device, whose kernels are rendered as for this kind. Skips the test if there is none. */
  static synchronized Backend of(Target.Kind kind) {
    Availability found = OpenCl.survey().get(0);
    if (!Boolean.getBoolean("quern.opencl.required")) {
      assumeTrue(found.available(), "no OpenCL device: " + found.reason() + "; " + found.remedy());
    }
    return OPEN.computeIfAbsent(kind, open -> OpenCl.open(0, open, templates()));
  }

  static List<ContractionTemplate> templates() {
    return ServiceLoader.load(ContractionTemplate.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** Fails unless the kernels leave exactly what the interpreter leaves. */
  static void checkAll(Target.Kind kind, List<NestBuilder.Case> cases) {
    Backend backend = of(kind);
    List<Rendered> kernels =
        cases.stream().map(test -> Compiler.render(test.nest(), backend.target())).toList();
    List<Backend.Loaded> loaded = backend.load(kernels);
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      problems.addAll(differences(backend, loaded.get(i), cases.get(i)));
    }
    assertEquals("", String.join("\n", problems));
  }

  private static List<String> differences(
      Backend backend, Backend.Loaded kernel, NestBuilder.Case test) {
    Object[] actual = run(backend, kernel, test);
    Object[] expected = new Object[actual.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Arrays.copy(test.arrays()[i]);
    }
    NestInterpreter.run(test.nest(), expected, test.scalars());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < expected.length; i++) {
      String difference = Arrays.difference(expected[i], actual[i]);
      if (!difference.isEmpty()) {
        problems.add(
            test + ": buffer " + i + ": " + difference + "\n" + kernel.rendered().source());
      }
    }
    return problems;
  }

  /** The buffers after a launch on copies of the case's data. */
  static Object[] run(Backend backend, Backend.Loaded kernel, NestBuilder.Case test) {
    Object[] memory = new Object[test.arrays().length];
    for (int i = 0; i < memory.length; i++) {
      Object array = test.arrays()[i];
      memory[i] = backend.allocate(HostArrays.dtype(array), HostArrays.length(array));
      backend.write(memory[i], array);
    }
    backend.launch(kernel, memory, test.scalars());
    Object[] results = new Object[memory.length];
    for (int i = 0; i < memory.length; i++) {
      results[i] = Arrays.copy(test.arrays()[i]);
      backend.read(memory[i], results[i]);
      backend.free(memory[i]);
    }
    return results;
  }
}
