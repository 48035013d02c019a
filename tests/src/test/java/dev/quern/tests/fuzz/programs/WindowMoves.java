package dev.quern.tests.fuzz.programs;

import dev.quern.ConvOptions;
import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.stream.IntStream;

/** Convolutions and pools of any shape, with what stands between them in networks. */
final class WindowMoves {
  private WindowMoves() {}

  static void grow(Draft draft) {
    Ref x = image(draft);
    int layers = 1 + draft.random.nextInt(2);
    for (int i = 0; i < layers; i++) {
      x = layer(draft, x);
    }
  }

  private static Ref image(Draft draft) {
    int rank = draft.random.nextInt(3) == 0 ? 3 : 4;
    var there = draft.all(t -> t.dtype().isFloat() && t.dim() == rank);
    if (!there.isEmpty() && draft.random.nextBoolean()) {
      return there.get(there.size() - 1);
    }
    int[] shape = new int[rank];
    shape[0] = draft.one(1, 1, 2, 3);
    shape[1] = draft.one(1, 1, 2, 3, 4, 8, 6, 16);
    for (int axis = 2; axis < rank; axis++) {
      shape[axis] =
          draft.random.nextInt(12) == 0 ? 1 : 2 + draft.random.nextInt(rank == 3 ? 60 : 22);
    }
    return draft.input(draft.floating(), shape);
  }

  private static Ref layer(Draft draft, Ref x) {
    return switch (draft.random.nextInt(9)) {
      case 0, 1, 2, 3 -> after(draft, convolution(draft, x));
      case 4 -> largest(draft, x);
      case 5 -> average(draft, x);
      case 6 -> draft.exact ? largest(draft, x) : normal(draft, x);
      case 7 ->
          draft.rank(x) == 4
              ? draft.call(x, "adaptiveAvgPool2d", 1 + draft.random.nextInt(3))
              : average(draft, x);
      default -> unfolded(draft, x);
    };
  }

  private static Ref convolution(Draft draft, Ref x) {
    int[] shape = draft.shape(x);
    int spatial = shape.length - 2;
    int groups = groups(draft, shape[1]);
    int[] weight = new int[shape.length];
    weight[0] = groups * (1 + draft.random.nextInt(groups == 1 ? 9 : 3));
    weight[1] = shape[1] / groups;
    int[] stride = settings(draft, spatial, 1, 1, 1, 2, 2, 3);
    int[] padding = settings(draft, spatial, 0, 0, 1, 1, 2, 3);
    int[] dilation = settings(draft, spatial, 1, 1, 1, 1, 2, 3);
    for (int axis = 0; axis < spatial; axis++) {
      weight[2 + axis] = draft.one(1, 2, 3, 3, 3, 4, 5, 7);
    }
    ConvOptions options =
        ConvOptions.DEFAULT
            .withStride(stride)
            .withPadding(padding)
            .withDilation(dilation)
            .withGroups(groups);
    DType dtype = draft.value(x).dtype();
    Ref filter = draft.input(dtype, weight);
    String name = spatial == 1 ? "conv1d" : "conv2d";
    return draft.random.nextBoolean()
        ? draft.call(x, name, filter, options)
        : draft.call(x, name, filter, draft.input(dtype, weight[0]), options);
  }

  private static int groups(Draft draft, int channels) {
    int groups = draft.one(1, 1, channels, 2);
    return channels % groups == 0 ? groups : 1;
  }

  private static int[] settings(Draft draft, int count, Integer... choices) {
    int same = draft.one(choices);
    boolean alike = draft.random.nextInt(3) > 0;
    return IntStream.range(0, count).map(i -> alike ? same : draft.one(choices)).toArray();
  }

  private static Ref after(Draft draft, Ref x) {
    return switch (draft.random.nextInt(4)) {
      case 0 -> x;
      case 1 -> draft.call(x, "relu");
      case 2 -> ElementMoves.function(draft, x);
      default -> draft.exact ? draft.call(x, "relu") : normal(draft, x);
    };
  }

  private static Ref normal(Draft draft, Ref x) {
    int[] shape = draft.shape(x);
    Draft.need((long) shape[0] * draft.value(x).numel() / shape[1] > shape[0]);
    return draft.call(x, "batchNorm", 1e-2);
  }

  private static Ref largest(Draft draft, Ref x) {
    int size = draft.one(2, 3, 3, 5);
    int step = draft.one(1, 2, 2, 3);
    int padding = draft.random.nextInt(size / 2 + 1);
    return draft.rank(x) == 3
        ? draft.call(x, "maxPool1d", size, step, padding)
        : draft.call(
            x,
            "maxPool2d",
            new int[] {size, draft.one(size, 2)},
            new int[] {step, draft.one(step, 1)},
            new int[] {padding, Math.min(1, padding)},
            new int[] {draft.one(1, 1, 1, 2)});
  }

  private static Ref average(Draft draft, Ref x) {
    int size = draft.one(2, 2, 4, 3);
    int step = draft.one(1, 2, 2, 3);
    int padding = draft.random.nextInt(size / 2 + 1);
    return draft.call(x, draft.rank(x) == 3 ? "avgPool1d" : "avgPool2d", size, step, padding);
  }

  private static Ref unfolded(Draft draft, Ref x) {
    int axis = draft.axis(x);
    int size = 1 + draft.random.nextInt(Math.min(4, draft.shape(x)[axis]));
    Ref windows = draft.call(x, "unfold", axis, size, 1 + draft.random.nextInt(3));
    return draft.call(windows, draft.one("sum", "amax"), -1, false);
  }
}
