package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Step.Evaluation;

/** Writes the statements of a loop's body for one element of the loop, or for several at once. */
interface Elements {
  /** Keeps the value under its name. */
  void evaluate(Evaluation evaluation);

  /** An ACC statement. */
  void declare(Node accumulator);

  /** An UPDATE statement. */
  void update(Node update);

  /** A STORE statement. */
  void store(Node store);

  /** An expression that is the same for all elements, such as an inner loop's extent. */
  Text common(Node node);

  /** A block of an inner loop begins, with names of its own. */
  void enter();

  /** The block ends. */
  void leave();
}
