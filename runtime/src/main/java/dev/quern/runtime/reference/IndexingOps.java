package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;

/** Turns the sources of GATHER and SCATTER_ADD into their values. */
final class IndexingOps {
  private final Node node;
  private final StridedArray index;
  private final int axisSize;
  private final int inner;
  private final int outer;

  /** {@code x} is what is indexed along the op's axis. */
  private IndexingOps(Node node, StridedArray x, StridedArray index) {
    int axis = ((Arg.Axis) node.arg()).axis();
    this.node = node;
    this.index = index.dense();
    this.axisSize = x.sizes[axis];
    this.inner = product(x.sizes, axis + 1, x.sizes.length);
    this.outer = product(x.sizes, 0, axis);
  }

  private static int product(int[] sizes, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= sizes[axis];
    }
    return product;
  }

  static StridedArray gather(Node node, StridedArray source, StridedArray index, int[] shape) {
    StridedArray x = source.dense();
    IndexingOps indexing = new IndexingOps(node, x, index);
    StridedArray result = StridedArray.allocate(x.dtype, shape, x.isExact() && index.isExact());
    int[] run = {indexing.inner};
    int[] step = {1};
    indexing.visit((from, to) -> x.view(run, step, from).copyTo(result.view(run, step, to)));
    return index.isExact() ? result : result.uncertain();
  }

  static StridedArray scatterAdd(
      Node node, StridedArray source, StridedArray index, StridedArray updates) {
    StridedArray base = source.dense();
    StridedArray added = updates.dense();
    IndexingOps indexing = new IndexingOps(node, base, index);
    Accumulator accumulator =
        base.dtype.isFloat()
            ? new RealSum(base.dtype, base.count(), -0.0)
            : new IntegerFold(Op.ADD, base.dtype, base.count());
    for (int i = 0; i < base.count(); i++) {
      accumulator.add(base, i, i);
    }
    indexing.visit(
        (to, from) -> {
          for (int i = 0; i < indexing.inner; i++) {
            accumulator.add(added, from + i, to + i);
          }
        });
    StridedArray result = accumulator.finish(base.sizes);
    return index.isExact() ? result : result.uncertain();
  }

  private interface Run {
    /**
     * {@code inner} elements from {@code row} of what is indexed and {@code place} of the others.
     */
    void visit(int row, int place);
  }

  private void visit(Run run) {
    int count = index.count();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        run.visit((o * axisSize + checked(i)) * inner, (o * count + i) * inner);
      }
    }
  }

  private int checked(int i) {
    long value = index.integers[i];
    if (value < 0 || value >= axisSize) {
      throw new IndexOutOfBoundsException(
          node.op().text()
              + ": index "
              + value
              + " at position "
              + i
              + " is outside axis "
              + ((Arg.Axis) node.arg()).axis()
              + " of size "
              + axisSize);
    }
    return (int) value;
  }
}
