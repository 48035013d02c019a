package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.Node;
import dev.quern.runtime.replay.Shrinking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Runs the programs of many seeds and turns what fails into small programs on disk. */
record Fuzzing(String kind, LongFunction<Specimen> generator, List<Execution> executions) {
  private static final Path FOLDER = Path.of("target", "fuzz");
  private static final int MOST_TRIALS = 500;
  private static final int MOST_FAILURES = 5;

  /** The failures of these seeds, each program compiled by itself; two threads work on them. */
  List<String> alone(long first, long end) {
    AtomicInteger failures = new AtomicInteger();
    return LongStream.range(first, end)
        .parallel()
        .filter(seed -> failures.get() < MOST_FAILURES)
        .mapToObj(this::failure)
        .flatMap(Optional::stream)
        .peek(failure -> failures.incrementAndGet())
        .toList();
  }

  /** The same with several programs in one, where a device is slow to compile. */
  List<String> together(long first, long end, int size) {
    List<String> failures = new ArrayList<>();
    for (long from = first; from < end && failures.size() < MOST_FAILURES; from += size) {
      List<Specimen> specimens =
          LongStream.range(from, Math.min(end, from + size)).mapToObj(generator).toList();
      Specimen all = Specimen.together(specimens);
      for (Execution execution : executions) {
        Optional<String> problem = execution.problem(all);
        if (problem.isPresent()) {
          failures.addAll(single(execution, from, specimens, problem.get()));
        }
      }
    }
    return failures;
  }

  private List<String> single(
      Execution execution, long from, List<Specimen> specimens, String problem) {
    for (int i = 0; i < specimens.size(); i++) {
      if (execution.problem(specimens.get(i)).isPresent()) {
        return List.of(shrunk(from + i, specimens.get(i), execution));
      }
    }
    String seeds = kind + " seeds from " + from + ", only together: ";
    return List.of(seeds + problem + "\n" + shrunk(from, Specimen.together(specimens), execution));
  }

  private Optional<String> failure(long seed) {
    Specimen specimen = generator.apply(seed);
    var expected = specimen.expected();
    return executions.stream()
        .filter(execution -> execution.problem(specimen, expected).isPresent())
        .findFirst()
        .map(execution -> shrunk(seed, specimen, execution));
  }

  /** What is wrong with the smallest program that fails, its text, and how to run it again. */
  private String shrunk(long seed, Specimen specimen, Execution execution) {
    Specimen smallest = smallest(specimen, execution);
    String name = kind + "-" + seed;
    smallest.write(FOLDER, name);
    String path = FOLDER.resolve(name).toString();
    return name
        + ", "
        + execution.problem(smallest).orElse("does not fail again")
        + "\n"
        + smallest
        + "quern kernels run "
        + (path + ".graph --inputs " + path + ".safetensors --device " + execution.device())
        + "\n";
  }

  private static Specimen smallest(Specimen specimen, Execution execution) {
    int[] trials = {0};
    Predicate<List<Node>> fails =
        graph ->
            trials[0]++ < MOST_TRIALS && fails(Specimen.of(graph, specimen.buffers()), execution);
    return Specimen.of(Shrinking.of(specimen.roots(), fails), specimen.buffers());
  }

  /** A smaller program may be one that means nothing: an index may be outside. */
  private static boolean fails(Specimen smaller, Execution execution) {
    try {
      var expected = smaller.expected();
      return execution.problem(smaller, expected).isPresent();
    } catch (IndexOutOfBoundsException | ArithmeticException meaningless) {
      return false;
    }
  }
}
