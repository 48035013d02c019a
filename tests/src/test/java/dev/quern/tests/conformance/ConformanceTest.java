package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quern.Tensor;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.reference.Result;
import dev.quern.tests.Machines;
import dev.quern.tests.bits.InterpretedLaunches;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the table on every device, against the meaning of its graph; and what each of
 * its kernels gives on Java, bit for bit against its nest, interpreted.
 */
final class ConformanceTest {
  private static ExecutorService pool;

  /** Most of the time goes into compiling, which has one thread for each case. */
  @BeforeAll
  static void start() {
    pool = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
  }

  @TestFactory
  Stream<DynamicNode> java() {
    return cases(InterpretedLaunches.device(""), 1);
  }

  @TestFactory
  Stream<DynamicNode> narrowVectors() {
    return cases(InterpretedLaunches.device("128"), Machines.ALL ? 1 : 24);
  }

  @TestFactory
  Stream<DynamicNode> plainLoops() {
    return cases(InterpretedLaunches.device("plain"), Machines.ALL ? 1 : 24);
  }

  /** A driver takes a third of a second for a program: many cases in one. */
  @TestFactory
  Stream<DynamicNode> opencl() {
    return cases(Machines.of("opencl"), Machines.ALL ? 1 : 24);
  }

  /** Tests of so many cases each, which are evaluated together. */
  private static Stream<DynamicNode> cases(Device device, int together) {
    return Table.groups().entrySet().stream()
        .map(
            group ->
                dynamicContainer(
                    group.getKey(),
                    parts(group.getValue(), together).stream()
                        .map(part -> started(part, device))
                        .toList()));
  }

  private static DynamicNode started(List<Row.Case> part, Device device) {
    Future<?> run = pool.submit(() -> check(part, device));
    return dynamicTest(title(part), () -> await(run));
  }

  private static void await(Future<?> run) throws Throwable {
    try {
      run.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }

  private static String title(List<Row.Case> part) {
    String first = part.get(0).title();
    return part.size() == 1 ? first : first + " and " + (part.size() - 1) + " more";
  }

  private static List<List<Row.Case>> parts(List<Row> rows, int size) {
    List<Row.Case> cases = rows.stream().flatMap(row -> row.cases().stream()).toList();
    List<List<Row.Case>> parts = new ArrayList<>();
    for (int i = 0; i < cases.size(); i += size) {
      parts.add(cases.subList(i, Math.min(cases.size(), i + size)));
    }
    return parts;
  }

  private static void check(List<Row.Case> cases, Device device) {
    List<Trial> trials = cases.stream().map(test -> Trial.of(test, device)).toList();
    List<List<Result>> expected = trials.stream().map(Trial::reference).toList();
    Tensor.realize(trials.stream().flatMap(trial -> trial.wanted().stream()).toList());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      problems.addAll(trials.get(i).problems(expected.get(i)));
    }
    assertEquals("", String.join("\n", problems));
  }
}
