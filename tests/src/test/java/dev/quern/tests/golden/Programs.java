package dev.quern.tests.golden;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small tensor programs, each of which shows one thing that the compiler does. */
final class Programs {
  private Programs() {}

  /** The programs by name, each a graph over slots. */
  static Map<String, List<Node>> all() {
    Map<String, List<Node>> all = new LinkedHashMap<>();
    Node x = input(0, 96, 64);
    Node y = input(1, 96, 64);
    all.put("chain", List.of(Nodes.binary(Op.MAX, x.plus(y).times(x), x.like(0.0))));
    all.put("broadcast", List.of(x.plus(across(input(1, 64), x.shape(), 0))));
    all.put("transpose", List.of(Nodes.permute(x, List.of(1, 0)).plus(input(1, 64, 96))));
    all.put("sum-rows", List.of(sum(input(0, 512, 1024), 1)));
    all.put("sum-columns", List.of(sum(input(0, 512, 1024), 0)));
    all.put("sum-all", List.of(Nodes.reduce(Op.ADD, input(0, 512, 1024), List.of(0, 1))));
    all.put("softmax", List.of(softmax(x)));
    all.put("log-softmax-pick", List.of(pickLoss(x)));
    all.put("layer-norm", List.of(layerNorm(x, input(1, 64))));
    all.put("matmul", List.of(matmul(input(0, 100, 70), input(1, 70, 50))));
    all.put("matmul-epilogue", List.of(activated()));
    all.put("attention-scores", List.of(softmax(matmul(input(0, 64, 32), input(1, 32, 64)))));
    all.put("gather", List.of(gathered()));
    all.put("scatter-add", List.of(scattered()));
    all.put("concat", List.of(Nodes.concat(List.of(x.times(y), y.plus(y)), 1)));
    all.put("updates", updates());
    all.put("window", List.of(windowed()));
    all.put("convolution", List.of(convolved(32, 2)));
    all.put("convolution-depthwise", List.of(depthwise()));
    all.put("random", List.of(dropped(x)));
    return all;
  }

  private static Node input(int slot, long... sizes) {
    return Nodes.slot(DType.FLOAT32, Shape.of(sizes), slot);
  }

  private static Node sum(Node x, int axis) {
    return Nodes.reduce(Op.ADD, x, List.of(axis));
  }

  /** Repeats x along a new axis. */
  private static Node across(Node x, Shape shape, int axis) {
    List<Size> sizes = new ArrayList<>(x.shape().sizes());
    sizes.add(axis, Size.ONE);
    return Nodes.expand(Nodes.reshape(x, Shape.of(sizes)), shape);
  }

  private static Node softmax(Node x) {
    Node max = across(Nodes.reduce(Op.MAX, x, List.of(1)), x.shape(), 1);
    Node e = Nodes.unary(Op.EXP, x.minus(max));
    return e.over(across(sum(e, 1), x.shape(), 1));
  }

  private static Node pickLoss(Node x) {
    Node max = across(Nodes.reduce(Op.MAX, x, List.of(1)), x.shape(), 1);
    Node shifted = x.minus(max);
    Node log = Nodes.unary(Op.LOG, sum(Nodes.unary(Op.EXP, shifted), 1));
    Node target = across(Nodes.slot(DType.INT32, Shape.of(96), 1), x.shape(), 1);
    Node here = Nodes.binary(Op.CMPEQ, Nodes.iota(DType.INT32, x.shape(), 1), target);
    Node picked = sum(Nodes.where(here, shifted, x.like(0.0)), 1);
    return Nodes.reduce(Op.ADD, log.minus(picked), List.of(0));
  }

  private static Node layerNorm(Node x, Node weight) {
    Node mean = sum(x, 1).times(Nodes.constant(DType.FLOAT32, Shape.of(96), 1 / 64.0));
    Node centred = x.minus(across(mean, x.shape(), 1));
    Node variance = sum(centred.times(centred), 1);
    Node scaled = variance.times(variance.like(1 / 64.0)).plus(variance.like(1e-5));
    Node deviation = Nodes.unary(Op.SQRT, scaled);
    return centred.over(across(deviation, x.shape(), 1)).times(across(weight, x.shape(), 0));
  }

