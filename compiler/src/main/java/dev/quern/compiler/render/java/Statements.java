package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Evaluation;
import java.util.List;

/** Writes evaluations and the statements ACC, UPDATE and STORE, of scalars or vectors. */
final class Statements {
  final Scalars scalars;
  private final Frame frame;
  private final Vectors vectors;

  Statements(Frame frame) {
    this.frame = frame;
    this.scalars = new Scalars(frame);
    this.vectors = new Vectors(frame, scalars);
  }

  /** What comes before a step. */
  void before(Step step) {
    step.before().forEach(this::evaluate);
  }

  /** Keeps the value under its name. */
  void evaluate(Evaluation evaluation) {
    Node node = evaluation.node();
    if (VectorParts.isVector(node)) {
      vectors.evaluate(node, evaluation.number());
      return;
    }
    frame.names.remove(node);
    JavaExpression value = node.op() == Op.FOLD ? vectors.fold(node) : scalars.written(node);
    String name = "v" + evaluation.number();
    frame.names.put(node, frame.declare(JavaTypes.scalar(node.dtype()), name, value));
  }

  void write(Node statement) {
    switch (statement.op()) {
      case ACC -> declare(statement);
      case UPDATE -> update(statement);
      case STORE -> store(statement);
      default -> throw new AssertionError("render: " + statement + " is not a statement");
    }
  }

  private void declare(Node accumulator) {
    if (VectorParts.isVector(accumulator)) {
      vectors.declare(accumulator);
      return;
    }
    String name = frame.fresh("a");
    JavaExpression initial = scalars.value(accumulator.source(0));
    frame.names.put(
        accumulator, frame.declare(JavaTypes.scalar(accumulator.dtype()), name, initial));
  }

  private void update(Node update) {
    Node accumulator = update.source(0);
    if (VectorParts.isVector(accumulator)) {
      vectors.update(update);
      return;
    }
    JavaExpression old = frame.name(accumulator);
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    JavaExpression value = scalars.value(update.source(1));
    frame.code().assign(old, ScalarOps.binary(kind, accumulator.dtype(), old, value));
  }

  private void store(Node store) {
    List<Node> gates = store.sources().subList(3, store.arity());
    boolean ofLanes = !gates.isEmpty() && VectorParts.isVector(gates.get(0));
    if (VectorParts.isVector(store.source(2))) {
      gated(ofLanes ? List.of() : gates, () -> vectors.store(store, ofLanes));
      return;
    }
    JavaExpression element = scalars.element(store.source(0), scalars.subscript(store.source(1)));
    JavaExpression value = scalars.value(store.source(2));
    gated(gates, () -> frame.code().assign(element, value));
  }

  private void gated(List<Node> gates, Runnable writing) {
    gates.forEach(gate -> frame.code().open("if ($L)", scalars.value(gate)));
    writing.run();
    gates.forEach(gate -> frame.code().close());
  }
}
