package dev.quern.tests.fuzz.programs;

import dev.quern.tests.fuzz.programs.Statement.Ref;

/** Reductions along every axis, and what is made of them beside the rows themselves. */
final class RowMoves {
  private RowMoves() {}

  static void grow(Draft draft) {
    Ref x = draft.pick(t -> t.dim() > 0 && t.numel() > 0 && !t.dtype().isBool());
    switch (draft.random.nextInt(9)) {
      case 0, 1 -> summed(draft, x);
      case 2 -> place(draft, x);
      case 3 ->
          draft.part(x, draft.one("values", "indices"), draft.one("max", "min"), draft.axis(x));
      case 4 -> beside(draft, x);
      case 5 -> whole(draft, x);
      default -> rows(draft, draft.pick(t -> t.dim() > 0 && t.dtype().isFloat()));
    }
  }

  private static String reduction(Draft draft) {
    return draft.exact
        ? draft.one("sum", "sum", "amax", "amin")
        : draft.one("sum", "mean", "amax", "amin");
  }

  private static void summed(Draft draft, Ref x) {
    String name = draft.isFloat(x) ? reduction(draft) : draft.one("sum", "amax");
    draft.call(x, name, draft.axis(x), draft.random.nextBoolean());
  }

  private static void whole(Draft draft, Ref x) {
    draft.call(x, draft.isFloat(x) ? reduction(draft) : draft.one("sum", "amin"), new int[0]);
  }

  private static void place(Draft draft, Ref x) {
    Ref place =
        draft.call(x, draft.one("argmax", "argmin"), draft.axis(x), draft.random.nextBoolean());
    if (draft.random.nextBoolean()) {
      draft.call(place, "add", draft.beside(place));
    }
  }

  private static void beside(Draft draft, Ref x) {
    String name = draft.isFloat(x) ? reduction(draft) : draft.one("sum", "amax");
    Ref reduced = draft.call(x, name, draft.axis(x), true);
    draft.call(x, draft.one("sub", "add", "mul", "maximum"), reduced);
  }

  private static void rows(Draft draft, Ref x) {
    if (draft.exact) {
      beside(draft, x);
      return;
    }
    int axis = draft.axis(x);
    int[] shape = draft.shape(x);
    int[] row = {shape[shape.length - 1]};
    switch (draft.random.nextInt(8)) {
      case 0 -> draft.call(x, "softmax", axis);
      case 1 -> draft.call(x, "logSoftmax", axis);
      case 2 -> draft.call(x, "logsumexp", axis, draft.random.nextBoolean());
      case 3 -> scaled(draft, x, row);
      case 4 -> draft.call(x, "rmsNorm", row, 1e-2);
      case 5 -> draft.call(x, "var", new int[] {axis}, 0.0, true);
      case 6 -> draft.call(draft.call(x, "var", new int[] {axis}, 0.0, true), "add", x);
      default -> draft.call(x, "layerNorm", row, 1e-2);
    }
  }

  private static void scaled(Draft draft, Ref x, int[] row) {
    var dtype = draft.value(x).dtype();
    draft.call(x, "layerNorm", row, draft.input(dtype, row), draft.input(dtype, row), 1e-2);
  }
}
