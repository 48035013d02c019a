package dev.quern.compiler.render.java;

import static dev.quern.compiler.render.java.Kernel.loop;
import static dev.quern.compiler.render.java.Kernel.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.target.Target;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every elementwise op on every dtype, in vectors, in tails and in plain loops, bit for bit. */
class OpsTest {
  private static final int SIZE = 150;
  private static final Op[] UNARY = {Op.NEG, Op.NOT, Op.ABS, Op.SQRT, Op.FLOOR};
  private static final Op[] BINARY = {
    Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MOD, Op.MAX, Op.MIN, Op.AND, Op.OR, Op.XOR, Op.SHL, Op.SHR,
    Op.USHR, Op.CMPLT, Op.CMPEQ, Op.CMPNE
  };
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    0.3,
    -0.3,
    2.5,
    -2.5,
    8388607.5,
    -8388608.5,
    1e10,
    -1e10,
    1e300,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-40,
    -1e-40,
    4503599627370495.5
  };
  private static final long[] WHOLE = {
    0,
    1,
    -1,
    2,
    7,
    -13,
    31,
    33,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    16777217L,
    9007199254740993L
  };
  private static final List<Target> TARGETS =
      List.of(
          Target.java(512, List.of()),
          Target.java(256, List.of()),
          Target.java(128, List.of()),
          Target.java(0, List.of()));

  static Literal[] values(DType dtype, int seed) {
    Random random = new Random(seed);
    Literal[] values = new Literal[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] =
          dtype.isFloat()
              ? Literal.of(dtype, SPECIAL[random.nextInt(SPECIAL.length)])
              : Literal.of(dtype, WHOLE[random.nextInt(WHOLE.length)] & (dtype.isBool() ? 1 : -1));
    }
    return values;
  }

  static Object array(DType dtype, Literal[] values) {
    Object array = JavaRun.array(dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      switch (dtype) {
        case BOOL -> Array.setBoolean(array, i, values[i].bits() != 0);
        case INT32 -> Array.setInt(array, i, (int) values[i].bits());
        case INT64 -> Array.setLong(array, i, values[i].bits());
        case FLOAT32 -> Array.setFloat(array, i, Float.intBitsToFloat((int) values[i].bits()));
        case FLOAT64 -> Array.setDouble(array, i, values[i].real());
      }
    }
    return array;
  }

  static Literal element(DType dtype, Object array, int i) {
    return dtype.isFloat()
        ? Literal.of(dtype, Array.getDouble(array, i))
        : Literal.of(
            dtype,
            dtype.isBool() ? (Array.getBoolean(array, i) ? 1L : 0L) : Array.getLong(array, i));
  }

  private static void check(List<DType> from, Function<List<Node>, Node> build) {
    for (Target target : TARGETS) {
      check(target, from, build);
    }
  }

  private static void check(Target target, List<DType> from, Function<List<Node>, Node> build) {
    Kernel kernel = new Kernel("op");
    Node i = kernel.range(SIZE);
    List<Node> loads = new ArrayList<>();
    List<Literal[]> inputs = new ArrayList<>();
    List<Object> buffers = new ArrayList<>();
    for (DType dtype : from) {
      inputs.add(values(dtype, inputs.size() + 1));
      buffers.add(array(dtype, inputs.get(inputs.size() - 1)));
      loads.add(Nodes.load(kernel.buffer(dtype, SIZE), i));
    }
    Node result = build.apply(loads);
    boolean divides =
        !result.source(0).dtype().isFloat() && (result.op() == Op.DIV || result.op() == Op.MOD);
    if (divides) {
      Literal[] divisors = inputs.get(1);
      for (int k = 0; k < SIZE; k++) {
        divisors[k] = divisors[k].bits() == 0 ? Literal.of(from.get(1), 3L) : divisors[k];
      }
      buffers.set(1, array(from.get(1), divisors));
    }
    Node out = kernel.buffer(result.dtype(), SIZE);
    buffers.add(JavaRun.array(result.dtype(), SIZE));
    kernel.vectorize(i, 16, 2);
    kernel.phase(segment(List.of(kernel.range(1)), loop(i, Nodes.store(out, i, result))));
    String source = JavaRun.of(kernel.nest(), target, new long[0], buffers.toArray()).source();
    for (int k = 0; k < SIZE; k++) {
      Literal[] in = new Literal[result.arity()];
      for (int s = 0; s < in.length; s++) {
        in[s] = s < inputs.size() ? inputs.get(s)[k] : result.source(s).literal();
      }
      Literal expected = ScalarSemantics.evaluate(result.op(), result.dtype(), in);
      Literal actual = element(result.dtype(), buffers.get(buffers.size() - 1), k);
      boolean bothNan = Double.isNaN(expected.real()) && Double.isNaN(actual.real());
      if (!bothNan && !expected.equals(actual)) {
        assertEquals(
            expected,
            actual,
            result + " of " + List.of(in) + " on " + target.name() + "\n" + source);
      }
    }
  }

  private static boolean isDefined(Op op, DType dtype) {
    try {
      Node x = Nodes.constant(dtype, dev.quern.compiler.ir.Shape.SCALAR, 1);
      Node unused = op.arity() == 1 ? Nodes.unary(op, x) : Nodes.binary(op, x, x);
      return unused != null;
    } catch (IllegalArgumentException undefined) {
      return false;
    }
  }

  @Test
  void unaryOpsMeanWhatTheOpSays() {
    for (Op op : UNARY) {
      for (DType dtype : DType.values()) {
        if (isDefined(op, dtype)) {
          check(List.of(dtype), in -> Nodes.unary(op, in.get(0)));
        }
      }
    }
  }

  @Test
  void binaryOpsMeanWhatTheOpSays() {
    for (Op op : BINARY) {
      for (DType dtype : DType.values()) {
        if (isDefined(op, dtype)) {
          check(List.of(dtype, dtype), in -> Nodes.binary(op, in.get(0), in.get(1)));
        }
      }
    }
  }

  @Test
  void conversionsMeanWhatTheOpSays() {
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        if (from != to) {
          check(List.of(from), in -> Nodes.cast(in.get(0), to));
        }
        if (from != to && from.bytes() == to.bytes() && !from.isBool() && !to.isBool()) {
          check(List.of(from), in -> Nodes.bitcast(in.get(0), to));
        }
      }
    }
  }

  @Test
  void choicesAndFusedProductsMeanWhatTheOpSays() {
    for (DType dtype : DType.values()) {
      check(List.of(DType.BOOL, dtype, dtype), in -> Nodes.where(in.get(0), in.get(1), in.get(2)));
      if (dtype.isFloat()) {
        check(List.of(dtype, dtype, dtype), in -> Nodes.fma(in.get(0), in.get(1), in.get(2)));
      }
    }
  }

  @Test
  void shiftsByAConstantMeanWhatTheOpSays() {
    for (DType dtype : List.of(DType.INT32, DType.INT64)) {
      for (Op op : List.of(Op.SHL, Op.SHR, Op.USHR)) {
        for (long count : new long[] {0, 1, 23, 31, 32, 33, 63, 64, -1}) {
          check(List.of(dtype), in -> Nodes.binary(op, in.get(0), in.get(0).like(count)));
        }
      }
    }
  }
}
