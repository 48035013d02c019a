package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import java.math.BigInteger;

/** Tensors from arrays, constants, positions and random streams. */
final class Creation {
  private static final double TWO_TO_MINUS_24 = 0x1p-24;
  private static final double TWO_TO_26 = 0x1p26;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private Creation() {}

  static Tensor of(Object array, Shape shape, Device device) {
    Tensor tensor = new Tensor(Transfer.upload(device, shape, array), device, false, false);
    Bounds.of(array).ifPresent(tensor::knowBounds);
    return tensor;
  }

  static Tensor full(Shape shape, DType dtype, Number value, Device device) {
    return plain(Nodes.constant(shape, Elementwise.literal(dtype, value)), device);
  }

  private static Tensor plain(Node node, Device device) {
    Provenance.record(node);
    return new Tensor(node, device, false, false);
  }

  static Tensor arange(Number start, Number end, Number step) {
    boolean real = Promotion.isFloat(start) || Promotion.isFloat(end) || Promotion.isFloat(step);
    double span = (end.doubleValue() - start.doubleValue()) / step.doubleValue();
    Shapes.check(
        span >= 0 && !Double.isInfinite(span),
        "arange",
        () -> "from " + start + " to " + end + " by " + step + " is no finite range");
    double count =
        real ? Math.ceil(span) : steps(start.longValue(), end.longValue(), step.longValue());
    Shapes.check(
        count <= Integer.MAX_VALUE,
        "arange",
        () ->
            "from %s to %s by %s has more than %d elements"
                .formatted(start, end, step, Integer.MAX_VALUE));
    Shape shape = Shape.of((long) count);
    Tensor position = plain(Nodes.iota(DType.INT64, shape, 0), Mode.current().device());
    if (real) {
      Tensor wide = position.to(DType.FLOAT64).mul(step.doubleValue()).add(start.doubleValue());
      return wide.to(Mode.current().dtype());
    }
    Tensor range = position;
    if (step.longValue() != 1) {
      range = range.mul(step.longValue());
    }
    if (start.longValue() != 0) {
      range = range.add(start.longValue());
    }
    if (shape.elements() > 0) {
      long last = start.longValue() + (shape.elements() - 1) * step.longValue();
      range.knowBounds(
          Bounds.within(Math.min(start.longValue(), last), Math.max(start.longValue(), last)));
    }
    return range;
  }

  /** How many steps lie between integers that may be too far apart, or too large, for a double. */
  private static double steps(long start, long end, long step) {
    BigInteger span = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
    BigInteger[] steps = span.divideAndRemainder(BigInteger.valueOf(step));
    return steps[0].add(BigInteger.valueOf(steps[1].signum() == 0 ? 0 : 1)).doubleValue();
  }

  static Tensor linspace(double start, double end, int steps) {
    Shapes.check(steps >= 0, "linspace", () -> "negative number of steps " + steps);
    Tensor position = arange(0L, (long) steps, 1L).to(DType.FLOAT64);
    double step = steps > 1 ? (end - start) / (steps - 1) : 0;
    return position.mul(step).add(start).to(Mode.current().dtype());
  }

  static Tensor eye(int rows, int columns) {
    Shape shape = Shapes.of("eye", rows, columns);
    Node same =
        Nodes.binary(
            Op.CMPEQ, Nodes.iota(DType.INT32, shape, 0), Nodes.iota(DType.INT32, shape, 1));
    return plain(Nodes.cast(same, Mode.current().dtype()), Mode.current().device());
  }

  // ---- random

  private static Node bits(String op, Shape shape) {
    Shapes.checkNumbered(op, shape);
    return Nodes.random(shape, Mode.current().generator().stream());
  }

  /** The upper bits of 32, as a number from 0. */
  private static Node upper(Node bits, int count, DType dtype) {
    Node shift = Nodes.constant(bits.shape(), Literal.of(DType.INT32, 32L - count));
    return Nodes.cast(Nodes.binary(Op.USHR, bits, shift), dtype);
  }

  /** In [0, 1): 24 random bits for float32, 53 for float64. */
  static Tensor uniform(String op, Shape shape, DType dtype, Device device) {
    Shapes.check(dtype.isFloat(), op, () -> "needs a float dtype, got " + dtype);
    if (dtype == DType.FLOAT64) {
      Node high = upper(bits(op, shape), 27, dtype);
      Node low = upper(bits(op, shape), 26, dtype);
      Node whole = high.times(high.like(TWO_TO_26)).plus(low);
      return plain(whole.times(whole.like(TWO_TO_MINUS_53)), device);
    }
    Node whole = upper(bits(op, shape), 24, dtype);
    return plain(whole.times(whole.like(TWO_TO_MINUS_24)), device);
  }

  /** Mean 0, variance 1 (Box and Muller 1958). */
  static Tensor normal(String op, Shape shape, DType dtype, Device device) {
    Tensor radius = uniform(op, shape, dtype, device).rsub(1).log().mul(-2).sqrt();
    Tensor angle = uniform(op, shape, dtype, device).mul(2 * Math.PI);
    return radius.mul(angle.cos());
  }

  /** Integers in [low, high). */
  static Tensor integers(long low, long high, Shape shape, Device device) {
    Shapes.check(
        high > low && high - low > 0 && high - low <= 1L << 31,
        "randint",
        () -> "from " + low + " to " + high + " is empty or wider than 2^31");
    Node wide = Nodes.cast(bits("randint", shape), DType.INT64);
    Node mask = Nodes.constant(shape, Literal.of(DType.INT64, 0xffffffffL));
    Node unsigned = wide.and(mask);
    Node shift = Nodes.constant(shape, Literal.of(DType.INT64, 32L));
    Node scaled = Nodes.binary(Op.SHR, unsigned.times(high - low), shift);
    Tensor result = plain(low == 0 ? scaled : scaled.plus(low), device);
    result.knowBounds(Bounds.within(low, high - 1));
    return result;
  }

  /** A random order of 0 to n-1, drawn on the host (Fisher and Yates). */
  static long[] permutation(int n) {
    Shapes.check(n >= 0, "randperm", () -> "negative size " + n);
    java.util.SplittableRandom random =
        new java.util.SplittableRandom(Mode.current().generator().next());
    long[] order = java.util.stream.LongStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
