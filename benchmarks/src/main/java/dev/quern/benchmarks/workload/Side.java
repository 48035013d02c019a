package dev.quern.benchmarks.workload;

/** Whose code a contender runs. */
public enum Side {
  QUERN("quern"),
  TORCH("torch"),
  /** A hand-written loop that shows what the machine can do. */
  CEILING("ceiling");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
