package dev.quern;

import dev.quern.compiler.ir.DType;
import java.util.function.UnaryOperator;

/** Methods that change a tensor: they point it at its next value, which becomes pending. */
final class InPlace {
  private InPlace() {}

  static Tensor update(String op, Tensor x, UnaryOperator<Tensor> change) {
    checkWritable(op, x);
    return write(op, x, change.apply(x.contents()));
  }

  /** The whole of x becomes {@code value}, broadcast. */
  static Tensor write(String op, Tensor x, Tensor value) {
    checkWritable(op, x);
    Shapes.check(
        Shapes.broadcast(op, x.shape(), value.shape()).equals(x.shape()),
        op,
        () ->
            "a result "
                + Shapes.text(value.shape())
                + " does not fit into "
                + Shapes.text(x.shape()));
    Shapes.check(
        category(value.dtype()) <= category(x.dtype()),
        op,
        () -> "a result of " + value.dtype() + " can't be stored in " + x.dtype());
    Operands in = Operands.of(op, value, x);
    Tensor fitted = in.result(Elementwise.fit(in.node(0), x.dtype(), x.shape()));
    x.become(fitted);
    return x;
  }

  private static int category(DType dtype) {
    return dtype.isFloat() ? 2 : dtype.isInteger() ? 1 : 0;
  }

  private static void checkWritable(String op, Tensor x) {
    if (x.isView()) {
      throw new IllegalStateException(
          op
              + ": this tensor is a view, and views are values here, not aliases: writing to it would not"
              + " reach what it was taken from. Use set(index, value) on that, or keep the result of"
              + " the method without underscore");
    }
    if (x.isLeaf() && x.requiresGrad() && Mode.current().recording()) {
      throw new IllegalStateException(
          op + ": a leaf that requires grad may be written only within noGrad");
    }
  }
}
