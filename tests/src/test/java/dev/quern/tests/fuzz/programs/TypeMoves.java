package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ref;

/** Several dtypes in one program: casts, comparisons, choices, integers that feed floats. */
final class TypeMoves {
  private TypeMoves() {}

  static void grow(Draft draft) {
    Ref x = draft.random.nextInt(4) == 0 ? input(draft) : draft.pick();
    switch (draft.random.nextInt(8)) {
      case 0, 1 -> converted(draft, x);
      case 2 -> draft.call(compared(draft, x), "to", draft.one(DType.values()));
      case 3 -> draft.function("where", compared(draft, x), x, draft.beside(x));
      case 4 -> masked(draft, x);
      case 5 -> whole(draft);
      case 6 -> draft.call(compared(draft, x), draft.one("sum", "any", "all"), new int[0]);
      default -> logic(draft, x);
    }
  }

  private static Ref input(Draft draft) {
    return draft.input(
        draft.one(DType.INT32, DType.INT64, DType.FLOAT64, DType.BOOL), draft.extents.shape());
  }

  private static void converted(Draft draft, Ref x) {
    DType dtype = draft.one(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);
    Draft.need(draft.exact || dtype.isFloat() || !draft.isFloat(x));
    draft.call(x, "to", dtype);
  }

  private static Ref compared(Draft draft, Ref x) {
    String op = draft.one("lt", "le", "gt", "ge", "eq", "ne");
    return draft.random.nextBoolean()
        ? draft.call(x, op, draft.one(0, 1))
        : draft.call(x, op, draft.beside(x));
  }

  private static void masked(Draft draft, Ref x) {
    draft.call(x, "maskedFill", compared(draft, x), draft.one(0, 2));
  }

  private static void whole(Draft draft) {
    Ref x = draft.pick(tensor -> tensor.dtype().isInteger() && !tensor.dtype().isBool());
    switch (draft.random.nextInt(5)) {
      case 0 -> draft.call(x, draft.one("floorDivide", "remainder"), draft.one(2, 3, -3, 7));
      case 1 -> draft.call(x, draft.one("bitwiseAnd", "bitwiseOr", "bitwiseXor"), draft.beside(x));
      case 2 -> draft.call(x, draft.one("add", "mul", "sub", "maximum"), draft.beside(x));
      case 3 -> draft.call(draft.call(x, "to", draft.floating()), "mul", draft.real());
      default -> draft.call(x, draft.one("neg", "abs", "sign", "bitwiseNot"));
    }
  }

  private static void logic(Draft draft, Ref x) {
    Ref first = compared(draft, x);
    Ref second = compared(draft, x);
    Ref both = draft.call(first, draft.one("logicalAnd", "logicalOr", "logicalXor"), second);
    draft.call(x, "mul", draft.random.nextBoolean() ? draft.call(both, "logicalNot") : both);
  }
}
