package dev.quern.compiler.render;

import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One statement of a kernel with what is evaluated before it. */
public final class Step {
  final List<Evaluation> evaluations = new ArrayList<>();
  private final Node statement;
  private final Optional<Block> body;

  Step(Node statement, Optional<Block> body) {
    this.statement = statement;
    this.body = body;
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
