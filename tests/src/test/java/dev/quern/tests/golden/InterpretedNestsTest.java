package dev.quern.tests.golden;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quern.compiler.Compiler.Fusion;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Nest;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.replay.ReplayInputs;
import dev.quern.tests.bits.InterpretedLaunches;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kernels of the golden programs give the bits of their nests, interpreted. */
final class InterpretedNestsTest {
  private static final ReplayInputs VALUES = ReplayInputs.random(5);

  @TestFactory
  Stream<DynamicTest> inTheWidestVectors() {
    return tests(new InterpretedLaunches(""), Fusion.ON);
  }

  @TestFactory
  Stream<DynamicTest> notFused() {
    return tests(new InterpretedLaunches(""), Fusion.OFF);
  }

  @TestFactory
  Stream<DynamicTest> inNarrowVectors() {
    return tests(new InterpretedLaunches("128"), Fusion.ON);
  }

  @TestFactory
  Stream<DynamicTest> withoutVectors() {
    return tests(new InterpretedLaunches("plain"), Fusion.ON);
  }

  private static Stream<DynamicTest> tests(InterpretedLaunches launches, Fusion fusion) {
    return Programs.all().entrySet().stream()
        .map(
            program ->
                dynamicTest(program.getKey(), () -> run(launches, program.getValue(), fusion)));
  }

  /** Throws where a launch gives other bits. */
  private static void run(InterpretedLaunches launches, List<Node> graph, Fusion fusion) {
    Backend backend = launches.backend();
    for (Program.Launch launch : launches.compile(graph, backend.target(), fusion).launches()) {
      Backend.Loaded kernel = backend.load(List.of(launch.rendered())).get(0);
      backend.launch(kernel, arguments(launch.nest()), VALUES.scalars(launch.nest()));
    }
  }

  private static Object[] arguments(Nest nest) {
    Object[] arguments = new Object[nest.arguments().size()];
    for (int slot = 0; slot < arguments.length; slot++) {
      Nest.Argument argument = nest.arguments().get(slot);
      arguments[slot] = VALUES.array(slot, argument.dtype(), argument.elements());
    }
    return arguments;
  }
}
