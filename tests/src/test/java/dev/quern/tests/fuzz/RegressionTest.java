package dev.quern.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small programs that once had wrong values, each in a file named after its fault. */
final class RegressionTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "fuzz");
  private static final List<Execution> JAVA = Execution.java();

  private static List<Path> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void programHasItsValues(Path file) throws IOException {
    check(read(file), JAVA);
  }

  @Test
  void allHaveTheirValuesOnOpenclInOneProgram() throws IOException {
    List<Specimen> all = programs().stream().map(RegressionTest::read).toList();
    assertFalse(all.isEmpty());
    check(Specimen.together(all), Execution.opencl(Target.Kind.OPENCL_CPU, Target.Kind.OPENCL_GPU));
  }

  private static void check(Specimen specimen, List<Execution> executions) {
    for (Execution execution : executions) {
      assertEquals(Optional.empty(), execution.problem(specimen), specimen::toString);
    }
  }

  private static Specimen read(Path file) {
    try {
      return Specimen.of(Parser.parse(Files.readString(file)), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
