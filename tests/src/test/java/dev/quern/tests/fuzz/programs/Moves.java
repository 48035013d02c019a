package dev.quern.tests.fuzz.programs;

/** What a program of a family does next. */
interface Moves {
  /** Adds statements. Throws {@link IllegalArgumentException} where they do not fit. */
  void grow(Draft draft);
}
