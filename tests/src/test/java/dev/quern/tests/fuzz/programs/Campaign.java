package dev.quern.tests.fuzz.programs;

import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs the programs of many seeds on a device and makes those that fail smaller. */
final class Campaign {
  /**
   * How it is done.
   *
   * @param together programs whose requests are one evaluation
   * @param shrunk failures of a kind that are made smaller; of others the seed is said
   */
  record Settings(int threads, int together, int shrunk) {}

  private final Verdict verdict;
  private final Seeds seeds;
  private final Settings settings;
  private final Consumer<String> said;
  private final Tally tally = new Tally();

  Campaign(Device device, Seeds seeds, Settings settings, Consumer<String> said) {
    this.verdict = new Verdict(device);
    this.seeds = seeds;
    this.settings = settings;
    this.said = said;
  }

  Tally tally() {
    return tally;
  }

  void run() {
    List<Thread> threads =
        IntStream.range(0, settings.threads()).mapToObj(i -> new Thread(this::work)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void work() {
    for (List<Long> taken = seeds.take(settings.together());
        !taken.isEmpty();
        taken = seeds.take(settings.together())) {
      run(taken);
    }
  }

  private void run(List<Long> taken) {
    List<Program> programs = new ArrayList<>();
    List<Expected> expected = new ArrayList<>();
    for (long seed : taken) {
      Family family = seeds.family(seed);
      Program program = Alone.call(() -> Draft.of(seed, family));
      Optional<Expected> meaning = Expected.of(program);
      tally.ran(family, meaning.isPresent());
      if (meaning.isPresent()) {
        programs.add(program);
        expected.add(meaning.get());
      }
    }
    List<Optional<Problem>> problems = verdict.of(programs, expected);
    for (int i = 0; i < programs.size(); i++) {
      Program program = programs.get(i);
      problems.get(i).ifPresent(problem -> report(program, problem));
    }
  }

  private void report(Program program, Problem problem) {
    Family family = seeds.family(program.seed());
    int before = tally.failed(family, problem);
    String title = "seed " + program.seed() + " of " + family + ": " + problem.kind();
    said.accept(before < settings.shrunk() ? title + "\n" + smaller(program, problem) : title);
  }

  private String smaller(Program program, Problem problem) {
    Program smaller =
        Smaller.of(
            program, p -> verdict.of(p).filter(q -> q.kind().equals(problem.kind())).isPresent());
    String text =
        verdict.of(smaller).map(Problem::text).orElse("not again; it was " + problem.text());
    return text + "\n" + smaller;
  }
}