  private static Node matmul(Node a, Node b) {
    long m = a.shape().max(0);
    long k = a.shape().max(1);
    long n = b.shape().max(1);
    Shape whole = Shape.of(m, n, k);
    Node left = Nodes.expand(Nodes.reshape(a, Shape.of(m, 1, k)), whole);
    Node turned = Nodes.permute(b, List.of(1, 0));
    Node right = Nodes.expand(Nodes.reshape(turned, Shape.of(1, n, k)), whole);
    return Nodes.reduce(Op.ADD, left.times(right), List.of(2));
  }

  private static Node activated() {
    Node product = matmul(Nodes.unary(Op.TANH, input(0, 100, 70)), input(1, 70, 50));
    Node biased = product.plus(across(input(2, 50), product.shape(), 0));
    return Nodes.binary(Op.MAX, biased, biased.like(0.0));
  }

  private static Node gathered() {
    Node index = Nodes.slot(DType.INT64, Shape.of(12), 1);
    return Nodes.gather(input(0, 65, 32), index, 0);
  }

  private static Node scattered() {
    Node index = Nodes.slot(DType.INT32, Shape.of(12), 1);
    return Nodes.scatterAdd(input(0, 65, 64), index, input(2, 12, 64), 0);
  }

  /** Momentum steps of two parameters of different sizes, which are one kernel. */
  private static List<Node> updates() {
    List<Node> outputs = new ArrayList<>();
    Node rate = Node.variable(DType.FLOAT32, Variable.scalar("rate"));
    long[] sizes = {4096, 130};
    for (int i = 0; i < sizes.length; i++) {
      Node parameter = input(3 * i, sizes[i]);
      Node momentum = input(3 * i + 1, sizes[i]);
      Node gradient = input(3 * i + 2, sizes[i]);
      Node next = momentum.times(momentum.like(0.9)).plus(gradient);
      Node scale = Nodes.expand(Nodes.reshape(rate, Shape.of(1)), parameter.shape());
      outputs.add(Nodes.assign(momentum, next));
      outputs.add(Nodes.assign(parameter, parameter.minus(next.times(scale))));
    }
    return outputs;
  }

  /** A sliding maximum with padding. */
  private static Node windowed() {
    Node x = input(0, 8, 40);
    Arg.Literal lowest = Arg.Literal.of(DType.FLOAT32, Double.NEGATIVE_INFINITY);
    List<Size> widths = List.of(Size.ZERO, Size.ONE);
    Node padded = Nodes.pad(x, widths, widths, lowest);
    Node windows = Nodes.window(padded, new Arg.Window(1, 3, 2, 1));
    return Nodes.reduce(Op.MAX, windows, List.of(2));
  }

  /** Windows of 3 by 3 in padded images, {@code (channels, 20, 20, 3, 3)}. */
  private static Node squares(int channels, int stride) {
    Arg.Literal zero = Arg.Literal.of(DType.FLOAT32, 0.0);
    List<Size> widths = List.of(Size.ZERO, Size.ONE, Size.ONE);
    Node padded = Nodes.pad(input(0, channels, 20 * stride, 20 * stride), widths, widths, zero);
    Node rows = Nodes.window(padded, new Arg.Window(1, 3, stride, 1));
    return Nodes.permute(
        Nodes.window(rows, new Arg.Window(2, 3, stride, 1)), List.of(0, 1, 2, 3, 4));
  }

  private static Node convolved(int outputs, int stride) {
    Node windows = squares(8, stride);
    Shape shape = Shape.of(outputs, 8, 20, 20, 3, 3);
    Node image = Nodes.expand(Nodes.reshape(windows, Shape.of(1, 8, 20, 20, 3, 3)), shape);
    Node weight = Nodes.reshape(input(1, outputs, 8, 3, 3), Shape.of(outputs, 8, 1, 1, 3, 3));
    return Nodes.reduce(Op.ADD, image.times(Nodes.expand(weight, shape)), List.of(1, 4, 5));
  }

  private static Node depthwise() {
    Node windows = squares(16, 1);
    Node weight = Nodes.reshape(input(1, 16, 3, 3), Shape.of(16, 1, 1, 3, 3));
    return Nodes.reduce(
        Op.ADD, windows.times(Nodes.expand(weight, windows.shape())), List.of(3, 4));
  }

  private static Node dropped(Node x) {
    Node stream = Node.variable(DType.INT64, Variable.scalar("stream"));
    Node bits = Nodes.random(x.shape(), stream);
    Node kept = bits.lessThan(bits.like(0L));
    return Nodes.where(kept, x.times(x.like(2.0)), x.like(0.0));
  }
}
