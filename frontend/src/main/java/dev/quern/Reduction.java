package dev.quern;

/** What a loss does with the losses of its elements. */
public enum Reduction {
  NONE,
  MEAN,
  SUM
}
