package dev.quern.tests.fuzz.programs;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.reference.Result;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs programs on a device and says what is wrong with each. */
final class Verdict {
  private final Device device;

  Verdict(Device device) {
    this.device = device;
  }

  /** What is wrong with a program; nothing with one that has no meaning. */
  Optional<Problem> of(Program program) {
    return Expected.of(program).flatMap(expected -> of(program, expected));
  }

  Optional<Problem> of(Program program, Expected expected) {
    return Alone.call(() -> together(List.of(new Trial(program, expected)))).get(0);
  }

  /** The same of several, whose requests are one evaluation: for devices slow to compile. */
  List<Optional<Problem>> of(List<Program> programs, List<Expected> expected) {
    try {
      return Alone.call(
          () ->
              together(
                  IntStream.range(0, programs.size())
                      .mapToObj(i -> new Trial(programs.get(i), expected.get(i)))
                      .toList()));
    } catch (RuntimeException | Error failed) {
      return IntStream.range(0, programs.size())
          .mapToObj(i -> of(programs.get(i), expected.get(i)))
          .toList();
    }
  }

  private List<Optional<Problem>> together(List<Trial> trials) {
    List<Tensor> wanted = new ArrayList<>();
    do {
      wanted.clear();
      trials.forEach(trial -> wanted.addAll(trial.next()));
      try {
        Quern.use(device);
        Tensor.realize(wanted);
      } catch (RuntimeException | Error failed) {
        if (trials.size() > 1) {
          throw failed; // of any of them
        }
        trials.get(0).problem = Problem.thrown(failed);
      }
      trials.forEach(Trial::check);
    } while (!wanted.isEmpty());
    return trials.stream().map(trial -> Optional.ofNullable(trial.problem)).toList();
  }

  /** A program under way. */
  private final class Trial {
    private final Program program;
    private final Expected expected;
    private final Run run;
    private int request = -1;
    private List<Ref> wanted = List.of();
    private Problem problem; // null while all is well

    Trial(Program program, Expected expected) {
      this.program = program;
      this.expected = expected;
      this.run = Run.on(device, program.seed());
    }

    List<Tensor> next() {
      if (problem != null) {
        return List.of();
      }
      try {
        wanted = run.next(program);
      } catch (RuntimeException | Error failed) {
        problem = Problem.thrown(failed);
        wanted = List.of();
      }
      request++;
      return run.values(wanted);
    }

    private static Object stored(Tensor tensor) {
      return Transfer.download(Evaluation.stored(tensor.value()).orElseThrow());
    }

    void check() {
      for (int i = 0; i < wanted.size() && problem == null; i++) {
        Ref ref = wanted.get(i);
        Result result = expected.requests().get(request).get(i);
        try {
          result
              .difference(stored(run.value(ref)))
              .ifPresent(difference -> problem = Problem.different(ref, difference));
        } catch (RuntimeException | Error failed) {
          problem = Problem.thrown(failed);
        }
      }
    }
  }
}
