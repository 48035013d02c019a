package dev.quern.tests.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.tests.Machines;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs of any size compile and give what the reference gives: what grows with the program stays
 * below the limits of the JVM, of Janino and of OpenCL.
 */
final class GrowingProgramsTest {
  /** More than a method has slots, and than OpenCL has bytes for parameters. */
  private static final int MANY = 300;

  private static final int ON_OPENCL = 140;

  /** Every addition of some hundred terms may round, and chains pass their errors on. */
  private static final double TOLERANCE = 1e-9;

  private static final Map<GrowingProgram, List<double[]>> EXPECTED =
      new EnumMap<>(GrowingProgram.class);

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  @ParameterizedTest
  @EnumSource(GrowingProgram.class)
  void manyOfEverythingWithVectors(GrowingProgram program) {
    check(program, "java", MANY, expected(program));
  }

  @ParameterizedTest
  @EnumSource(GrowingProgram.class)
  void manyOfEverythingInPlainLoops(GrowingProgram program) {
    check(program, "java:plain", MANY, expected(program));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SUM_OF_SUMS",
        "COUNTED_BATCHES",
        "STACK_OF_SCALARS",
        "CENTERED_ROWS",
        "CHAIN_OF_CHOICES"
      })
  void morePointersThanOpenclTakes(GrowingProgram program) {
    Machines.of("opencl");
    check(program, "opencl", ON_OPENCL, run(program, "reference", ON_OPENCL));
  }

  private static List<double[]> expected(GrowingProgram program) {
    return EXPECTED.computeIfAbsent(program, p -> run(p, "reference", MANY));
  }

  private static void check(GrowingProgram program, String device, int n, List<double[]> expected) {
    List<double[]> found = run(program, device, n);
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      double scale = 1e-3;
      for (double value : expected.get(i)) {
        scale = Math.max(scale, Math.abs(value));
      }
      for (int k = 0; k < found.get(i).length; k++) {
        double off = Math.abs(found.get(i)[k] - expected.get(i)[k]) / scale;
        assertTrue(off <= TOLERANCE, program + " on " + device + ", value " + i + ", " + k);
      }
    }
  }

  /** The program's value and the gradients of its leaves. */
  private static List<double[]> run(GrowingProgram program, String device, int n) {
    Quern.use(device);
    GrowingProgram.Leaves leaves = new GrowingProgram.Leaves(DType.FLOAT64);
    Tensor value = program.make(n, leaves);
    value.backward();
    List<Tensor> wanted = new ArrayList<>(List.of(value));
    leaves.all().forEach(leaf -> wanted.add(leaf.grad()));
    Tensor.realize(wanted);
    return wanted.stream().map(Tensor::toDoubleArray).toList();
  }
}
