package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Computes a scalar expression for many values of its leaves at once, fast enough to try every
 * float32: a list of loops over arrays. Integers and bools are kept as long, wrapped to their
 * width.
 */
final class BatchEvaluator {
  private interface Single {
    float of(float a, float b, float c);
  }

  private interface Twofold {
    double of(double a, double b, double c);
  }

  private interface Whole {
    long of(long a, long b);
  }

  private final int size;
  private final Map<Node, Object> arrays = new IdentityHashMap<>();
  private final List<Runnable> steps = new ArrayList<>();
  private final Node root;

  BatchEvaluator(Node root, int size) {
    this.root = root;
    this.size = size;
    for (Node node : Topology.of(root)) {
      arrays.put(node, array(node.dtype()));
      if (node.isConst()) {
        fill(arrays.get(node), node.literal());
      } else if (node.op().isElementwise()) {
        steps.add(step(node));
      }
    }
  }

  float[] floats(Node node) {
    return (float[]) arrays.get(node);
  }

  double[] doubles(Node node) {
    return (double[]) arrays.get(node);
  }

  private long[] longs(Node node) {
    return (long[]) arrays.get(node);
  }

  /** The array of the result, overwritten by the next run. */
  Object run() {
    steps.forEach(Runnable::run);
    return arrays.get(root);
  }

