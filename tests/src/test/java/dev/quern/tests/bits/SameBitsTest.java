package dev.quern.tests.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.tests.Machines;
import dev.quern.tests.forked.Jvm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bits of whole tensor programs do not depend on the number of threads, nor on how far the JVM
 * has compiled a kernel.
 */
final class SameBitsTest {
  /** Kernels, and they alone, are compiled by C2 after a few repetitions. */
  private static final String SOON =
      "-XX:CompileCommand=CompileThresholdScaling,dev.quern.kernels.*::*,0.01";

  private static final String QUIET = "-XX:CompileCommand=quiet";

  /** A JVM that computes. */
  private enum Run {
    ONE_THREAD("java", 1, 2),
    TWO_THREADS_C1("java", 2, 10, "-XX:TieredStopAtLevel=1"),
    FOUR_THREADS_C2("java", 4, 20, QUIET, SOON),
    THREE_THREADS_INTERPRETED("java", 3, 1, "-Xint"),
    PLAIN("java:plain", 1, 2),
    PLAIN_FOUR_THREADS_C1("java:plain", 4, 10, "-XX:TieredStopAtLevel=1"),
    PLAIN_TWO_THREADS_C2("java:plain", 2, 20, QUIET, SOON);

    private final String device;
    private final int threads;
    private final int repetitions;
    private final List<String> flags;

    Run(String device, int threads, int repetitions, String... flags) {
      this.device = device;
      this.threads = threads;
      this.repetitions = repetitions;
      this.flags = List.of(flags);
    }

    private boolean isWanted() {
      return Machines.ALL || compareTo(PLAIN) < 0;
    }

    private boolean isBrief() {
      return this == THREE_THREADS_INTERPRETED;
    }
  }

  private static final Map<Run, Future<List<String>>> RUNS = new EnumMap<>(Run.class);
  private static ExecutorService pool;

  /** Two at a time, since each is busy with one thread most of the time. */
  @BeforeAll
  static void start() {
    pool = Executors.newFixedThreadPool(2);
    for (Run run : Run.values()) {
      if (run.isWanted()) {
        RUNS.put(run, pool.submit(() -> hashes(run)));
      }
    }
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"TWO_.*", "FOUR_.*", "THREE_.*"},
      mode = EnumSource.Mode.MATCH_ANY)
  void neitherThreadsNorTheJitMatter(Run run) throws Exception {
    compare(Run.ONE_THREAD, run);
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN_.*", mode = EnumSource.Mode.MATCH_ANY)
  void norDoTheyInPlainLoops(Run run) throws Exception {
    compare(Run.PLAIN, run);
  }

  private static void compare(Run first, Run second) throws Exception {
    assumeTrue(second.isWanted(), "one of the long tests, for -Dquern.tests.all=true");
    List<String> expected = RUNS.get(first).get();
    if (second.isBrief()) {
      expected = expected.stream().filter(SameBitsTest::isOfBrief).toList();
    }
    assertTrue(expected.size() >= Computations.BRIEF.size(), () -> "only " + RUNS.get(first));
    assertEquals(String.join("\n", expected), String.join("\n", RUNS.get(second).get()));
  }

  private static boolean isOfBrief(String line) {
    return Computations.BRIEF.contains(line.substring(0, line.indexOf(" = ")));
  }

  private static List<String> hashes(Run run) {
    List<String> flags = new ArrayList<>(Jvm.VECTORS);
    flags.addAll(run.flags);
    flags.addAll(List.of("-Dquern.threads=" + run.threads, "-Dquern.parallelWork=0"));
    String which = run.isBrief() ? "brief" : "all";
    Jvm.Result result = Jvm.run(flags, Computations.class, "" + run.repetitions, run.device, which);
    assertEquals(0, result.status(), result.text());
    assertEquals("done", result.lines().get(result.lines().size() - 1), result.text());
    return result.lines().stream().filter(line -> line.contains(" = ")).toList();
  }
}
