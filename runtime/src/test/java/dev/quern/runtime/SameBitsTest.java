package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.runtime.java.TestBackends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever runs a program, and however its code is run, the results are the same to the last bit. */
final class SameBitsTest {
  private static final int BITS = TestBackends.vectorBits();

  private static Map<String, Integer> expected;

  @BeforeAll
  static void runOnOneThread() {
    expected = Bits.of(TestBackends.java(BITS, 1), 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void numberOfThreadsDoesNotMatter(int threads) {
    assertEquals(expected, Bits.of(TestBackends.java(BITS, threads), 3));
  }

  @Test
  void compilerOfTheSourceDoesNotMatter() {
    assertEquals(expected, Bits.of(TestBackends.javac(BITS, 2), 1));
  }

  @Test
  void plainLoopsHaveBitsOfTheirOwnWhichThreadsDoNotChangeEither() {
    assertEquals(Bits.of(TestBackends.java(0, 1), 1), Bits.of(TestBackends.java(0, 4), 3));
  }

  @ParameterizedTest
  @CsvSource({"-Xint, 1", "-XX:TieredStopAtLevel=1, 20", "-XX:-TieredCompilation, 200"})
  void jitCompilerDoesNotMatter(String flag, int repetitions) throws Exception {
    assertEquals(expected, ownJvm(flag, 2, repetitions));
  }

  private static Map<String, Integer> ownJvm(String flag, int threads, int repetitions)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (BITS > 0) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of(flag, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Bits.class.getName(), "" + threads, "" + repetitions));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertTrue(process.waitFor() == 0 && lines.contains("done"), () -> String.join("\n", lines));
    Map<String, Integer> hashes = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.lastIndexOf(" = ");
      if (equals > 0) {
        hashes.put(line.substring(0, equals), Integer.valueOf(line.substring(equals + 3)));
      }
    }
    return hashes;
  }
}
