package dev.quern.optim;

/** A learning rate for each step, counted from 0. */
@FunctionalInterface
public interface Schedule {
  double at(long step);

  static Schedule constant(double lr) {
    return step -> lr;
  }

  /** From {@code lr} at step 0 down to 0 at step {@code steps}. */
  static Schedule linear(double lr, long steps) {
    return step -> lr * Math.max(0, 1 - (double) step / steps);
  }

  /**
   * nanoGPT's: up from near 0 within {@code warmup} steps, then down half a cosine to {@code min}
   * at step {@code decay}, and {@code min} from there on.
   */
  static Schedule warmupCosine(double lr, double min, long warmup, long decay) {
    if (warmup < 0 || decay < warmup) {
      throw new IllegalArgumentException(
          "Schedule: warm-up of " + warmup + " steps does not fit before step " + decay);
    }
    return step -> {
      if (step < warmup) {
        return lr * (step + 1) / (warmup + 1);
      }
      if (step >= decay) {
        return min;
      }
      double progress = (double) (step - warmup) / (decay - warmup);
      return min + 0.5 * (1 + Math.cos(Math.PI * progress)) * (lr - min);
    };
  }
}
