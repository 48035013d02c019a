package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;

/** Spells scalar values over the names of what has been evaluated before. */
record Scalars(Frame frame) {
  /** The value as an expression. Its depth is bounded, because placement names long ones. */
  JavaText value(Node node) {
    if (node.isConst()) {
      return Literals.of(node.literal());
    }
    JavaText name = frame.name(node);
    return name != null ? name : written(node);
  }

  /** The expression that gives the value its name. */
  JavaText written(Node node) {
    return switch (node.op()) {
      case RANGE, ACC -> throw new AssertionError("render: " + node + " is not open here");
      case LOAD -> load(node);
      default -> ScalarOps.of(node, node.sources().stream().map(this::value).toList());
    };
  }

  private JavaText load(Node load) {
    JavaText element = element(load.source(0), subscript(load.source(1)));
    return load.arity() == 2
        ? element
        : ScalarOps.choice(value(load.source(2)), element, ScalarOps.zero(load.dtype()));
  }

  JavaText element(Node array, JavaText subscript) {
    return frame.name(array).element(subscript);
  }

  JavaText subscript(Node index) {
    return subscript(index, value(index));
  }

  /** An index as an int: it is within the array, so that its low half is all of it. */
  static JavaText subscript(Node index, JavaText value) {
    return index.dtype() == DType.INT64 ? JavaText.cast(TypeName.INT, value) : value;
  }
}
