package dev.quern.tests.fuzz.programs;

import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Elements in other places: joined, padded, reversed, cut, repeated. */
final class MovementMoves {
  private MovementMoves() {}

  static void grow(Draft draft) {
    Ref x = draft.pick(tensor -> tensor.dim() > 0);
    switch (draft.random.nextInt(13)) {
      case 0, 1, 2 -> joined(draft, x);
      case 3 -> padded(draft, x);
      case 4 -> draft.call(x, "flip", new int[] {draft.axis(x)});
      case 5 -> draft.call(x, "permute", order(draft, draft.rank(x)));
      case 6, 7 -> sliced(draft, x);
      case 8 -> draft.call(x, "select", draft.axis(x), 0);
      case 9 -> reshaped(draft, x);
      case 10 -> repeated(draft, x);
      case 11 -> triangle(draft, x);
      default -> draft.call(x, draft.one("contiguous", "flatten", "clone"));
    }
  }

  private static void joined(Draft draft, Ref x) {
    int axis = draft.axis(x);
    int[] shape = draft.shape(x);
    List<Ref> parts = new ArrayList<>(List.of(x));
    int count = 1 + draft.random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(part(draft, x, axis, shape));
    }
    Collections.shuffle(parts, draft.random);
    draft.function("cat", parts, axis);
  }

  private static Ref part(Draft draft, Ref x, int axis, int[] shape) {
    return switch (draft.random.nextInt(4)) {
      case 0 -> draft.call(x, "flip", new int[] {axis});
      case 1 -> draft.call(x, "neg");
      case 2 -> x;
      default -> {
        int[] other = shape.clone();
        other[axis] = 1 + draft.random.nextInt(9);
        yield draft.input(draft.value(x).dtype(), other);
      }
    };
  }

  private static void padded(Draft draft, Ref x) {
    int axes = 1 + draft.random.nextInt(draft.rank(x));
    int[] widths = IntStream.range(0, 2 * axes).map(i -> draft.random.nextInt(4)).toArray();
    draft.call(x, "pad", widths, draft.one(0, 0, 1));
  }

  private static int[] order(Draft draft, int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, draft.random);
    return order.stream().mapToInt(i -> i).toArray();
  }

  private static void sliced(Draft draft, Ref x) {
    int axis = draft.axis(x);
    int size = draft.shape(x)[axis];
    int start = draft.random.nextInt(size);
    int end = start + 1 + draft.random.nextInt(size - start);
    Ref cut = draft.call(x, "slice", axis, start, end, draft.one(1, 1, 2, 3));
    if (draft.random.nextInt(3) == 0 && start + draft.shape(cut)[axis] < size) {
      Ref next = draft.call(x, "narrow", axis, start + 1, draft.shape(cut)[axis]);
      draft.call(cut, "add", next);
    }
  }

  private static void reshaped(Draft draft, Ref x) {
    int[] shape = draft.shape(x);
    if (shape.length > 1 && draft.random.nextBoolean()) {
      int axis = draft.random.nextInt(shape.length - 1);
      draft.call(x, "flatten", axis, axis + 1);
      return;
    }
    int axis = draft.axis(x);
    int divisor = draft.one(2, 3, 4, 5, 8);
    Draft.need(shape[axis] % divisor == 0);
    draft.call(
        x,
        "unflatten",
        axis,
        draft.random.nextBoolean() ? new int[] {-1, divisor} : new int[] {divisor, -1});
  }

  private static void repeated(Draft draft, Ref x) {
    if (draft.random.nextBoolean()) {
      int[] times = IntStream.range(0, draft.rank(x)).map(i -> draft.one(1, 1, 2, 3)).toArray();
      draft.call(x, "repeat", times);
      return;
    }
    int[] shape = draft.shape(x);
    int[] wide = new int[shape.length + 1];
    System.arraycopy(shape, 0, wide, 1, shape.length);
    wide[0] = 1 + draft.random.nextInt(9);
    draft.call(x, "expand", wide);
  }

  private static void triangle(Draft draft, Ref x) {
    Draft.need(draft.rank(x) > 1);
    draft.call(x, draft.one("tril", "triu"), draft.random.nextInt(5) - 2);
  }
}
