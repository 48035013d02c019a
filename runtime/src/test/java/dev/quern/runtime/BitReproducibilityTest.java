package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.runtime.java.TestBackends;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever runs a program, and however its code is run, the results are the same to the last bit.
 */
final class BitReproducibilityTest {
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
  @CsvSource({
    "-Xint, 1",
    "-XX:TieredStopAtLevel=1 -XX:Tier3InvocationThreshold=20, 10",
    "-XX:-TieredCompilation -XX:CompileThreshold=100, 40"
  })
  void jitCompilerDoesNotMatter(String flags, int repetitions) throws Exception {
    assertEquals(expected, ownJvm(flags, 2, repetitions));
  }

  private static Map<String, Integer> ownJvm(String flags, int threads, int repetitions)
      throws IOException, InterruptedException {
    Map<String, Integer> hashes = new LinkedHashMap<>();
    for (String line : OwnJvm.run(flags, Bits.class, threads, repetitions)) {
      int equals = line.lastIndexOf(" = ");
      if (equals > 0) {
        hashes.put(line.substring(0, equals), Integer.valueOf(line.substring(equals + 3)));
      }
    }
    return hashes;
  }
}
