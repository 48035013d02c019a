package dev.quern.compiler.ir;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a node carries beside its sources. Each op takes exactly one of these records; its text is
 * what stands between braces in the textual form.
 */
public sealed interface Arg {
  /** For ops without payload. */
  Arg NONE = new None();

  record None() implements Arg {
    @Override
    public String toString() {
      return "";
    }
  }

  /**
   * The value of a CONST: raw IEEE bits for floats (a float32's in the low half), the value itself
   * for integers, 0 or 1 for bool. Bits, so that NaN equals itself and -0.0 differs from 0.0.
   */
  record Literal(DType dtype, long bits) implements Arg {
    public static Literal of(DType dtype, double value) {
      return new Literal(
          dtype,
          switch (dtype) {
            case BOOL -> value != 0 ? 1 : 0;
            case INT32 -> (int) value;
            case INT64 -> (long) value;
            case FLOAT32 -> Float.floatToIntBits((float) value) & 0xffffffffL;
            case FLOAT64 -> Double.doubleToLongBits(value);
          });
    }

    public static Literal of(DType dtype, long value) {
      return switch (dtype) {
        case BOOL -> new Literal(dtype, value != 0 ? 1 : 0);
        case INT32 -> new Literal(dtype, (int) value);
        case INT64 -> new Literal(dtype, value);
        case FLOAT32, FLOAT64 -> of(dtype, (double) value);
      };
    }

    /** The value as a double; exact but for large int64 values. */
    public double real() {
      return switch (dtype) {
        case BOOL, INT32, INT64 -> bits;
        case FLOAT32 -> Float.intBitsToFloat((int) bits);
        case FLOAT64 -> Double.longBitsToDouble(bits);
      };
    }

    /** The value of an integer or bool; a float is truncated as by a Java cast. */
    public long integer() {
      return dtype.isFloat() ? (long) real() : bits;
    }

    @Override
    public String toString() {
      return switch (dtype) {
        case BOOL -> bits != 0 ? "true" : "false";
        case INT32, INT64 -> Long.toString(bits);
        case FLOAT32, FLOAT64 -> Double.isFinite(real()) ? decimal() : notFinite();
      };
    }

    private String decimal() {
      return dtype == DType.FLOAT32
          ? Decimal.of(Float.intBitsToFloat((int) bits))
          : Decimal.of(real());
    }

    /** A NaN with other bits than Java's own shows them. */
    private String notFinite() {
      if (!Double.isNaN(real())) {
        return real() > 0 ? "inf" : "-inf";
      }
      return bits == of(dtype, Double.NaN).bits ? "nan" : "nan0x" + Long.toHexString(bits);
    }
  }

  /** A VAR whose value is given by name at launch. */
  record Symbol(Variable variable) implements Arg {
    @Override
    public String toString() {
      return variable.equals(Variable.scalar(variable.name()))
          ? variable.name()
          : variable.name() + " " + variable.min() + ".." + variable.max();
    }
  }

  /** A VAR of a pending graph together with the value it has in it; a plan sees a Symbol. */
  record Bound(Variable variable, Literal value) implements Arg {
    @Override
    public String toString() {
      return new Symbol(variable) + " = " + value;
    }
  }

  /** A BUFFER of a pending graph: a storage in one of its versions. Compared by identity. */
  record Stored(Storage storage, int version) implements Arg {
    @Override
    public boolean equals(Object other) {
      return other instanceof Stored stored
          && storage == stored.storage
          && version == stored.version;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(storage) * 31 + version;
    }

    @Override
    public String toString() {
      return storage.name() + "@" + version;
    }
  }

  /** A BUFFER of a plan or kernel: the argument at this position. */
  record Slot(int index) implements Arg {
    @Override
    public String toString() {
      return "#" + index;
    }
  }

  /** A single axis: of IOTA, CONCAT, GATHER, SCATTER_ADD. */
  record Axis(int axis) implements Arg {
    @Override
    public String toString() {
      return "axis " + axis;
    }
  }

  /** Axes: the order of PERMUTE, the flipped axes of FLIP (ascending). */
  record Axes(List<Integer> axes) implements Arg {
    public Axes {
      axes = List.copyOf(axes);
    }

    @Override
    public String toString() {
      return axes.toString();
    }
  }

  /**
   * The operation of a REDUCE (ADD, MUL, MAX, MIN, AND, OR), the axes it removes (ascending; empty
   * in a kernel, where sources name ranges) and the type it accumulates in.
   */
  record Reduce(Op kind, List<Integer> axes, DType accumulator) implements Arg {
    public Reduce {
      axes = List.copyOf(axes);
    }

    @Override
    public String toString() {
      return kind.text() + (axes.isEmpty() ? "" : " " + axes) + " " + accumulator;
    }
  }

  /** A slice: offset and step by axis. The sizes taken are the node's shape. */
  record Shrink(List<Size> starts, List<Integer> steps) implements Arg {
    public Shrink {
      starts = List.copyOf(starts);
      steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
      return "from " + starts + " step " + steps;
    }
  }

  /** Elements added before and after each axis, and their value. */
  record Pad(List<Size> before, List<Size> after, Literal fill) implements Arg {
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public String toString() {
      return "before " + before + " after " + after + " fill " + fill;
    }
  }

  /**
   * A sliding window over an axis: position {@code o} of the axis and {@code k} of the new last
   * axis read element {@code o * stride + k * dilation}.
   */
  record Window(int axis, int size, int stride, int dilation) implements Arg {
    @Override
    public String toString() {
      return "axis " + axis + " size " + size + " stride " + stride + " dilation " + dilation;
    }
  }

  /** An identity of its own, so that two otherwise equal nodes differ. Kernel loops. */
  record Id(long id) implements Arg {
    @Override
    public String toString() {
      return Long.toString(id);
    }
  }

  /**
   * Gives a DETACH an identity of its own: the owner says what becomes of gradients there, which
   * autograd knows, or what must hold of the value, which an evaluation checks. It changes no
   * value, so neither a plan nor its key has it; compared by the owner.
   */
  record Mark(Object owner) implements Arg {
    @Override
    public String toString() {
      return "";
    }
  }

  /** The kind and identity of an accumulator of a nest. */
  record Accumulator(Op kind, int id) implements Arg {
    @Override
    public String toString() {
      return kind.text() + " " + id;
    }
  }

  /** The shape of a RAMP: how many lanes, and how far apart neighbours are. */
  record Ramp(int lanes, long stride) implements Arg {
    @Override
    public String toString() {
      return lanes + " by " + stride;
    }
  }

  /** The lanes of a BROADCAST. */
  record Lanes(int lanes) implements Arg {
    @Override
    public String toString() {
      return Integer.toString(lanes);
    }
  }

  /** The operation of a FOLD. */
  record Fold(Op kind) implements Arg {
    @Override
    public String toString() {
      return kind.text();
    }
  }

  /** By how much the range of a LOOP moves from one iteration to the next, where it is not 1. */
  record Step(long step) implements Arg {
    @Override
    public String toString() {
      return Long.toString(step);
    }
  }

  /** A name that is part of the program's text: of a segment, of a kernel. */
  record Name(String name) implements Arg {
    @Override
    public String toString() {
      return "\"" + name + "\"";
    }
  }

  /** The iteration space and blocking of a contraction that a template takes. */
  record Contraction(ContractionShape shape) implements Arg {
    @Override
    public String toString() {
      return shape.toString();
    }
  }

  /** Joins values as {@code a b c}. */
  static String join(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
