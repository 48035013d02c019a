package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ref;

/** Products of matrices, in chains, with reductions and functions around. */
final class ProductMoves {
  private ProductMoves() {}

  static void grow(Draft draft) {
    Ref x = draft.real(draft.one(2, 2, 2, 3, 1));
    int length = 1 + draft.random.nextInt(3);
    for (int i = 0; i < length; i++) {
      x = between(draft, product(draft, x));
    }
  }

  private static Ref product(Draft draft, Ref x) {
    int[] shape = draft.shape(x);
    int inner = shape[shape.length - 1];
    DType dtype = draft.value(x).dtype();
    return switch (draft.random.nextInt(7)) {
      case 0, 1 -> draft.call(x, "matmul", draft.input(dtype, inner, draft.extents.one()));
      case 2 -> linear(draft, x, inner);
      case 3 -> draft.call(x, "matmul", draft.call(x, "transpose", -1, -2));
      case 4 -> draft.call(draft.call(x, "transpose", -1, -2), "matmul", x);
      case 5 -> batched(draft, x, shape);
      default -> known(draft, x, inner);
    };
  }

  private static Ref linear(Draft draft, Ref x, int inner) {
    DType dtype = draft.value(x).dtype();
    int outer = draft.extents.one();
    Ref weight = draft.input(dtype, outer, inner);
    return draft.random.nextBoolean()
        ? draft.call(x, "linear", weight)
        : draft.call(x, "linear", weight, draft.input(dtype, outer));
  }

  private static Ref batched(Draft draft, Ref x, int[] shape) {
    Draft.need(shape.length == 3);
    int[] other = {shape[0], shape[2], draft.extents.one()};
    return draft.call(x, "bmm", draft.input(draft.value(x).dtype(), other));
  }

  /** With something that is there. */
  private static Ref known(Draft draft, Ref x, int inner) {
    Ref y =
        draft.pick(
            t ->
                t.dim() == 2
                    && t.dtype() == draft.value(x).dtype()
                    && (t.size(0) == inner || t.size(1) == inner));
    return draft.call(x, "matmul", draft.shape(y)[0] == inner ? y : draft.call(y, "t"));
  }

  private static Ref between(Draft draft, Ref x) {
    return switch (draft.random.nextInt(7)) {
      case 0 -> ElementMoves.function(draft, x);
      case 1 -> draft.call(x, "relu");
      case 2 -> draft.exact ? x : draft.call(x, "softmax", -1);
      case 3 -> draft.call(x, "sub", draft.call(x, draft.one("sum", "amax"), draft.axis(x), true));
      case 4 -> draft.rank(x) > 1 ? draft.call(x, "transpose", 0, 1) : x;
      default -> x;
    };
  }
}
