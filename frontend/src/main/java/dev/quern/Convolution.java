package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolution as a sum of products: windows of the input and the weight are both laid out as {@code
 * (batch, groups, outputs, channels, offsets..., positions...)} by movement, multiplied and summed
 * over channels and offsets. The compiler knows that form, and that of its gradients.
 *
 * <p>Positions come last because the input's gradient is first a product in that layout, whose
 * windows are then added up: so that runs along positions, as input and output do.
 */
final class Convolution {
  private static final int CHANNELS = 3; // the first axis that is summed over

  private Convolution() {}

  /** x is ([N], C, sizes...), weight (O, C / groups, kernel...), bias (O). */
  static Tensor of(String op, int dims, Tensor x, Tensor weight, ConvOptions options) {
    checkRanks(op, dims, x, weight);
    if (x.dim() == dims + 1) {
      return of(op, dims, x.unsqueeze(0), weight, options).squeeze(0);
    }
    checkChannels(op, x.shape(), weight.shape(), options.groups());
    Sliding sliding = Sliding.of(op, dims, kernel(weight, dims), options);
    sliding.check(op, x.shape());
    Operands in = Operands.of(op, x, weight);
    Node windows = grouped(sliding.windows(in.node(0), 0), options.groups(), dims);
    Node filter = spread(in.node(1), options.groups(), dims);
    Shape all = Shapes.broadcast(op, windows.shape(), filter.shape());
    Node product = Nodes.expand(windows, all).times(Nodes.expand(filter, all));
    List<Integer> summed = IntStream.rangeClosed(CHANNELS, CHANNELS + dims).boxed().toList();
    Node sum = Nodes.reduce(Op.ADD, product, summed); // (N, groups, O / groups, positions...)
    return in.result(Nodes.reshape(sum, joined(sum.shape(), weight.shape().size(0))));
  }

  private static int[] kernel(Tensor weight, int dims) {
    return IntStream.range(0, dims).map(i -> weight.size(2 + i)).toArray();
  }

  /** (N, C, positions..., offsets...) to (N, groups, 1, C / groups, offsets..., positions...). */
  private static Node grouped(Node windows, int groups, int dims) {
    List<Size> sizes = new ArrayList<>(windows.shape().sizes());
    long channels = sizes.remove(1).fixed();
    sizes.addAll(1, List.of(Size.of(groups), Size.ONE, Size.of(channels / groups)));
    List<Integer> order = new ArrayList<>(IntStream.range(0, sizes.size()).boxed().toList());
    Collections.rotate(order.subList(CHANNELS + 1, order.size()), dims);
    return Nodes.permute(Nodes.reshape(windows, Shape.of(sizes)), order);
  }

  /** (O, C / groups, kernel...) to (1, groups, O / groups, C / groups, kernel..., ones...). */
  private static Node spread(Node weight, int groups, int dims) {
    List<Size> sizes = new ArrayList<>(weight.shape().sizes());
    long outputs = sizes.remove(0).fixed();
    sizes.addAll(0, List.of(Size.ONE, Size.of(groups), Size.of(outputs / groups)));
    sizes.addAll(Collections.nCopies(dims, Size.ONE));
    return Nodes.reshape(weight, Shape.of(sizes));
  }

  /** (N, groups, O / groups, positions...) to (N, O, positions...). */
  private static Shape joined(Shape shape, Size outputs) {
    return Shapes.joined(
        Shape.of(List.of(shape.size(0), outputs)), Shapes.part(shape, CHANNELS, shape.rank()));
  }

  /** The bias of each output channel, beside as many dims of positions. */
  static Tensor bias(String op, int dims, Tensor weight, Tensor bias) {
    Shapes.check(
        weight.dim() == dims + 2 && bias.shape().equals(Shapes.part(weight.shape(), 0, 1)),
        op,
        () ->
            "the bias must be (O) for a weight (O, ...), got "
                + Shapes.text(bias.shape())
                + " and "
                + Shapes.text(weight.shape()));
    Size[] ones = Collections.nCopies(dims, Size.ONE).toArray(Size[]::new);
    return Movement.reshape(op, bias, Shapes.joined(bias.shape(), Shape.of(List.of(ones))));
  }

  private static void checkRanks(String op, int dims, Tensor x, Tensor weight) {
    Shapes.check(
        (x.dim() == dims + 1 || x.dim() == dims + 2) && weight.dim() == dims + 2,
        op,
        () ->
            "needs input ([N], C, "
                + dims
                + " sizes) and weight (O, C / groups, "
                + dims
                + " sizes), got "
                + Shapes.text(x.shape())
                + " and "
                + Shapes.text(weight.shape()));
    Shapes.check(
        x.dtype().isFloat() && x.dtype() == weight.dtype(),
        op,
        () ->
            "needs input and weight of one float dtype, got "
                + x.dtype()
                + " and "
                + weight.dtype());
  }

  private static void checkChannels(String op, Shape x, Shape weight, int groups) {
    Shapes.check(groups >= 1, op, () -> "groups " + groups + " must be at least 1");
    Shapes.check(
        x.size(1).equals(weight.size(1).times(groups)),
        op,
        () ->
            "weight "
                + Shapes.text(weight)
                + " with "
                + groups
                + " groups needs "
                + weight.size(1).times(groups)
                + " channels, the input "
                + Shapes.text(x)
                + " has "
                + x.size(1));
    Shapes.check(
        weight.size(0).fixed() % groups == 0,
        op,
        () -> "the " + weight.size(0) + " outputs do not divide into " + groups + " groups");
  }
}
