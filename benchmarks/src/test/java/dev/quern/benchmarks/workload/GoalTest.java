package dev.quern.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GoalTest {
  /**
   * Ours takes 1 s, PyTorch 2 s at its best and 8 s as written; half of the ceiling; 90 kernels.
   */
  private static final Figures FIGURES =
      new Figures() {
        @Override
        public OptionalDouble best(Side side) {
          return OptionalDouble.of(side == Side.QUERN ? 1 : 2);
        }

        @Override
        public OptionalDouble of(Side side, String form) {
          return form.equals(Contender.AS_WRITTEN) ? OptionalDouble.of(8) : OptionalDouble.empty();
        }

        @Override
        public OptionalDouble share() {
          return OptionalDouble.of(0.5);
        }

        @Override
        public OptionalDouble note(String name) {
          return OptionalDouble.of(90);
        }
      };

  @Test
  void aRatioIsMetFromTheFactorOn() {
    assertTrue(Goal.timesTorch(2).met(FIGURES));
    assertFalse(Goal.timesTorch(2.1).met(FIGURES));
    assertTrue(Goal.timesTorch(8, Contender.AS_WRITTEN).met(FIGURES));
  }

  @Test
  void whatWasNotMeasuredIsMissed() {
    assertFalse(Goal.timesTorch(1, "in a form that failed").met(FIGURES));
  }

  @Test
  void oneOfTwoIsEnough() {
    assertTrue(Goal.timesTorch(3).or(Goal.share(0.5)).met(FIGURES));
    assertFalse(Goal.timesTorch(3).or(Goal.share(0.6)).met(FIGURES));
  }

  @Test
  void aLimitIsMetFromBelow() {
    assertTrue(Goal.atMost("kernels", 90).met(FIGURES));
    assertFalse(Goal.atMost("kernels", 89).met(FIGURES));
  }
}
