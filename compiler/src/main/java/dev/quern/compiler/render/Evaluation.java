package dev.quern.compiler.render;

import dev.quern.compiler.ir.Node;
import java.util.Set;

/** An expression that is evaluated at a certain step of a kernel and kept under a number. */
public final class Evaluation {
  final Step step;
  final int depth;
  final Set<Node> cells; // what is written somewhere and was read for the value
  int uses;
  int operations; // in the text, if it is written in place
  boolean named;
  int number = -1;
  private final Node node;

  Evaluation(Node node, Step step, int depth, Set<Node> cells) {
    this.node = node;
    this.step = step;
    this.depth = depth;
    this.cells = cells;
  }

  public Node node() {
    return node;
  }

  /**
   * Numbers count up from 0 in the order of the text; no two evaluations of a segment share one.
   */
  public int number() {
    return number;
  }
}
