package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "generate",
        "devices",
        "profile",
        "kernels",
        "kernels report",
        "kernels list",
        "kernels show",
        "kernels cache"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Invocation run = Invocation.of((command + " --help").strip(), List.of());
    assertAll(
        () -> assertEquals(0, run.code()),
        () -> assertEquals("", run.err()),
        () -> assertTrue(run.out().startsWith(("Usage: quern " + command).strip())),
        () -> assertTrue(run.out().contains("\nExamples:\n  quern " + command), run.out()),
        () -> assertTrue(run.out().contains("--trace"), run.out()));
  }

  @Test
  void linesOfHelpFitInAHundredColumns() {
    String help =
        Invocation.of("train", "--help").out() + Invocation.of("kernels", "list", "-h").out();
    help.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void versionNamesQuernAndTheJvm() {
    Invocation run = Invocation.of("--version");
    assertEquals(0, run.code());
    assertTrue(run.out().matches("(?s)quern .*\\RJVM \\d+.*"), run.out());
  }

  @Test
  void devicesListsTheJavaDevice() {
    Invocation run = Invocation.of("devices");
    assertEquals(0, run.code());
    assertTrue(run.out().lines().anyMatch(line -> line.matches("java +JDK \\d+.*")), run.out());
  }
}
