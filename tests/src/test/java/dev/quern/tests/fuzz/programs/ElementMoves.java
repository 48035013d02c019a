package dev.quern.tests.fuzz.programs;

import dev.quern.tests.fuzz.programs.Statement.Ref;

/** Functions of elements. */
final class ElementMoves {
  private static final String[] EXACT = {
    "relu", "neg", "abs", "square", "sign", "floor", "ceil", "trunc", "round"
  };
  private static final String[] SMOOTH = {
    "tanh",
    "sigmoid",
    "gelu",
    "silu",
    "softplus",
    "erf",
    "sin",
    "cos",
    "relu",
    "square",
    "exp",
    "expm1"
  };

  private ElementMoves() {}

  static void grow(Draft draft) {
    Ref x = draft.real();
    switch (draft.random.nextInt(6)) {
      case 0, 1 -> function(draft, x);
      case 2 -> number(draft, x);
      case 3 -> positive(draft, x);
      default -> binary(draft, x);
    }
  }

  /** The same kind of number, through a function. */
  static Ref function(Draft draft, Ref x) {
    return draft.call(x, draft.exact ? draft.one(EXACT) : draft.one(SMOOTH));
  }

  private static void number(Draft draft, Ref x) {
    Number number = draft.exact ? draft.one(2, -1, 3) : draft.one(0.5, -1.25, 2, 0.1);
    switch (draft.random.nextInt(5)) {
      case 0 -> draft.call(x, "clamp", -2, 3);
      case 1 -> draft.call(x, draft.one("add", "sub", "rsub"), number);
      case 2 -> draft.call(x, "pow", draft.one(2, 3));
      case 3 -> draft.call(x, "leakyRelu", draft.exact ? 2.0 : 0.01);
      default -> draft.call(x, "mul", number);
    }
  }

  private static void positive(Draft draft, Ref x) {
    if (draft.exact) {
      draft.call(x, draft.one(EXACT));
      return;
    }
    Ref above = draft.call(draft.call(x, "abs"), "add", 0.5);
    draft.call(above, draft.one("log", "sqrt", "rsqrt", "reciprocal", "log1p"));
  }

  private static void binary(Draft draft, Ref x) {
    Ref y = draft.beside(x);
    String[] exact = {"add", "sub", "mul", "maximum", "minimum"};
    if (!draft.exact && draft.random.nextInt(5) == 0) {
      draft.call(x, "div", draft.call(draft.call(y, "abs"), "add", 0.5));
    } else {
      draft.call(x, draft.one(exact), y);
    }
  }
}
