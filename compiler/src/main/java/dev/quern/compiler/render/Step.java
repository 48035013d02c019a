package dev.quern.compiler.render;

import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One statement of a kernel with what is evaluated before it. */
public final class Step {
  final List<Evaluation> evaluations = new ArrayList<>();
  private final Node statement;
  private final Optional<Block> body;

  Step(Node statement, Optional<Block> body) {
    this.statement = statement;
    this.body = body;
  }

  /** What is repeated for every value of some ranges: steps in order. */
  public record Block(List<Node> ranges, List<Step> steps) {
    public Block {
      ranges = List.copyOf(ranges);
      steps = List.copyOf(steps);
    }
  }

  /** An expression that is evaluated at a certain step of a kernel and kept under a number. */
  public static final class Evaluation {
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

  /** LOOP, ACC, UPDATE or STORE; for the outermost step what was placed as a whole. */
  public Node statement() {
    return statement;
  }

  /** What a LOOP or segment repeats. */
  public Optional<Block> body() {
    return body;
  }

  /** What is evaluated just before the statement, in an order that respects dependence. */
  public List<Evaluation> before() {
    return evaluations;
  }
}
