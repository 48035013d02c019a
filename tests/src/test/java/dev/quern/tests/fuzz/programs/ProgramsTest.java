package dev.quern.tests.fuzz.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.tests.fuzz.programs.Statement.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random programs are a function of their seed, print as Java and become small. */
final class ProgramsTest {
  private static final int SEEDS = 60;

  private static Program drawn(long seed) {
    Family[] families = Family.values();
    return Alone.call(() -> Draft.of(seed, families[(int) (seed % families.length)]));
  }

  @Test
  void sameSeedGivesTheSameProgram() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertEquals(drawn(seed).toString(), drawn(seed).toString());
    }
  }

  @Test
  void textIsJavaThatCompiles(@TempDir Path folder) throws IOException {
    String classes = System.getProperty("java.class.path");
    List<String> arguments =
        new ArrayList<>(List.of("-d", folder.toString(), "-proc:none", "-cp", classes));
    for (long seed = 0; seed < SEEDS; seed++) {
      Path file = folder.resolve("Fuzz" + seed + ".java");
      Files.writeString(file, drawn(seed).toString());
      arguments.add(file.toString());
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, arguments.toArray(String[]::new));
    assertEquals(0, status, errors::toString);
  }

  @Test
  void whatAProblemDoesNotNeedGoes() {
    Predicate<Program> holds =
        program ->
            Expected.of(program).isPresent()
                && program.statements().stream()
                    .anyMatch(line -> line instanceof Call call && call.method().equals("conv2d"));
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Program program = drawn(seed).trimmed();
      if (holds.test(program)) {
        found++;
        Program smaller = Smaller.of(program, holds);
        assertTrue(smaller.size() <= 8, smaller::toString); // its operands, and what uses it
      }
    }
    assertTrue(found > 0);
  }
}
