package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ref;

/** Random tensors as operands of everything. */
final class RandomMoves {
  private RandomMoves() {}

  static void grow(Draft draft) {
    Ref x = draft.real();
    switch (draft.random.nextInt(6)) {
      case 0, 1 -> draft.call(x, "dropout", draft.exact ? 0.5 : draft.one(0.1, 0.5), true);
      case 2, 3 ->
          draft.call(
              x,
              draft.one("add", "mul", "sub"),
              drawn(draft, draft.value(x).dtype(), draft.shape(x)));
      case 4 -> product(draft);
      default -> drawn(draft, draft.floating(), draft.extents.shape());
    }
  }

  private static Ref drawn(Draft draft, DType dtype, int... shape) {
    if (draft.exact) {
      return draft.call(draft.function("randint", -3L, 4L, shape), "to", dtype);
    }
    return draft.function(draft.one("rand", "randn"), dtype, shape);
  }

  private static void product(Draft draft) {
    Ref x =
        draft.random.nextBoolean()
            ? draft.real(2)
            : drawn(draft, DType.FLOAT32, draft.extents.shape(2));
    int inner = draft.shape(x)[1];
    draft.call(x, "matmul", drawn(draft, draft.value(x).dtype(), inner, draft.extents.one()));
  }
}
