package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Scalars;
import dev.quern.compiler.ir.Topology;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes a scalar expression for many values of its leaves at once, fast enough for all floats: a list
 * of steps over arrays. Ops that it has no loop for go through {@link Scalars}.
 */
final class BatchEvaluator {
  private final int size;
  private final Map<Node, Object> arrays = new IdentityHashMap<>();
  private final List<Runnable> steps = new ArrayList<>();
  private final Node root;

  BatchEvaluator(Node root, int size) {
    this.root = root;
    this.size = size;
    for (Node node : Topology.of(root)) {
      Object array = make(node.dtype());
      arrays.put(node, array);
      if (node.isConst()) {
        fill(array, node.literal());
      } else if (node.op().isElementwise()) {
        steps.add(step(node, array));
      }
    }
  }

  /** The array of a node, of its dtype's Java type; int for bool. */
  Object array(Node node) {
    return arrays.get(node);
  }

  float[] floats(Node node) {
    return (float[]) arrays.get(node);
  }

  double[] doubles(Node node) {
    return (double[]) arrays.get(node);
  }

  Object run() {
    steps.forEach(Runnable::run);
    return arrays.get(root);
  }

  private Object make(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> new float[size];
      case FLOAT64 -> new double[size];
      case INT64 -> new long[size];
      case INT32, BOOL -> new int[size];
    };
  }

  private void fill(Object array, Literal value) {
    for (int i = 0; i < size; i++) {
      set(array, i, value);
    }
  }

  private static void set(Object array, int i, Literal value) {
    if (array instanceof float[] floats) {
      floats[i] = Float.intBitsToFloat((int) value.bits());
    } else if (array instanceof double[] doubles) {
      doubles[i] = Double.longBitsToDouble(value.bits());
    } else if (array instanceof long[] longs) {
      longs[i] = value.bits();
    } else {
      ((int[]) array)[i] = (int) value.bits();
    }
  }

  static Literal get(Object array, int i, DType dtype) {
    if (array instanceof float[] floats) {
      return new Literal(dtype, Float.floatToRawIntBits(floats[i]) & 0xffffffffL);
    }
    if (array instanceof double[] doubles) {
      return new Literal(dtype, Double.doubleToRawLongBits(doubles[i]));
    }
    return new Literal(dtype, array instanceof long[] longs ? longs[i] : ((int[]) array)[i]);
  }

  private Runnable step(Node node, Object out) {
    Object[] in = node.sources().stream().map(arrays::get).toArray();
    if (out instanceof float[] r && in[in.length - 1] instanceof float[]) {
      Runnable fast = single(node.op(), r, in);
      return fast != null ? fast : slow(node, out, in);
    }
    if (out instanceof double[] r && in[in.length - 1] instanceof double[]) {
      Runnable fast = twofold(node.op(), r, in);
      return fast != null ? fast : slow(node, out, in);
    }
    Runnable fast = integer(node, out, in);
    return fast != null ? fast : slow(node, out, in);
  }

  private Runnable slow(Node node, Object out, Object[] in) {
    return () -> {
      Literal[] literals = new Literal[in.length];
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < in.length; k++) {
          literals[k] = get(in[k], i, node.source(k).dtype());
        }
        set(out, i, Scalars.evaluate(node.op(), node.dtype(), literals));
      }
    };
  }

  private Runnable single(Op op, float[] r, Object[] in) {
    if (op == Op.WHERE) {
      int[] c = (int[]) in[0];
      float[] x = (float[]) in[1];
      float[] y = (float[]) in[2];
      return () -> { for (int i = 0; i < r.length; i++) r[i] = c[i] != 0 ? x[i] : y[i]; };
    }
    float[] a = (float[]) in[0];
    float[] b = (float[]) in[in.length > 1 ? 1 : 0];
    float[] c = (float[]) in[in.length - 1];
    return switch (op) {
      case ADD -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] + b[i]; };
      case SUB -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] - b[i]; };
      case MUL -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] * b[i]; };
      case DIV -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] / b[i]; };
      case FMA -> () -> { for (int i = 0; i < r.length; i++) r[i] = Math.fma(a[i], b[i], c[i]); };
      case ABS -> () -> { for (int i = 0; i < r.length; i++) r[i] = Math.abs(a[i]); };
      case NEG -> () -> { for (int i = 0; i < r.length; i++) r[i] = -a[i]; };
      default -> null;
    };
  }

  private Runnable twofold(Op op, double[] r, Object[] in) {
    if (op == Op.WHERE) {
      int[] c = (int[]) in[0];
      double[] x = (double[]) in[1];
      double[] y = (double[]) in[2];
      return () -> { for (int i = 0; i < r.length; i++) r[i] = c[i] != 0 ? x[i] : y[i]; };
    }
    double[] a = (double[]) in[0];
    double[] b = (double[]) in[in.length > 1 ? 1 : 0];
    double[] c = (double[]) in[in.length - 1];
    return switch (op) {
      case ADD -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] + b[i]; };
      case SUB -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] - b[i]; };
      case MUL -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] * b[i]; };
      case DIV -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] / b[i]; };
      case FMA -> () -> { for (int i = 0; i < r.length; i++) r[i] = Math.fma(a[i], b[i], c[i]); };
      case ABS -> () -> { for (int i = 0; i < r.length; i++) r[i] = Math.abs(a[i]); };
      case NEG -> () -> { for (int i = 0; i < r.length; i++) r[i] = -a[i]; };
      default -> null;
    };
  }

  private Runnable integer(Node node, Object out, Object[] in) {
    Op op = node.op();
    if (op == Op.BITCAST && out instanceof int[] r && in[0] instanceof float[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = Float.floatToRawIntBits(a[i]); };
    }
    if (op == Op.BITCAST && out instanceof float[] r && in[0] instanceof int[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = Float.intBitsToFloat(a[i]); };
    }
    if (op == Op.BITCAST && out instanceof long[] r && in[0] instanceof double[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = Double.doubleToRawLongBits(a[i]); };
    }
    if (op == Op.BITCAST && out instanceof double[] r && in[0] instanceof long[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = Double.longBitsToDouble(a[i]); };
    }
    if (op == Op.CAST && out instanceof double[] r && in[0] instanceof float[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = a[i]; };
    }
    if (op == Op.CAST && out instanceof float[] r && in[0] instanceof double[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = (float) a[i]; };
    }
    if (op == Op.CAST && out instanceof float[] r && in[0] instanceof int[] a) {
      return () -> { for (int i = 0; i < r.length; i++) r[i] = a[i]; };
    }
    if (op == Op.CAST && node.dtype() == DType.INT32 && in[0] instanceof double[] a) {
      int[] r = (int[]) out;
      return () -> { for (int i = 0; i < r.length; i++) r[i] = (int) a[i]; };
    }
    if (op == Op.CMPLT && in[0] instanceof float[] a && in[1] instanceof float[] b) {
      int[] r = (int[]) out;
      return () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] < b[i] ? 1 : 0; };
    }
    if (op == Op.CMPEQ && in[0] instanceof float[] a && in[1] instanceof float[] b) {
      int[] r = (int[]) out;
      return () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] == b[i] ? 1 : 0; };
    }
    if (op == Op.CMPLT && in[0] instanceof double[] a && in[1] instanceof double[] b) {
      int[] r = (int[]) out;
      return () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] < b[i] ? 1 : 0; };
    }
    if (!(out instanceof int[] r) || !(in[0] instanceof int[] a) || in.length != 2) {
      return null;
    }
    int[] b = (int[]) in[1];
    return switch (op) {
      case ADD -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] + b[i]; };
      case SUB -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] - b[i]; };
      case AND -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] & b[i]; };
      case OR -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] | b[i]; };
      case XOR -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] ^ b[i]; };
      case SHL -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] << b[i]; };
      case SHR -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] >> b[i]; };
      case CMPLT -> () -> { for (int i = 0; i < r.length; i++) r[i] = a[i] < b[i] ? 1 : 0; };
      default -> null;
    };
  }
}
