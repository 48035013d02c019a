package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Step.Evaluation;

/** Writes statements: scalars as plain Java, vectors as {@link Vectors} has them. */
final class OneElement implements Elements {
  private final Frame frame;
  private final Vectors vectors;

  OneElement(Frame frame) {
    this.frame = frame;
    this.vectors = new Vectors(frame, this);
  }

  /** The value as an expression. Its depth is bounded, because placement names long ones. */
  Text value(Node node) {
    return switch (node.op()) {
      case CONST -> Literals.of(node.literal());
      case VAR, BUFFER, LOCAL -> Text.atom(frame.name(node));
      default -> {
        String name = frame.name(node);
        yield name != null ? Text.atom(name) : written(node);
      }
    };
  }

  private Text written(Node node) {
    return switch (node.op()) {
      case RANGE, ACC -> throw new AssertionError("render: " + node + " is not open here");
      case LOAD -> load(node);
      case FOLD -> vectors.fold(node);
      default -> ScalarOps.of(node, node.sources().stream().map(this::value).toList());
    };
  }

  private Text load(Node load) {
    Text element = element(load.source(0), subscript(load.source(1)));
    return load.arity() == 2
        ? element
        : ScalarOps.choice(value(load.source(2)), element, ScalarOps.zero(load.dtype()));
  }

  Text element(Node array, Text subscript) {
    return Text.atom(frame.name(array) + "[" + subscript + "]");
  }

  /** An index as an int: it is within the array, so that its low half is all of it. */
  Text subscript(Node index) {
    Text text = value(index);
    return index.dtype() == DType.INT64 ? Text.prefix("(int) ", text) : text;
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    Node node = evaluation.node();
    if (Vectors.is(node)) {
      vectors.evaluate(evaluation);
      return;
    }
    frame.names.remove(node);
    Text text = written(node);
    String name = "v" + evaluation.number();
    frame.declare(Types.scalar(node.dtype()), name, text);
    frame.names.put(node, name);
  }

  @Override
  public void declare(Node accumulator) {
    if (Vectors.is(accumulator)) {
      vectors.declare(accumulator);
      return;
    }
    String name = frame.fresh("a");
    Text initial = value(accumulator.source(0));
    frame.declare(Types.scalar(accumulator.dtype()), name, initial);
    frame.names.put(accumulator, name);
  }

  @Override
  public void update(Node update) {
    Node accumulator = update.source(0);
    if (Vectors.is(accumulator)) {
      vectors.update(update);
      return;
    }
    Text old = Text.atom(frame.name(accumulator));
    Arg.Accumulator arg = (Arg.Accumulator) accumulator.arg();
    Text joined = ScalarOps.binary(arg.kind(), accumulator.dtype(), old, value(update.source(1)));
    frame.code().assign(old.text(), joined);
  }

  @Override
  public void store(Node store) {
    if (Vectors.is(store.source(2))) {
      vectors.store(store);
      return;
    }
    Text element = element(store.source(0), subscript(store.source(1)));
    Text value = value(store.source(2));
    boolean gated = store.arity() == 4;
    if (gated) {
      frame.code().open("if (" + value(store.source(3)) + ")");
    }
    frame.code().assign(element.text(), value);
    if (gated) {
      frame.code().close();
    }
  }

  @Override
  public Text common(Node node) {
    return value(node);
  }

  @Override
  public void enter() {}

  @Override
  public void leave() {}
}
