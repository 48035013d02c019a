package dev.quern.runtime.reference;

import static org.junit.jupiter.api.Assertions.fail;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Compiler.Fusion;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares lowered kernels, interpreted, with the graph that they came from. */
final class LoweringFuzzTest {
  private static final Target TARGET = Target.java(512, List.of());

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("quern.fuzz", 150));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fusedKernelsGiveTheGraphsValues(long seed) {
    check(seed, Fusion.ON);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unfusedKernelsGiveTheGraphsValues(long seed) {
    check(seed, Fusion.OFF);
  }

  private static void check(long seed, Fusion fusion) {
    RandomPrograms.Program program = RandomPrograms.of(seed, 14);
    Optional<String> problem = problem(program, fusion);
    if (problem.isPresent()) {
      fail(shrunk(program, problem.get(), fusion));
    }
  }

  /** The problem with the first node, sources before users, that alone has one. */
  private static String shrunk(RandomPrograms.Program program, String whole, Fusion fusion) {
    for (Node node : Topology.of(program.roots())) {
      var alone = new RandomPrograms.Program(List.of(node), program.buffers());
      Optional<String> problem = problem(alone, fusion);
      if (problem.isPresent()) {
        return problem.get() + "\n" + TextualForm.of(node);
      }
    }
    return whole + "\n" + TextualForm.of(program.roots());
  }

  private static Optional<String> problem(RandomPrograms.Program program, Fusion fusion) {
    Map<Node, Result> expected =
        ReferenceInterpreter.run(
            program.roots(),
            node -> program.buffers()[((Arg.Slot) node.arg()).index()],
            variable -> 0);
    try {
      Program compiled = Compiler.compile(program.roots(), TARGET, fusion);
      List<Object> outputs = run(compiled, program.buffers());
      for (int i = 0; i < outputs.size(); i++) {
        Optional<String> difference =
            expected.get(program.roots().get(i)).difference(outputs.get(i));
        if (difference.isPresent()) {
          return Optional.of("output " + i + " " + difference.get());
        }
      }
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e + " at " + e.getStackTrace()[0]);
    }
  }

  /** The outputs, in the order in which they were asked for. */
  private static List<Object> run(Program program, Object[] inputs) {
    List<Object> buffers = new ArrayList<>();
    List<Object> outputs = new ArrayList<>();
    for (Program.Buffer buffer : program.buffers()) {
      boolean isInput = buffer.role() == Program.Role.INPUT;
      Object array = isInput ? inputs[buffers.size()] : array(buffer.dtype(), buffer.elements());
      buffers.add(array);
      if (buffer.role() == Program.Role.OUTPUT) {
        outputs.add(array);
      }
    }
    for (Program.Launch launch : program.launches()) {
      Object[] arguments = launch.arguments().stream().map(buffers::get).toArray();
      NestInterpreter.run(
          NestText.parse(NestText.of(launch.nest()), List.of()), arguments, new long[0]);
    }
    return outputs;
  }

  private static Object array(DType dtype, long elements) {
    int length = (int) elements;
    return switch (dtype) {
      case BOOL -> new boolean[length];
      case INT32 -> new int[length];
      case INT64 -> new long[length];
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
    };
  }
}
