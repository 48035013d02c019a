package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Turns the source of a REDUCE into its value, slab by slab along the leading axes, so that an
 * elementwise source that nobody else needs (the products of a matmul) is never held whole.
 */
final class ReductionOps {
  private static final int SLAB = 1 << 15;

  private final Arg.Reduce kind;
  private final int[] sizes;
  private final int[] resultSizes;
  private final int[] resultStrides;
  private final Accumulator accumulator;

  /** {@code sizes} are those of the source. */
  private ReductionOps(Node node, int[] sizes) {
    this.kind = (Arg.Reduce) node.arg();
    this.sizes = sizes;
    this.resultSizes = kept(sizes);
    this.resultStrides = spread(StridedArray.rowMajor(resultSizes));
    this.accumulator =
        Accumulators.of(kind.kind(), kind.accumulator(), StridedArray.count(resultSizes));
  }

  /** Reduces the elementwise {@code evaluate(parts)}; of a source at hand it is the identity. */
  static StridedArray of(
      Node node, List<StridedArray> parts, Function<List<StridedArray>, StridedArray> evaluate) {
    ReductionOps reduction = new ReductionOps(node, parts.get(0).sizes);
    reduction.slabs(parts, evaluate);
    return reduction.accumulator.finish(reduction.resultSizes);
  }

  private int[] kept(int[] all) {
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < all.length; axis++) {
      if (!kind.axes().contains(axis)) {
        kept.add(all[axis]);
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Strides of the result by axes of the source: 0 along those that are reduced. */
  private int[] spread(int[] strides) {
    int[] spread = new int[sizes.length];
    int next = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      spread[axis] = kind.axes().contains(axis) ? 0 : strides[next++];
    }
    return spread;
  }

  private void slabs(
      List<StridedArray> parts, Function<List<StridedArray>, StridedArray> evaluate) {
    int leading = 0;
    int inside = StridedArray.count(sizes);
    int slabs = 1;
    while (leading < sizes.length - 1 && inside > SLAB) {
      inside /= sizes[leading];
      slabs *= sizes[leading++];
    }
    int[] index = new int[leading];
    for (int slab = 0; slab < slabs && inside > 0; slab++) {
      List<StridedArray> slices = new ArrayList<>();
      for (StridedArray part : parts) {
        slices.add(slice(part, index));
      }
      StridedArray values = Casts.cast(evaluate.apply(slices).dense(), kind.accumulator());
      add(
          values,
          dot(index, resultStrides),
          Arrays.copyOfRange(resultStrides, leading, sizes.length));
      advance(index);
    }
  }

  private static StridedArray slice(StridedArray whole, int[] index) {
    int leading = index.length;
    return whole.view(
        Arrays.copyOfRange(whole.sizes, leading, whole.sizes.length),
        Arrays.copyOfRange(whole.strides, leading, whole.strides.length),
        whole.offset + dot(index, whole.strides));
  }

  private static int dot(int[] index, int[] strides) {
    int sum = 0;
    for (int axis = 0; axis < index.length; axis++) {
      sum += index[axis] * strides[axis];
    }
    return sum;
  }

  private void advance(int[] index) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < sizes[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }

  /** Combines a slab in row-major order into the results from {@code result} on. */
  private void add(StridedArray slab, int result, int[] strides) {
    int last = slab.sizes.length - 1;
    int run = slab.sizes[last];
    int[] index = new int[last];
    int outer = Math.toIntExact((long) slab.count() / run);
    for (int row = 0; row < outer; row++) {
      int to = result + dot(index, strides);
      for (int i = 0; i < run; i++) {
        accumulator.add(slab, row * run + i, to + i * strides[last]);
      }
      for (int axis = last - 1; axis >= 0 && ++index[axis] == slab.sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }
}
