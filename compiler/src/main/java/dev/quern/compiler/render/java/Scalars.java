package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;

/** Spells scalar values over the names of what has been evaluated before. */
record Scalars(Frame frame) {
  /** The value as an expression. Its depth is bounded, because placement names long ones. */
  JavaExpression value(Node node) {
    if (node.isConst()) {
      return Literals.of(node.literal());
    }
    JavaExpression name = frame.name(node);
    return name != null ? name : written(node);
  }

  /** The expression that gives the value its name. */
  JavaExpression written(Node node) {
    return switch (node.op()) {
      case RANGE, ACC -> throw new AssertionError("render: " + node + " is not open here");
      case LOAD -> load(node);
      default -> ScalarOps.of(node, node.sources().stream().map(this::value).toList());
    };
  }

  private JavaExpression load(Node load) {
    JavaExpression element = element(load.source(0), subscript(load.source(1)));
    return load.arity() == 2
        ? element
        : ScalarOps.choice(value(load.source(2)), element, ScalarOps.zero(load.dtype()));
  }

  JavaExpression element(Node array, JavaExpression subscript) {
    return frame.name(array).element(subscript);
  }

  JavaExpression subscript(Node index) {
    return subscript(index, value(index));
  }

  /** An index as an int: it is within the array, so that its low half is all of it. */
  static JavaExpression subscript(Node index, JavaExpression value) {
    return index.dtype() == DType.INT64 ? JavaExpression.cast(TypeName.INT, value) : value;
  }
}
