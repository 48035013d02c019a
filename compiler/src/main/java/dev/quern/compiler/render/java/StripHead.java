package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.LoopValues;
import dev.quern.compiler.render.Step.Evaluation;

/** Evaluates at the start of a strip what its elements have in common, and addresses. */
final class StripHead implements Elements {
  private final LoopValues lanes;
  private final OneElement one;

  StripHead(LoopValues lanes, OneElement one) {
    this.lanes = lanes;
    this.one = one;
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    Node node = evaluation.node();
    if (!lanes.varies(node) || lanes.isFirst(node)) {
      one.evaluate(evaluation);
    }
  }

  @Override
  public void declare(Node accumulator) {}

  @Override
  public void update(Node update) {}

  @Override
  public void store(Node store) {}

  @Override
  public Text common(Node node) {
    return one.value(node);
  }

  @Override
  public void enter() {}

  @Override
  public void leave() {}
}
