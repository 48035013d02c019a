package dev.quern.compiler.render.java;

import java.util.function.UnaryOperator;

/** Writes how the values of a strip are joined to an accumulator. */
interface StripReduction {
  /** What comes before the first strip. */
  void declare();

  /** Joins the values of a strip of {@code many} elements. */
  void update(JavaExpression many, UnaryOperator<JavaExpression> value);

  /** Joins everything to the accumulator, after the last strip. */
  void join();
}