  private Object array(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> new float[size];
      case FLOAT64 -> new double[size];
      case INT32, INT64, BOOL -> new long[size];
    };
  }

  private static void fill(Object array, Literal value) {
    if (array instanceof float[] floats) {
      Arrays.fill(floats, Float.intBitsToFloat((int) value.bits()));
    } else if (array instanceof double[] doubles) {
      Arrays.fill(doubles, Double.longBitsToDouble(value.bits()));
    } else {
      Arrays.fill((long[]) array, value.bits());
    }
  }

  private Runnable step(Node node) {
    Node first = node.source(0);
    return switch (node.op()) {
      case WHERE -> choice(node);
      case CAST -> cast(node, first);
      case BITCAST -> bitcast(node, first);
      case CMPLT, CMPEQ, CMPNE -> comparison(node, first);
      default ->
          switch (node.dtype()) {
            case FLOAT32 -> single(node);
            case FLOAT64 -> twofold(node);
            case INT32, INT64, BOOL -> whole(node);
          };
    };
  }

  private Runnable each(IntConsumer element) {
    return () -> {
      for (int i = 0; i < size; i++) {
        element.accept(i);
      }
    };
  }

  private Runnable choice(Node node) {
    long[] condition = longs(node.source(0));
    Object x = arrays.get(node.source(1));
    Object y = arrays.get(node.source(2));
    Object r = arrays.get(node);
    // Array copies of one element keep bits without a case for each type.
    return each(i -> System.arraycopy(condition[i] != 0 ? x : y, i, r, i, 1));
  }

  private Runnable cast(Node node, Node from) {
    Object r = arrays.get(node);
    Object a = arrays.get(from);
    if (r instanceof float[] floats) {
      return a instanceof double[] doubles
          ? each(i -> floats[i] = (float) doubles[i])
          : each(i -> floats[i] = ((long[]) a)[i]);
    }
    if (r instanceof double[] doubles) {
      return a instanceof float[] floats
          ? each(i -> doubles[i] = floats[i])
          : each(i -> doubles[i] = ((long[]) a)[i]);
    }
    long[] result = (long[]) r;
    boolean narrow = node.dtype() == DType.INT32;
    if (a instanceof long[] longs) {
      return each(i -> result[i] = narrow ? (int) longs[i] : longs[i]);
    }
    if (a instanceof float[] floats) {
      return each(i -> result[i] = narrow ? (int) floats[i] : (long) floats[i]);
    }
    double[] doubles = (double[]) a;
    return each(i -> result[i] = narrow ? (int) doubles[i] : (long) doubles[i]);
  }

  private Runnable bitcast(Node node, Node from) {
    Object r = arrays.get(node);
    Object a = arrays.get(from);
    if (r instanceof float[] floats) {
      return each(i -> floats[i] = Float.intBitsToFloat((int) ((long[]) a)[i]));
    }
    if (r instanceof double[] doubles) {
      return each(i -> doubles[i] = Double.longBitsToDouble(((long[]) a)[i]));
    }
    long[] longs = (long[]) r;
    return a instanceof float[] floats
        ? each(i -> longs[i] = Float.floatToRawIntBits(floats[i]))
        : each(i -> longs[i] = Double.doubleToRawLongBits(((double[]) a)[i]));
  }

  private Runnable comparison(Node node, Node first) {
    long[] r = longs(node);
    Op op = node.op();
    if (arrays.get(first) instanceof long[] a) {
      long[] b = longs(node.source(1));
      return each(i -> r[i] = holds(op, Long.compare(a[i], b[i])) ? 1 : 0);
    }
    boolean single = first.dtype() == DType.FLOAT32;
    Object a = arrays.get(first);
    Object b = arrays.get(node.source(1));
    return single
        ? each(i -> r[i] = holds(op, ((float[]) a)[i], ((float[]) b)[i]) ? 1 : 0)
        : each(i -> r[i] = holds(op, ((double[]) a)[i], ((double[]) b)[i]) ? 1 : 0);
  }

  private static boolean holds(Op op, int order) {
    return op == Op.CMPLT ? order < 0 : (order == 0) == (op == Op.CMPEQ);
  }

  private static boolean holds(Op op, double a, double b) {
    return op == Op.CMPLT ? a < b : (a == b) == (op == Op.CMPEQ);
  }

  private Runnable single(Node node) {
    Single op =
        switch (node.op()) {
          case ADD -> (a, b, c) -> a + b;
          case SUB -> (a, b, c) -> a - b;
          case MUL -> (a, b, c) -> a * b;
          case DIV -> (a, b, c) -> a / b;
          case FMA -> Math::fma;
          case ABS -> (a, b, c) -> Math.abs(a);
          case NEG -> (a, b, c) -> -a;
          default -> throw new IllegalArgumentException(node.toString());
        };
    float[] r = floats(node);
    float[] a = floats(node.source(0));
    float[] b = floats(node.source(Math.min(1, node.arity() - 1)));
    float[] c = floats(node.source(node.arity() - 1));
    return each(i -> r[i] = op.of(a[i], b[i], c[i]));
  }

  private Runnable twofold(Node node) {
    Twofold op =
        switch (node.op()) {
          case ADD -> (a, b, c) -> a + b;
          case SUB -> (a, b, c) -> a - b;
          case MUL -> (a, b, c) -> a * b;
          case DIV -> (a, b, c) -> a / b;
          case FMA -> Math::fma;
          case ABS -> (a, b, c) -> Math.abs(a);
          case NEG -> (a, b, c) -> -a;
          default -> throw new IllegalArgumentException(node.toString());
        };
    double[] r = doubles(node);
    double[] a = doubles(node.source(0));
    double[] b = doubles(node.source(Math.min(1, node.arity() - 1)));
    double[] c = doubles(node.source(node.arity() - 1));
    return each(i -> r[i] = op.of(a[i], b[i], c[i]));
  }

  private Runnable whole(Node node) {
    boolean narrow = node.dtype() == DType.INT32;
    Whole op =
        switch (node.op()) {
          case ADD -> (a, b) -> a + b;
          case SUB -> (a, b) -> a - b;
          case MUL -> (a, b) -> a * b;
          case AND -> (a, b) -> a & b;
          case OR -> (a, b) -> a | b;
          case XOR -> (a, b) -> a ^ b;
          case NOT -> node.dtype().isBool() ? (a, b) -> a ^ 1 : (a, b) -> ~a;
          case MAX -> Math::max;
          case MIN -> Math::min;
          case SHL -> narrow ? (a, b) -> (int) a << b : (a, b) -> a << b;
          case SHR -> narrow ? (a, b) -> (int) a >> b : (a, b) -> a >> b;
          case USHR -> narrow ? (a, b) -> (int) a >>> b : (a, b) -> a >>> b;
          default -> throw new IllegalArgumentException(node.toString());
        };
    long[] r = longs(node);
    long[] a = longs(node.source(0));
    long[] b = longs(node.source(node.arity() - 1));
    return narrow ? each(i -> r[i] = (int) op.of(a[i], b[i])) : each(i -> r[i] = op.of(a[i], b[i]));
  }
}
