package dev.quern.tests.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.optim.Adam;
import dev.quern.optim.AdamW;
import dev.quern.runtime.Devices;
import dev.quern.runtime.profile.FrozenException;
import dev.quern.runtime.profile.Profile;
import dev.quern.runtime.profile.ProfileOptions;
import dev.quern.tests.golden.TrainingRun;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Loops of a GPT in which nothing may compile after the second step. */
final class FrozenLoopTest {
  private static final int STEPS = 4;

  @Test
  void thePlainNanoLoopCompilesNothingAfterItsSecondStep() {
    assumeTrue(TrainingRun.present(), TrainingRun::missing);
    TrainingRun run = TrainingRun.of("gpt-nano", Devices.fresh("java"));
    ProfileOptions options = new ProfileOptions(false, OptionalLong.of(2));
    try (Profile profile = Profile.start(options)) {
      for (int step = 0; step < STEPS; step++) {
        run.optimizer().zeroGrad();
        run.loss().backward();
        run.optimizer().step();
      }
      assertEquals(STEPS, profile.report().steps());
    }
  }

  @Test
  void aLoopOfAnotherLengthEachStepIsToldKernelAndShapes() {
    Quern.use(Devices.fresh("java"));
    Quern.manualSeed(5);
    Gpt model = new Gpt(Gpt.Config.of(1, 2, 16, 8, 11));
    Adam optimizer = new AdamW(model.parameters(), new Adam.Options(1e-2, 0.9, 0.99, 1e-8, 0.1));
    ProfileOptions options = new ProfileOptions(false, OptionalLong.of(2));
    FrozenException thrown;
    try (Profile profile = Profile.start(options)) {
      thrown =
          assertThrows(
              FrozenException.class,
              () -> {
                for (int step = 0; step < STEPS; step++) {
                  int length = 3 + step;
                  Tensor tokens = Tensor.of(new int[2 * length], 2, length);
                  optimizer.zeroGrad();
                  model.loss(tokens, tokens).backward();
                  optimizer.step();
                }
              });
      assertEquals(2, profile.report().steps());
    }
    String message = thrown.getMessage();
    assertTrue(message.startsWith("frozen after step 2, but step 3 compiles kernel "), message);
    assertTrue(message.contains("[10, 11]") && message.contains("[8, 11]"), message);
  }
}
