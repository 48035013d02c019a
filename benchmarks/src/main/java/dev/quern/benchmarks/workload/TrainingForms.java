package dev.quern.benchmarks.workload;

/** The forms that a training step is written in. */
final class TrainingForms {
  /** Nothing annotated: the loop that a user of PyTorch writes. */
  static final String PLAIN = "plain loop";

  /** The step captured once and replayed. */
  static final String CAPTURED = "captured";

  /** PyTorch's fused attention, norms and optimizer. */
  static final String FUSED = "fused";

  private TrainingForms() {}
}
