package dev.quern.runtime;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Graphs as the frontend would spell them, over values that a seed decides. */
public final class TestGraphs {
  private final Device device;
  private final Random random = new Random(7);

  public TestGraphs(Device device) {
    this.device = device;
  }

  /** Values around 0. */
  public Node floats(long... sizes) {
    return floats(Memory.Policy.FRESH, sizes);
  }

  public Node floats(Memory.Policy policy, long... sizes) {
    Shape shape = Shape.of(sizes);
    float[] array = new float[(int) shape.elements()];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextGaussian();
    }
    return Transfer.upload(device, shape, array, policy, "floats");
  }

  /** Numbers below a bound. */
  public Node indices(int bound, long... sizes) {
    Shape shape = Shape.of(sizes);
    int[] array = random.ints(shape.elements(), 0, bound).toArray();
    return Transfer.upload(device, shape, array);
  }

  /** A tensor of size 1 along an axis, or without it, repeated along it. */
  public static Node across(Node x, int axis, long size) {
    List<Size> ones = new ArrayList<>(x.shape().sizes());
    ones.add(axis, Size.ONE);
    Shape shape = Shape.of(ones);
    return Nodes.expand(Nodes.reshape(x, shape), shape.with(axis, Size.of(size)));
  }

  /** Over the last axis. */
  public static Node softmax(Node x) {
    int axis = x.shape().rank() - 1;
    long size = x.shape().max(axis);
    Node top = Nodes.reduce(Op.MAX, x, List.of(axis));
    Node exp = Nodes.unary(Op.EXP, x.minus(across(top, axis, size)));
    Node sum = Nodes.reduce(Op.ADD, exp, List.of(axis));
    return exp.over(across(sum, axis, size));
  }

  /** Over the last axis, without scale and shift. */
  public static Node layerNorm(Node x) {
    int axis = x.shape().rank() - 1;
    long size = x.shape().max(axis);
    Node centred = x.minus(across(mean(x, axis, size), axis, size));
    Node variance = mean(centred.times(centred), axis, size);
    Node deviation = Nodes.unary(Op.SQRT, variance.plus(variance.like(1e-5)));
    return centred.over(across(deviation, axis, size));
  }

  private static Node mean(Node x, int axis, long size) {
    Node sum = Nodes.reduce(Op.ADD, x, List.of(axis));
    return sum.over(sum.like((double) size));
  }

  /** (m, k) x (k, n) -> (m, n) */
  public static Node matmul(Node a, Node b) {
    long m = a.shape().max(0);
    long n = b.shape().max(1);
    Node left = across(a, 2, n); // (m, k, n)
    Node right = across(b, 0, m); // (m, k, n)
    return Nodes.reduce(Op.ADD, left.times(right), List.of(1));
  }

  public static Node gelu(Node x) {
    Node half = x.times(x.like(0.5));
    Node erf = Nodes.unary(Op.ERF, x.times(x.like(Math.sqrt(0.5))));
    return half.times(erf.plus(erf.like(1.0)));
  }

  public static Node total(Node x) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      axes.add(axis);
    }
    return Nodes.reduce(Op.ADD, x, axes);
  }

  /** Picks rows. */
  public static Node embedding(Node table, Node indices) {
    return Nodes.gather(table, indices, 0);
  }

  /** 0 below the diagonal's right, -inf above. */
  public static Node causal(long size) {
    Shape square = Shape.of(size, size);
    Node row = Nodes.iota(DType.INT32, square, 0);
    Node column = Nodes.iota(DType.INT32, square, 1);
    Node zero = Nodes.constant(DType.FLOAT32, square, 0);
    return Nodes.where(row.lessThan(column), zero.like(Double.NEGATIVE_INFINITY), zero);
  }
}
