package dev.quern.tests.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import dev.quern.compiler.target.Target;
import dev.quern.tests.Machines;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random programs, fused and not, on every device, against the meaning of their ops. A failure is
 * shrunk, printed with its seed and written to {@code target/fuzz}; {@code
 * -Dquern.fuzz.seeds=17..18} runs those alone.
 */
final class FuzzTest {
  private static final int TOGETHER = 12;

  @Test
  void exactProgramsHaveExactValues() {
    alone(new Fuzzing("exact", Generator::exact, Execution.java()));
  }

  @Test
  void smoothProgramsAreWithinTheirBounds() {
    alone(new Fuzzing("smooth", Generator::smooth, Execution.java()));
  }

  @Test
  void wildProgramsAreWithinTheirBounds() {
    alone(new Fuzzing("wild", Generator::wild, Execution.java()));
  }

  @Test
  void wildProgramsAreWithinTheirBoundsOnOpencl() {
    together(new Fuzzing("wild", Generator::wild, opencl()));
  }

  @Test
  void exactProgramsHaveExactValuesOnOpencl() {
    together(new Fuzzing("exact", Generator::exact, opencl()));
  }

  @Test
  void smoothProgramsAreWithinTheirBoundsOnOpencl() {
    together(new Fuzzing("smooth", Generator::smooth, opencl()));
  }

  /** A driver takes a second for a program as for a GPU. */
  private static List<Execution> opencl() {
    return Machines.ALL
        ? Execution.opencl(Target.Kind.OPENCL_CPU, Target.Kind.OPENCL_GPU)
        : Execution.opencl(Target.Kind.OPENCL_CPU);
  }

  private static void alone(Fuzzing fuzzing) {
    Seeds seeds = Seeds.wanted(100);
    check(seeds, fuzzing.alone(seeds.first, seeds.end));
  }

  private static void together(Fuzzing fuzzing) {
    Seeds seeds = Seeds.wanted(TOGETHER);
    check(seeds, fuzzing.together(seeds.first, seeds.end, TOGETHER));
  }

  private static void check(Seeds seeds, List<String> failures) {
    if (!failures.isEmpty()) {
      fail(failures.size() + " failures of " + seeds + "\n" + String.join("\n", failures));
    }
  }

  private record Seeds(long first, long end) {
    static Seeds wanted(long few) {
      String asked =
          System.getProperty("quern.fuzz.seeds", "0.." + (Machines.ALL ? 20 * few : few));
      String[] ends = asked.split("\\.\\.");
      return new Seeds(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }
  }
}
