package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quern.Quern;
import dev.quern.io.Checkpoint;
import dev.quern.runtime.Devices;
import dev.quern.text.Corpus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped and resumed ends with the bits of one that was not. */
final class ResumeTest {
  private static final Recipe RECIPE = new Recipe(1, 2, 8, 4, 0.2, false, 2, 12, 5, 1e-2, 7);
  private static final TrainingText TEXT =
      new TrainingText(
          Optional.empty(), new Corpus("test", "a quern is a hand mill, it grinds\n".repeat(9)));

  @TempDir Path folder;

  /** Asks for an interruption when so many steps are done. */
  private record StopAfter(int steps, Interruption interruption) implements Progress {
    @Override
    public void step(int step, double loss, OptionalDouble tokensPerSecond) {
      if (step == steps) {
        interruption.request();
      }
    }

    @Override
    public void line(String text) {}

    @Override
    public void close() {}
  }

  private Checkpoint train(TrainingRun run, String name, int stop) {
    try (Interruption interruption = Interruption.watch(() -> {})) {
      Path out = folder.resolve(name);
      new TrainingLoop(run, out).run(new StopAfter(stop, interruption), interruption);
      return Checkpoint.load(out);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void resumedRunEndsWithTheSameBits(int stop) {
    Quern.use(Devices.of("reference"));
    Checkpoint whole = train(TrainingRun.start(RECIPE, TEXT), "whole", -1);
    Checkpoint part = train(TrainingRun.start(RECIPE, TEXT), "part", stop);
    assertEquals(stop, part.state().integer("step"));
    Quern.manualSeed(0); // as in a new process
    RunState state = RunState.of(part.state());
    TrainingRun resumed = TrainingRun.resume(folder.resolve("part"), part, state, TEXT);
    Checkpoint rest = train(resumed, "part", -1);
    assertEquals(whole.model(), rest.model());
    assertEquals(whole.optimizer(), rest.optimizer());
    assertEquals(whole.state().members(), rest.state().members());
  }

  @Test
  void anotherSeedIsAnotherRun() {
    Quern.use(Devices.of("reference"));
    Recipe other = new Recipe(1, 2, 8, 4, 0.2, false, 2, 12, 5, 1e-2, 8);
    assertNotEquals(
        train(TrainingRun.start(RECIPE, TEXT), "a", 1).model(),
        train(TrainingRun.start(other, TEXT), "b", 1).model());
  }
}
