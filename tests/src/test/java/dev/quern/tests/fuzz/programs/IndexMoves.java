package dev.quern.tests.fuzz.programs;

import dev.quern.Reduction;
import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ref;

/** Rows by number and sums into them: numbers that are given or computed, mostly repeated. */
final class IndexMoves {
  private IndexMoves() {}

  static void grow(Draft draft) {
    switch (draft.random.nextInt(10)) {
      case 0, 1 -> select(draft);
      case 2 -> gather(draft);
      case 3 -> scatter(draft);
      case 4, 5 -> add(draft);
      case 6 -> embedding(draft);
      case 7 -> oneHot(draft);
      case 8 -> classes(draft);
      default -> write(draft);
    }
  }

  /** Positions in a dim of some size. */
  private static Ref positions(Draft draft, int limit, int... shape) {
    DType dtype = draft.one(DType.INT64, DType.INT64, DType.INT32);
    return switch (draft.random.nextInt(7)) {
      case 0, 1 -> draft.positions(dtype, limit, shape);
      case 2 -> draft.positions(dtype, Math.min(limit, 2), shape);
      case 3 -> draft.call(draft.positions(dtype, 1000, shape), "remainder", limit);
      case 4 -> counted(draft, limit, shape);
      case 5 -> draft.function("randint", 0L, (long) limit, shape);
      default -> largest(draft, limit, shape);
    };
  }

  private static Ref counted(Draft draft, int limit, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    Ref line = draft.call(draft.function("arange", count), "mul", draft.one(1, 2, 3, 5));
    return draft.call(draft.call(line, "reshape", shape), "remainder", limit);
  }

  /** Where the largest stands, among fresh numbers. */
  private static Ref largest(Draft draft, int limit, int... shape) {
    int[] wide = java.util.Arrays.copyOf(shape, shape.length + 1);
    wide[shape.length] = Math.min(limit, 40);
    return draft.call(draft.input(DType.FLOAT32, wide), "argmax", -1);
  }

  private static int count(Draft draft) {
    return draft.random.nextBoolean() ? draft.extents.one() : 1 + draft.random.nextInt(40);
  }

  private static void select(Draft draft) {
    Ref x = draft.pick(tensor -> tensor.dim() > 0);
    int axis = draft.axis(x);
    draft.call(x, "indexSelect", axis, positions(draft, draft.shape(x)[axis], count(draft)));
  }

  private static void gather(Draft draft) {
    Ref x = draft.pick(tensor -> tensor.dim() > 0);
    int axis = draft.axis(x);
    int[] shape = draft.shape(x);
    shape[axis] = count(draft);
    draft.call(x, "gather", axis, positions(draft, draft.shape(x)[axis], shape));
  }

  private static void scatter(Draft draft) {
    Ref source = draft.pick(tensor -> tensor.dim() > 0 && !tensor.dtype().isBool());
    int axis = draft.axis(source);
    int[] shape = draft.shape(source);
    int limit = count(draft);
    Ref index = positions(draft, limit, shape);
    shape[axis] = limit;
    Ref base = draft.input(draft.value(source).dtype(), shape);
    draft.call(base, "scatterAdd", axis, index, computed(draft, source));
  }

  private static void add(Draft draft) {
    Ref source = draft.pick(tensor -> tensor.dim() > 0 && !tensor.dtype().isBool());
    int axis = draft.axis(source);
    int[] shape = draft.shape(source);
    int limit = count(draft);
    Ref index = positions(draft, limit, shape[axis]);
    shape[axis] = limit;
    Ref base = draft.input(draft.value(source).dtype(), shape);
    draft.call(base, "indexAdd", axis, index, computed(draft, source));
  }

  private static Ref computed(Draft draft, Ref x) {
    return draft.random.nextBoolean() ? draft.call(draft.call(x, "add", 1), "mul", x) : x;
  }

  private static void embedding(Draft draft) {
    Ref weight = draft.real(2);
    int rows = draft.shape(weight)[0];
    Ref index =
        draft.random.nextBoolean()
            ? positions(draft, rows, count(draft))
            : positions(draft, rows, 1 + draft.random.nextInt(5), 1 + draft.random.nextInt(20));
    draft.call(index, "embedding", weight);
  }

  private static void oneHot(Draft draft) {
    int classes = 1 + draft.random.nextInt(20);
    Ref index = positions(draft, classes, count(draft));
    Ref hot = draft.call(draft.call(index, "oneHot", classes), "to", draft.floating());
    Ref weight = draft.input(draft.value(hot).dtype(), classes, 1 + draft.random.nextInt(9));
    draft.call(hot, "matmul", weight);
  }

  /** A row's element by number, as losses take it. */
  private static void classes(Draft draft) {
    Ref scores = draft.real(2);
    int[] shape = draft.shape(scores);
    Ref target = positions(draft, shape[1], shape[0]);
    if (draft.exact || draft.random.nextInt(3) == 0) {
      draft.call(scores, "gather", 1, draft.call(target, "unsqueeze", 1));
    } else if (draft.random.nextBoolean()) {
      Reduction reduction = draft.one(Reduction.MEAN, Reduction.SUM, Reduction.NONE);
      draft.call(scores, "crossEntropy", target, draft.one(-100L, 0L), reduction);
    } else {
      draft.call(draft.call(scores, "logSoftmax", 1), "nllLoss", target);
    }
  }

  private static void write(Draft draft) {
    Ref x = draft.pick(tensor -> tensor.dim() > 0 && tensor.numel() > 0);
    int axis = draft.axis(x);
    int at = draft.random.nextInt(draft.shape(x)[axis]);
    Ref row = draft.call(x, "select", axis, draft.random.nextInt(draft.shape(x)[axis]));
    draft.call(x, "selectScatter", draft.call(row, "neg"), axis, at);
  }
}
