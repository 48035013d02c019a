package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The right sides of the rules about REDUCE: each gives the node itself where it does not apply.
 */
final class ReductionRules {
  private ReductionRules() {}

  private static Arg.Reduce arg(Node reduce) {
    return (Arg.Reduce) reduce.arg();
  }

  /** True where the order and number of equal operands can't be seen in the result. */
  private static boolean repeats(Op kind) {
    return kind == Op.MAX || kind == Op.MIN || kind == Op.AND || kind == Op.OR;
  }

  static Node withoutOnes(Node reduce) {
    if (!isTensor(reduce)) {
      return reduce;
    }
    Node x = reduce.source(0);
    List<Integer> ones =
        arg(reduce).axes().stream().filter(axis -> x.shape().size(axis).is(1)).toList();
    if (ones.isEmpty()) {
      return reduce;
    }
    List<Integer> rest = new ArrayList<>();
    for (int axis : arg(reduce).axes()) {
      long dropped = ones.stream().filter(one -> one < axis).count();
      if (!ones.contains(axis)) {
        rest.add(axis - (int) dropped);
      }
    }
    Node dropped = Nodes.reshape(x, x.shape().without(ones));
    return Nodes.reduce(arg(reduce).kind(), dropped, rest, reduce.dtype());
  }

  /** In a kernel REDUCE has ranges for sources, not axes. */
  private static boolean isTensor(Node reduce) {
    return !arg(reduce).axes().isEmpty();
  }

  static Node ofConstant(Node reduce) {
    Shape shape = reduce.source(0).shape();
    long count = 1;
    for (int axis : arg(reduce).axes()) {
      if (!shape.size(axis).isFixed() || shape.size(axis).is(0)) {
        return reduce;
      }
      count *= shape.size(axis).fixed();
    }
    Op kind = arg(reduce).kind();
    Literal value = ScalarSemantics.evaluate(Op.CAST, reduce.dtype(), reduce.source(0).literal());
    if (repeats(kind)) {
      return Nodes.constant(reduce.shape(), value);
    }
    boolean exact = reduce.dtype().isFloat() ? sumsExactly(value, count) : !reduce.dtype().isBool();
    return kind == Op.ADD && exact ? Nodes.constant(reduce.shape(), times(value, count)) : reduce;
  }

  private static Literal times(Literal value, long count) {
    return value.dtype().isFloat()
        ? Literal.of(value.dtype(), value.real() * count + 0.0)
        : Literal.of(value.dtype(), value.bits() * count);
  }

  /** True if all partial sums of so many equal terms are exact, in whatever order. */
  private static boolean sumsExactly(Literal value, long count) {
    double real = value.real();
    int precision = value.dtype() == DType.FLOAT32 ? 24 : 53;
    long mantissa = Double.doubleToRawLongBits(real) & (1L << 52) - 1 | 1L << 52;
    int significant = 53 - Long.numberOfTrailingZeros(mantissa);
    boolean finite = !Double.isInfinite(times(value, count).real());
    int bits = 64 - Long.numberOfLeadingZeros(count);
    return real == 0 || finite && !Double.isNaN(real) && significant + bits <= precision;
  }

  static Node ofExpand(Node reduce) {
    Node expand = reduce.source(0);
    Shape narrow = expand.shape();
    Size count = Size.ONE;
    boolean found = false;
    for (int axis : arg(reduce).axes()) {
      Size size = expand.shape().size(axis);
      if (expand.source(0).shape().size(axis).is(1) && size.isFixed() && size.fixed() > 1) {
        narrow = narrow.with(axis, Size.ONE);
        count = count.times(size.fixed());
        found = true;
      }
    }
    Op kind = arg(reduce).kind();
    boolean counts = kind == Op.ADD && expand.dtype().isInteger();
    if (!found || !(repeats(kind) || counts)) {
      return reduce;
    }
    Node once =
        Nodes.reduce(
            kind, Nodes.expand(expand.source(0), narrow), arg(reduce).axes(), reduce.dtype());
    return counts ? once.times(count.fixed()) : once;
  }

  static Node twice(Node outer) {
    Node inner = outer.source(0);
    Op kind = arg(outer).kind();
    boolean free = repeats(kind) || inner.dtype().isInteger();
    if (arg(inner).kind() != kind || !free || outer.dtype() != inner.dtype() || !isTensor(inner)) {
      return outer;
    }
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < inner.source(0).shape().rank(); axis++) {
      if (!arg(inner).axes().contains(axis)) {
        kept.add(axis);
      }
    }
    List<Integer> axes = new ArrayList<>(arg(inner).axes());
    arg(outer).axes().forEach(axis -> axes.add(kept.get(axis)));
    return Nodes.reduce(kind, inner.source(0), axes, outer.dtype());
  }

  /** Zeros add nothing: sums what was padded, and pads what remains. */
  static Node ofPad(Node reduce) {
    Arg.Pad pad = (Arg.Pad) reduce.source(0).arg();
    Node x = reduce.source(0).source(0);
    boolean zero = pad.fill().equals(Literal.of(x.dtype(), 0L));
    boolean empty = x.shape().sizes().stream().anyMatch(size -> size.min() < 1);
    if (arg(reduce).kind() != Op.ADD || !zero || empty || reduce.dtype().isBool()) {
      return reduce;
    }
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (!arg(reduce).axes().contains(axis)) {
        before.add(pad.before().get(axis));
        after.add(pad.after().get(axis));
      }
    }
    Node sum = Nodes.reduce(Op.ADD, x, arg(reduce).axes(), reduce.dtype());
    return Nodes.pad(sum, before, after, Literal.of(sum.dtype(), 0L));
  }
}
