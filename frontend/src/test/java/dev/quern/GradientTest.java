package dev.quern;

import static dev.quern.Values.i;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against finite differences, and gradients of gradients against those of gradients. */
final class GradientTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 2e-8;

  @BeforeEach
  void device() {
    Values.onReference();
  }

  /** A function of tensors, with values that it is smooth at. */
  interface Composition extends Function<List<Tensor>, Tensor> {}

  private static Arguments one(String name, Function<Tensor, Tensor> function, double... at) {
    Composition composition = in -> function.apply(in.get(0));
    return of(name, composition, List.<double[]>of(at));
  }

  private static Arguments two(String name, Composition composition, double[] x, double[] y) {
    return of(name, composition, List.of(x, y));
  }

  private static double[] d(double... values) {
    return values;
  }

  private static final double[] SIX = {0.3, -1.2, 2.1, 0.7, -0.4, 1.6};
  private static final double[] TWELVE = {
    0.9, -0.2, 1.3, 0.1, -1.7, 0.6, 0.45, -0.8, 1.1, -0.35, 0.25, 2.2
  };

  static Stream<Arguments> elementwise() {
    return Stream.of(
        one("neg", Tensor::neg, 1, -2),
        one("abs", Tensor::abs, 1, -2),
        one("sqrt", Tensor::sqrt, 1, 4),
        one("rsqrt", Tensor::rsqrt, 1, 4),
        one("reciprocal", Tensor::reciprocal, 1, -4),
        one("exp", Tensor::exp, 1, -2),
        one("expm1", Tensor::expm1, 1, -2),
        one("log", Tensor::log, 1, 3),
        one("log1p", Tensor::log1p, 1, 3),
        one("sin", Tensor::sin, 1, -2),
        one("cos", Tensor::cos, 1, -2),
        one("tanh", Tensor::tanh, 1, -0.2),
        one("erf", Tensor::erf, 1, -0.2),
        one("sigmoid", Tensor::sigmoid, 1, -2),
        one("silu", Tensor::silu, 1, -2),
        one("softplus", Tensor::softplus, 1, -2),
        one("relu", Tensor::relu, 1, -2),
        one("leakyRelu", x -> x.leakyRelu(0.1), 1, -2),
        one("elu", x -> x.elu(0.7), 1, -2),
        one("gelu", Tensor::gelu, 1, -2),
        one("gelu by tanh", x -> x.gelu(Approximation.TANH), 1, -2, 0.3),
        one("clamp", x -> x.clamp(-1, 1), 0.5, -2, 3),
        one(
            "floor and round and sign are flat",
            x -> x.floor().add(x.round()).add(x.sign()).add(x),
            0.7,
            -2.2),
        one("pow by 3", x -> x.pow(3), 1, -2),
        one("pow by 1.5", x -> x.pow(1.5), 1, 2),
        one("pow by -2", x -> x.pow(-2), 1, -2),
        one("rsub div of numbers", x -> x.rsub(3).div(2).mul(-4).sub(1), 1, -2),
        one("remainder of a number", x -> x.remainder(2), 1.3, -2.2),
        one("cast there and back", x -> x.to(DType.FLOAT64).mul(x), 1, -2),
        one("contiguous and clone", x -> x.contiguous().mul(x.clone()), 1, -2),
        one("fma", GradientTest::fma, 1, -2),
        two("add broadcasts", in -> in.get(0).reshape(2, 1).add(in.get(1)), d(1, 2), d(3, 4, 5)),
        two("sub broadcasts", in -> in.get(0).sub(in.get(1)), d(1, 2), d(3)),
        two("mul", in -> in.get(0).mul(in.get(1)), d(1, 2), d(3, 4)),
        two("div", in -> in.get(0).div(in.get(1)), d(1, 2), d(3, -4)),
        two("pow", in -> in.get(0).pow(in.get(1)), d(1, 2), d(3, -4)),
        two("fmod", in -> in.get(0).fmod(in.get(1)), d(7.2, -5.1), d(3, 2)),
        two(
            "maximum minimum",
            in -> in.get(0).maximum(in.get(1)).mul(in.get(0).minimum(in.get(1))),
            d(1, 5),
            d(3, 4)),
        two("where", in -> Tensor.where(t(1, 0).gt(0), in.get(0), in.get(1)), d(1, 5), d(3, 4)),
        two("lerp", in -> in.get(0).lerp(in.get(1), 0.3), d(1, 5), d(3, 4)));
  }

  private static Tensor fma(Tensor x) {
    Operands in = Operands.of("fma", x, x, x);
    return in.result(Nodes.fma(in.node(0), in.node(1), in.node(2)));
  }

  static Stream<Arguments> reductions() {
    return Stream.of(
        one("sum", x -> x.reshape(2, 3).sum(1), SIX),
        one("mean", x -> x.reshape(2, 3).mean(0, true), SIX),
        one("prod", x -> x.reshape(2, 3).prod(1), SIX),
        one("prod with zeros", x -> x.reshape(2, 3).prod(0), 0, -1.2, 0, 0.7, -0.4, 0),
        one("prod over outer dims", x -> x.reshape(2, 3, 2).permute(1, 0, 2).prod(0, 2), TWELVE),
        one("var", x -> x.reshape(2, 3).var(1), SIX),
        one("std", x -> x.reshape(2, 3).std(0), SIX),
        one("norm", x -> x.norm(), SIX),
        one("amax", x -> x.reshape(2, 3).amax(1), SIX),
        one("amin", x -> x.reshape(2, 3).amin(0, true), SIX),
        one("max along a dim", x -> x.reshape(2, 3).max(1).values(), SIX),
        one("softmax", x -> x.reshape(2, 3).softmax(1), SIX),
        one("logSoftmax", x -> x.reshape(2, 3).logSoftmax(0), SIX),
        one("logsumexp", x -> x.reshape(2, 3).logsumexp(1, true), SIX),
        one("layerNorm", x -> x.reshape(2, 3).layerNorm(new int[] {3}, 1e-5), SIX),
        one("rmsNorm", x -> x.reshape(2, 3).rmsNorm(new int[] {3}, 1e-5), SIX),
        two(
            "layerNorm with weight",
            in -> in.get(0).reshape(2, 3).layerNorm(new int[] {3}, in.get(1), 1e-5),
            SIX,
            d(1, 2, 3)),
        one("crossEntropy", x -> x.reshape(2, 3).crossEntropy(i(2, 0)), SIX),
        one(
            "crossEntropy with ignored targets",
            x -> x.reshape(2, 3).crossEntropy(i(2, -100)),
            SIX),
        one(
            "crossEntropy of probabilities",
            x -> x.reshape(2, 3).crossEntropy(Tensor.full(new int[] {2, 3}, 1. / 3, DType.FLOAT64)),
            SIX),
        one(
            "binaryCrossEntropyWithLogits",
            x -> x.binaryCrossEntropyWithLogits(t(1, 0, 1, 0, 1, 0), Reduction.NONE),
            SIX),
        two("mseLoss", in -> in.get(0).mseLoss(in.get(1)), d(1, 2), d(4, 3)),
        two("l1Loss", in -> in.get(0).l1Loss(in.get(1), Reduction.MEAN), d(1, 5), d(4, 3)));
  }

  static Stream<Arguments> movement() {
    return Stream.of(
        one("reshape", x -> x.reshape(3, 2).mul(x.reshape(3, 2)), SIX),
        one("permute", x -> x.reshape(2, 3, 2).permute(2, 0, 1), TWELVE),
        one("transpose", x -> x.reshape(2, 3).transpose(0, 1), SIX),
        one("expand", x -> x.reshape(2, 1, 3).expand(2, 4, 3), SIX),
        one("repeat", x -> x.reshape(2, 3).repeat(2, 1, 2), SIX),
        one("flip", x -> x.reshape(2, 3).flip(0, 1), SIX),
        one("narrow", x -> x.reshape(2, 3).narrow(1, 1, 2), SIX),
        one("slice with a step", x -> x.slice(0, 1, 12, 3), TWELVE),
        one("slice with a step to the end", x -> x.slice(0, 0, 12, 2), TWELVE),
        one(
            "slices of both dims",
            x -> x.reshape(3, 4).slice(0, 0, 3, 2).slice(1, 1, 4, 2),
            TWELVE),
        one("select", x -> x.reshape(2, 3).select(1, 1), SIX),
        one("split and cat", x -> Tensor.cat(x.reshape(2, 3).split(2, 1), 0 + 1).mul(2), SIX),
        one("pad", x -> x.reshape(2, 3).pad(new int[] {1, 2, 0, 1}, 5), SIX),
        one("tril", x -> x.reshape(2, 3).tril(), SIX),
        one("unfold", x -> x.unfold(0, 3, 1), SIX),
        one("unfold with a stride", x -> x.unfold(0, 3, 2), TWELVE),
        one("unfold with a stride above its size", x -> x.unfold(0, 2, 3), TWELVE),
        one("unfold of a middle dim", x -> x.reshape(2, 3, 2).unfold(1, 2, 1), TWELVE),
        one("unfold that is dilated", GradientTest::dilated, TWELVE),
        two("stack", in -> Tensor.stack(in, 1), d(1, 2), d(3, 4)),
        two(
            "selectScatter",
            in -> in.get(0).reshape(2, 3).selectScatter(in.get(1), 0, 1),
            SIX,
            d(1, 2, 3)),
        two("sliceScatter", in -> in.get(0).sliceScatter(in.get(1), 0, 1, 3), SIX, d(1, 2)));
  }

  private static Tensor dilated(Tensor x) {
    Operands in = Operands.of("window", x);
    return in.result(Nodes.window(in.node(0), new dev.quern.compiler.ir.Arg.Window(0, 3, 2, 3)));
  }

  static Stream<Arguments> structured() {
    return Stream.of(
        two("matmul", in -> in.get(0).reshape(2, 3).matmul(in.get(1).reshape(3, 4)), SIX, TWELVE),
        two(
            "matmul of batches",
            in -> in.get(0).reshape(2, 1, 3).matmul(in.get(1).reshape(2, 3, 2)),
            SIX,
            TWELVE),
        two(
            "matmul of a broadcast batch",
            in -> in.get(0).reshape(2, 3).matmul(in.get(1).reshape(2, 3, 2)),
            SIX,
            TWELVE),
        two("matmul of vectors", in -> in.get(0).matmul(in.get(1)), SIX, SIX.clone()),
        two(
            "linear",
            in -> in.get(0).reshape(1, 2, 3).linear(in.get(1).reshape(4, 3)),
            SIX,
            TWELVE),
        two(
            "conv1d with everything",
            in ->
                in.get(0)
                    .reshape(1, 2, 6)
                    .conv1d(
                        in.get(1).reshape(2, 1, 3),
                        new ConvOptions(List.of(2), List.of(3), List.of(3), 2)),
            TWELVE,
            SIX),
        two(
            "conv2d",
            in -> in.get(0).reshape(1, 3, 4).conv2d(in.get(1).reshape(1, 1, 2, 3)),
            TWELVE,
            SIX),
        two(
            "conv2d with strides",
            in ->
                in.get(0)
                    .reshape(1, 3, 4)
                    .conv2d(
                        in.get(1).reshape(1, 1, 3, 2),
                        ConvOptions.DEFAULT.withStride(2, 3).withPadding(1)),
            TWELVE,
            SIX),
        one("maxPool2d", x -> x.reshape(1, 3, 4).maxPool2d(2, 1, 1), TWELVE),
        one("maxPool2d of whole windows", x -> x.reshape(1, 3, 4).maxPool2d(3, 3, 0), TWELVE),
        one("avgPool2d", x -> x.reshape(1, 3, 4).avgPool2d(2, 2, 1), TWELVE),
        one("adaptiveAvgPool2d", x -> x.reshape(1, 3, 4).adaptiveAvgPool2d(2), TWELVE),
        one("batchNorm", x -> x.reshape(2, 2, 3).batchNorm(1e-5), TWELVE),
        one("a product with itself", x -> x.reshape(2, 3).matmul(x.reshape(3, 2)), SIX),
        one("attention", GradientTest::attention, TWELVE),
        one(
            "gather",
            x -> x.reshape(2, 3).gather(1, Tensor.of(new long[][] {{2, 0, 2}, {1, 1, 1}})),
            SIX),
        one(
            "gather of one per row",
            x -> x.reshape(2, 3).gather(1, Tensor.of(new long[][] {{2}, {0}})),
            SIX),
        one("embedding", x -> i(1, 0, 1).embedding(x.reshape(2, 3)), SIX),
        one("indexSelect", x -> x.reshape(2, 3).indexSelect(1, i(2, 2, 0)), SIX),
        one(
            "embedding beside another use",
            x -> i(1, 0, 1).embedding(x.reshape(2, 3)).sum(0).mul(x.reshape(2, 3)),
            SIX),
        two(
            "indexAdd",
            in -> in.get(0).reshape(3, 2).indexAdd(0, i(2, 2), in.get(1).reshape(2, 2)),
            SIX,
            d(1, 2, 3, 4)),
        two("scatterAdd", in -> in.get(0).scatterAdd(0, i(2, 2), in.get(1)), SIX, d(1, 2)));
  }

  private static Tensor attention(Tensor x) {
    Tensor q = x.reshape(2, 3, 2);
    return Tensor.scaledDotProductAttention(q, q.mul(2), q.flip(2), AttentionOptions.CAUSAL);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"elementwise", "reductions", "movement", "structured"})
  void equalsTheFiniteDifference(String name, Composition composition, List<double[]> at) {
    check(composition, at);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"elementwise", "reductions", "movement", "structured"})
  void hasItselfTheRightGradient(String name, Composition composition, List<double[]> at) {
    check(in -> gradientOfSquares(composition, in), at);
  }

  /** The gradients of a scalar that is not linear in the composition's values, laid end to end. */
  private static Tensor gradientOfSquares(Composition composition, List<Tensor> in) {
    return Autograd.enableGrad(
        () -> {
          List<Tensor> leaves =
              in.stream().map(x -> x.requiresGrad() ? x : x.detach().requiresGrad_()).toList();
          Tensor y = composition.apply(leaves);
          Tensor scalar = y.mul(y).mul(0.5).add(y).sum();
          return Tensor.cat(Autograd.grad(scalar, leaves, true), 0);
        });
  }

  /**
   * Compares the gradient of a weighted sum with differences of it, one input element at a time.
   */
  private static void check(Composition composition, List<double[]> at) {
    List<Tensor> inputs = at.stream().map(x -> Tensor.of(x).requiresGrad_()).toList();
    Tensor y = composition.apply(inputs);
    Tensor weights =
        Tensor.arange(y.numel())
            .to(DType.FLOAT64)
            .mul(0.37)
            .sin()
            .add(1.5)
            .reshape(y.shape().toArray())
            .realize();
    y.mul(weights).sum().backward();
    for (int k = 0; k < inputs.size(); k++) {
      double[] gradient = inputs.get(k).grad().toDoubleArray();
      for (int e = 0; e < gradient.length; e++) {
        double up = shifted(composition, at, weights, k, e, STEP);
        double down = shifted(composition, at, weights, k, e, -STEP);
        double difference = (up - down) / (2 * STEP);
        double scale = Math.max(1, Math.abs(difference));
        assertEquals(difference, gradient[e], scale * TOLERANCE, "input " + k + ", element " + e);
      }
    }
  }

  private static double shifted(
      Composition composition, List<double[]> at, Tensor weights, int k, int e, double step) {
    List<Tensor> inputs = new ArrayList<>();
    for (int j = 0; j < at.size(); j++) {
      double[] x = at.get(j).clone();
      x[e < x.length && j == k ? e : 0] += j == k ? step : 0;
      inputs.add(Tensor.of(x));
    }
    return composition.apply(inputs).detach().mul(weights).sum().item();
  }
}
