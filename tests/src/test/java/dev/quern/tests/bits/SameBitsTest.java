package dev.quern.tests.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.tests.forked.Jvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits of whole tensor programs do not depend on the number of threads, nor on how far the JVM has
 * compiled a kernel.
 */
final class SameBitsTest {
  private static List<String> expected;
  private static List<String> plain;

  @BeforeAll
  static void runOnOneThread() {
    expected = hashes("java", 1, 3);
    plain = hashes("java:plain", 1, 3);
  }

  @ParameterizedTest(name = "{0} threads")
  @CsvSource({"2", "4"})
  void threadsDoNotMatter(int threads) {
    assertEquals(expected, hashes("java", threads, 10));
  }

  @ParameterizedTest(name = "{0}, {1} threads")
  @CsvSource({"-Xint, 1, 1", "-XX:TieredStopAtLevel=1, 2, 20", "-XX:-TieredCompilation, 4, 60"})
  void theJitDoesNotMatter(String flag, int threads, int repetitions) {
    assertEquals(expected, hashes("java", threads, repetitions, flag));
  }

  @ParameterizedTest(name = "{0}, {1} threads")
  @CsvSource({"-Xint, 4, 1", "-XX:-TieredCompilation, 2, 60"})
  void norDoesItInPlainLoops(String flag, int threads, int repetitions) {
    assertEquals(plain, hashes("java:plain", threads, repetitions, flag));
  }

  private static List<String> hashes(
      String device, int threads, int repetitions, String... flags) {
    List<String> all = new ArrayList<>(Jvm.VECTORS);
    all.addAll(List.of(flags));
    all.addAll(List.of("-Dquern.threads=" + threads, "-Dquern.parallelWork=0"));
    Jvm.Result result = Jvm.run(all, Computations.class, "" + repetitions, device);
    assertEquals(0, result.status(), result.text());
    assertEquals("done", result.lines().get(result.lines().size() - 1), result.text());
    return result.lines().stream().filter(line -> line.contains(" = ")).toList();
  }
}
