package dev.quern.tests.forked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quern.tests.Machines;
import dev.quern.tests.conformance.ConformanceShare;
import dev.quern.tests.fuzz.programs.FuzzCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What random programs and the conformance table compute on every width of vectors and on OpenCL,
 * each in a JVM of its own: a process has one species of vectors for each type.
 */
final class EveryWidthTest {
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-Dquern.threads=1");
  private static final List<String> OPTIMIZED =
      List.of("-Dquern.threads=2", "-XX:-OmitStackTraceInFastThrow");

  /**
   * What runs in each JVM, by its name: other mains that say by their status whether all is well.
   */
  private enum Share {
    PROGRAMS(FuzzCommand.class),
    CONFORMANCE(ConformanceShare.class);

    private final Class<?> main;

    Share(Class<?> main) {
      this.main = main;
    }

    /** A count and where to begin. */
    List<String> arguments(int count, long seed) {
      return this == PROGRAMS
          ? List.of("--count", "" + count, "--seed", "" + seed, "--threads", "1")
          : List.of("" + count, "" + seed);
    }
  }

  /** A JVM: how many programs and cases it runs, and whether HotSpot optimizes them. */
  private record Width(String name, List<String> flags, int programs, int cases) {
    static List<Width> all() {
      return List.of(
          new Width("128", vectors(128, QUICK), 130, 150),
          new Width("256", vectors(256, OPTIMIZED), 70, 100),
          new Width("256, not optimized", vectors(256, QUICK), 90, 0),
          new Width("512", vectors(512, QUICK), 130, 150),
          new Width("without vectors", QUICK, 130, 150),
          new Width("opencl", joined(QUICK, List.of("-Dquern.device=opencl")), 48, 0));
    }

    private static List<String> vectors(int bits, List<String> flags) {
      return joined(joined(Jvm.VECTORS, flags), List.of("-Dquern.vectorBits=" + bits));
    }

    private static List<String> joined(List<String> first, List<String> second) {
      List<String> joined = new ArrayList<>(first);
      joined.addAll(second);
      return joined;
    }

    int count(Share share) {
      int some = share == Share.PROGRAMS ? programs : cases;
      return Machines.ALL ? 10 * some : some;
    }
  }

  @TestFactory
  Stream<DynamicTest> everythingIsRightOnEveryWidth() {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<DynamicTest> tests = new ArrayList<>();
    for (Width width : Width.all()) {
      for (Share share : Share.values()) {
        if (width.count(share) > 0) {
          tests.add(test(pool, width, share, 10_000L * tests.size()));
        }
      }
    }
    pool.shutdown();
    return tests.stream();
  }

  private static DynamicTest test(ExecutorService pool, Width width, Share share, long seed) {
    String name = share + " on " + width.name();
    List<String> arguments = share.arguments(width.count(share), seed);
    Future<Jvm.Result> run =
        pool.submit(() -> Jvm.run(width.flags(), share.main, arguments.toArray(String[]::new)));
    return dynamicTest(name, () -> check(width, run));
  }

  private static void check(Width width, Future<Jvm.Result> run)
      throws ExecutionException, InterruptedException {
    if (width.name().equals("opencl")) {
      Machines.of("opencl"); // says what is missing
    }
    Jvm.Result result = run.get();
    assertEquals(0, result.status(), result.text());
  }
}
