package dev.quern;

import static dev.quern.Values.assertValues;
import static dev.quern.Values.f;
import static dev.quern.Values.i;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.compiler.ir.DType;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of tensor methods, worked out by hand or taken from PyTorch's documentation. */
final class TensorValuesTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  @BeforeEach
  void device() {
    Values.onReference();
  }

  private static Arguments row(String name, Supplier<Tensor> actual, Object expected) {
    return of(name, actual, expected);
  }

  private static Tensor m(double[]... rows) {
    return Tensor.of(rows);
  }

  private static Tensor grid() { // 0 1 2 / 3 4 5
    return Tensor.arange(6).to(DType.FLOAT64).reshape(2, 3);
  }

  private static double[] d(double... values) {
    return values;
  }

  static Stream<Arguments> elementwise() {
    return Stream.of(
        row(
            "add broadcasts",
            () -> m(d(1, 2), d(3, 4)).add(t(10, 20)),
            new double[][] {{11, 22}, {13, 24}}),
        row("sub of a number", () -> t(1, 2).sub(0.5), d(0.5, 1.5)),
        row("rsub", () -> t(1, 2).rsub(1), d(0, -1)),
        row("div of integers is real", () -> i(1, 3).div(2), d(0.5, 1.5)),
        row("div by zero", () -> t(1, -1, 0).div(t(0, 0, 0)), d(INF, -INF, NAN)),
        row(
            "floorDivide of integers",
            () -> i(7, -7, 7, -7).floorDivide(i(2, 2, -2, -2)),
            d(3, -4, -4, 3)),
        row(
            "remainder has the divisor's sign",
            () -> i(7, -7, 7, -7).remainder(i(3, 3, -3, -3)),
            d(1, 2, -2, -1)),
        row("remainder of floats", () -> t(5.5, -5.5).remainder(2), d(1.5, 0.5)),
        row("fmod has the dividend's sign", () -> i(7, -7).fmod(3), d(1, -1)),
        row(
            "pow by numbers",
            () ->
                Tensor.stack(
                    List.of(t(4).pow(2), t(4).pow(0.5), t(4).pow(-1), t(4).pow(1.5), t(4).pow(0)),
                    0),
            new double[][] {{16}, {2}, {0.25}, {8}, {1}}),
        row("pow of integers", () -> i(3, -2).pow(3), d(27, -8)),
        row("pow of tensors", () -> t(2, 3).pow(t(3, 2)), d(8, 9)),
        row("maximum propagates NaN", () -> t(1, NAN, 3).maximum(t(2, 2, 2)), d(2, NAN, 3)),
        row("minimum", () -> t(1, 5).minimum(t(2, 2)), d(1, 2)),
        row("abs neg sign", () -> t(-2, 0, 3).abs().neg().mul(t(-2, 0, 3).sign()), d(2, 0, -3)),
        row(
            "floor ceil",
            () -> Tensor.stack(List.of(t(-1.5, 1.5).floor(), t(-1.5, 1.5).ceil()), 0),
            new double[][] {{-2, 1}, {-1, 2}}),
        row("trunc", () -> t(-1.7, 1.7).trunc(), d(-1, 1)),
        row(
            "round takes ties to even",
            () -> t(0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6).round(),
            d(0, 2, 2, 0, -2, 2, 3)),
        row("clamp", () -> t(-2, 0.5, 9, NAN).clamp(-1, 1), d(-1, 0.5, 1, NAN)),
        row("clampMin of integers", () -> i(-2, 5).clampMin(0), d(0, 5)),
        row(
            "sqrt rsqrt reciprocal",
            () -> t(4).sqrt().add(t(4).rsqrt()).add(t(4).reciprocal()),
            d(2.75)),
        row("exp log", () -> t(0, 1).exp().log(), d(0, 1)),
        row("log1p is right near zero", () -> t(1e-20, 0, 1).log1p(), d(1e-20, 0, Math.log(2))),
        row(
            "expm1 is right near zero",
            () -> t(1e-20, 0, -INF, INF, 1).expm1(),
            d(1e-20, 0, -1, INF, Math.E - 1)),
        row("lerp", () -> t(0, 10).lerp(t(10, 20), 0.5), d(5, 15)),
        row("addcmul addcdiv", () -> t(1).addcmul(t(2), t(3), 2).addcdiv(t(1), t(4), 2), d(13.5)),
        row("sigmoid far out", () -> t(-1000, 0, 1000).sigmoid(), d(0, 0.5, 1)),
        row("relu", () -> t(-1, 0, 2, NAN).relu(), d(0, 0, 2, NAN)),
        row("leakyRelu", () -> t(-2, 2).leakyRelu(0.1), d(-0.2, 2)),
        row("elu", () -> t(-1, 1000).elu(2), d(2 * Math.expm1(-1), 1000)),
        row("softplus far out", () -> t(-1000, 0, 1000).softplus(), d(0, Math.log(2), 1000)),
        row("silu", () -> t(0, 1).silu(), d(0, 1 / (1 + Math.exp(-1)))),
        row("comparison is false for NaN", () -> t(1, NAN).le(t(1, NAN)).to(DType.INT64), d(1, 0)),
        row("ne is true for NaN", () -> t(NAN).ne(t(NAN)).to(DType.INT64), d(1)),
        row(
            "ge gt lt of integers",
            () ->
                i(1, 2, 3)
                    .ge(2)
                    .logicalAnd(i(1, 2, 3).lt(3))
                    .logicalOr(i(1, 2, 3).gt(2))
                    .to(DType.INT64),
            d(0, 1, 1)),
        row(
            "logicalXor logicalNot",
            () -> t(0, 2).logicalXor(t(1, 1)).logicalNot().to(DType.INT64),
            d(0, 1)),
        row(
            "isnan isinf isfinite",
            () ->
                Tensor.stack(
                        List.of(
                            t(NAN, INF, 1).isnan(),
                            t(NAN, INF, 1).isinf(),
                            t(NAN, INF, 1).isfinite()),
                        0)
                    .to(DType.INT64),
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
        row(
            "bitwise",
            () ->
                i(6).bitwiseAnd(i(3))
                    .add(i(6).bitwiseOr(i(3)).mul(10))
                    .add(i(6).bitwiseXor(i(3)).mul(100)),
            d(572)),
        row("where", () -> Tensor.where(t(1, 0).gt(0), t(1, 1), t(9, 9)), d(1, 9)),
        row("maskedFill", () -> t(1, 2).maskedFill(t(1, 2).gt(1), -1), d(1, -1)));
  }

  static Stream<Arguments> reductions() {
    return Stream.of(
        row("sum of all", () -> grid().sum(), 15),
        row("sum over a dim", () -> grid().sum(0), d(3, 5, 7)),
        row("sum keeps the dim", () -> grid().sum(-1, true), new double[][] {{3}, {12}}),
        row("sum of bools counts", () -> grid().gt(2).sum(), 3),
        row("mean", () -> grid().mean(1), d(1, 4)),
        row("prod", () -> grid().prod(1), d(0, 60)),
        row("var is unbiased", () -> grid().var(1), d(1, 1)),
        row(
            "std",
            () -> grid().std(new int[] {1}, 0, false),
            d(Math.sqrt(2. / 3), Math.sqrt(2. / 3))),
        row("norm", () -> t(3, 4).norm(), 5),
        row("max min of all", () -> grid().max().sub(grid().min()), 5),
        row("amax", () -> grid().amax(0), d(3, 4, 5)),
        row("max of integers", () -> i(-5, -3).max(), -3),
        row("max along a dim", () -> m(d(1, 7, 7), d(4, 2, 0)).max(1).values(), d(7, 4)),
        row("its first position", () -> m(d(1, 7, 7), d(4, 2, 0)).max(1).indices(), d(1, 0)),
        row("argmax of all", () -> grid().argmax(), 5),
        row("argmax finds NaN", () -> t(1, NAN, 9).argmax(), 1),
        row("argmin", () -> m(d(1, 0), d(-1, 3)).argmin(1), d(1, 0)),
        row(
            "any all",
            () -> Tensor.stack(List.of(grid().any(1), grid().all(1)), 0).to(DType.INT64),
            new double[][] {{1, 1}, {0, 1}}),
        row("softmax", () -> t(0, Math.log(3)).softmax(0), d(0.25, 0.75)),
        row("softmax of large numbers", () -> t(1000, 1000).softmax(-1), d(0.5, 0.5)),
        row("logSoftmax", () -> t(0, Math.log(3)).logSoftmax(0), d(Math.log(0.25), Math.log(0.75))),
        row("logsumexp", () -> t(1000, 1000).logsumexp(0, false), 1000 + Math.log(2)),
        row("logsumexp of nothing but -inf", () -> t(-INF, -INF).logsumexp(0, false), -INF));
  }

  static Stream<Arguments> movement() {
    return Stream.of(
        row("reshape", () -> grid().reshape(3, -1), new double[][] {{0, 1}, {2, 3}, {4, 5}}),
        row("transpose", () -> grid().transpose(0, 1), new double[][] {{0, 3}, {1, 4}, {2, 5}}),
        row("t", () -> grid().t(), new double[][] {{0, 3}, {1, 4}, {2, 5}}),
        row(
            "permute",
            () -> grid().reshape(1, 2, 3).permute(2, 0, 1),
            new double[][][] {{{0, 3}}, {{1, 4}}, {{2, 5}}}),
        row(
            "unsqueeze squeeze",
            () -> t(1, 2).unsqueeze(0).unsqueeze(-1).squeeze(0),
            new double[][] {{1}, {2}}),
        row("squeeze of all", () -> t(1, 2).reshape(1, 2, 1).squeeze(), d(1, 2)),
        row("expand", () -> t(1, 2).unsqueeze(1).expand(-1, 2), new double[][] {{1, 1}, {2, 2}}),
        row("expand adds dims", () -> t(1, 2).expand(2, 2), new double[][] {{1, 2}, {1, 2}}),
        row("repeat", () -> t(1, 2).repeat(2, 2), new double[][] {{1, 2, 1, 2}, {1, 2, 1, 2}}),
        row(
            "flatten",
            () -> grid().reshape(1, 2, 3).flatten(0, 1),
            new double[][] {{0, 1, 2}, {3, 4, 5}}),
        row("unflatten", () -> t(1, 2, 3, 4).unflatten(0, 2, 2), new double[][] {{1, 2}, {3, 4}}),
        row("narrow", () -> grid().narrow(1, 1, 2), new double[][] {{1, 2}, {4, 5}}),
        row("select get", () -> grid().select(1, -1).add(grid().get(0).sum()), d(5, 8)),
        row("slice", () -> t(0, 1, 2, 3, 4).slice(0, -4, 5, 2), d(1, 3)),
        row("slice that is empty", () -> t(0, 1).slice(0, 5, 9), new double[0]),
        row("split", () -> t(0, 1, 2, 3, 4).split(2, 0).get(2), d(4)),
        row("split by sizes", () -> t(0, 1, 2).split(new int[] {1, 2}, 0).get(1), d(1, 2)),
        row("chunk", () -> t(0, 1, 2, 3, 4).chunk(2, 0).get(1), d(3, 4)),
        row(
            "cat",
            () -> Tensor.cat(List.of(grid(), grid().narrow(0, 0, 1)), 0),
            new double[][] {{0, 1, 2}, {3, 4, 5}, {0, 1, 2}}),
        row("cat promotes", () -> Tensor.cat(List.of(i(1), t(0.5)), 0), d(1, 0.5)),
        row(
            "stack",
            () -> Tensor.stack(List.of(t(1, 2), t(3, 4)), 1),
            new double[][] {{1, 3}, {2, 4}}),
        row("flip", () -> grid().flip(1), new double[][] {{2, 1, 0}, {5, 4, 3}}),
        row(
            "pad from the last dim",
            () -> grid().pad(new int[] {1, 0, 0, 1}, 9),
            new double[][] {{9, 0, 1, 2}, {9, 3, 4, 5}, {9, 9, 9, 9}}),
        row("pad that cuts off", () -> t(1, 2, 3).pad(new int[] {-1, 1}, 0), d(2, 3, 0)),
        row(
            "tril",
            () -> Tensor.ones(DType.FLOAT64, 2, 3).tril(),
            new double[][] {{1, 0, 0}, {1, 1, 0}}),
        row(
            "triu with a diagonal",
            () -> Tensor.ones(DType.FLOAT64, 2, 3).triu(1),
            new double[][] {{0, 1, 1}, {0, 0, 1}}),
        row(
            "unfold",
            () -> t(0, 1, 2, 3, 4).unfold(0, 3, 2),
            new double[][] {{0, 1, 2}, {2, 3, 4}}),
        row(
            "selectScatter",
            () -> grid().selectScatter(t(9, 9, 9), 0, 1),
            new double[][] {{0, 1, 2}, {9, 9, 9}}),
        row(
            "sliceScatter",
            () -> grid().sliceScatter(t(9), 1, 1, 3),
            new double[][] {{0, 9, 9}, {3, 9, 9}}));
  }

  static Stream<Arguments> products() {
    return Stream.of(
        row("matrix x matrix", () -> grid().matmul(grid().t()), new double[][] {{5, 14}, {14, 50}}),
        row("vector x vector", () -> t(1, 2).matmul(t(3, 4)), 11),
        row("matrix x vector", () -> grid().matmul(t(1, 1, 1)), d(3, 12)),
        row("vector x matrix", () -> t(1, 1).matmul(grid()), d(3, 5, 7)),
        row(
            "batches broadcast",
            () -> grid().reshape(2, 1, 3).matmul(grid().t()),
            new double[][][] {{{5, 14}}, {{14, 50}}}),
        row(
            "vector x batch",
            () -> t(1, 1).matmul(grid().reshape(1, 2, 3)),
            new double[][] {{3, 5, 7}}),
        row(
            "bmm",
            () -> grid().reshape(2, 1, 3).bmm(grid().reshape(2, 3, 1)),
            new double[][][] {{{5}}, {{50}}}),
        row("of integers", () -> i(1, 2).matmul(i(3, 4)), 11),
        row("outer", () -> t(1, 2).outer(t(3, 4)), new double[][] {{3, 4}, {6, 8}}),
        row("linear", () -> t(1, 2).linear(m(d(1, 1), d(0, 2)), t(10, 20)), d(13, 24)),
        row("addmm", () -> t(1, 1).addmm(grid(), grid().t()), new double[][] {{6, 15}, {15, 51}}),
        row(
            "over an empty dim",
            () -> Tensor.zeros(DType.FLOAT64, 2, 0).matmul(Tensor.zeros(DType.FLOAT64, 0, 1)),
            new double[][] {{0}, {0}}));
  }

  static Stream<Arguments> indexing() {
    return Stream.of(
        row(
            "gather",
            () -> grid().gather(1, Tensor.of(new long[][] {{2, 0}, {1, 1}})),
            new double[][] {{2, 0}, {4, 4}}),
        row(
            "gather of one per row",
            () -> grid().gather(1, Tensor.of(new long[][] {{2}, {0}})),
            new double[][] {{2}, {3}}),
        row(
            "gather along the first dim",
            () -> grid().gather(0, Tensor.of(new long[][] {{1, 0, 1}})),
            new double[][] {{3, 1, 5}}),
        row(
            "gather of a smaller index",
            () -> grid().gather(1, Tensor.of(new long[][] {{2, 2}})),
            new double[][] {{2, 2}}),
        row("scatterAdd", () -> t(0, 0, 0).scatterAdd(0, i(2, 0, 2), t(1, 2, 3)), d(2, 0, 4)),
        row("indexSelect", () -> grid().indexSelect(1, i(2, 0)), new double[][] {{2, 0}, {5, 3}}),
        row("indexAdd", () -> t(1, 1).indexAdd(0, i(1, 1), t(2, 3)), d(1, 6)),
        row(
            "embedding",
            () -> Tensor.of(new int[][] {{1, 0}}).embedding(grid()),
            new double[][][] {{{3, 4, 5}, {0, 1, 2}}}),
        row("oneHot", () -> i(2, 0).oneHot(3), new double[][] {{0, 0, 1}, {1, 0, 0}}));
  }

  static Stream<Arguments> losses() {
    double half = Math.log(2);
    return Stream.of(
        row("crossEntropy", () -> Tensor.zeros(DType.FLOAT64, 2, 2).crossEntropy(i(0, 1)), half),
        row(
            "crossEntropy by numbers in int32",
            () -> Tensor.zeros(DType.FLOAT64, 2, 2).crossEntropy(Tensor.of(new int[] {0, 1})),
            half),
        row(
            "crossEntropy leaves out ignored targets",
            () -> m(d(0, 0), d(0, 100)).crossEntropy(i(0, -100)),
            half),
        row(
            "crossEntropy unreduced",
            () -> m(d(0, 0), d(0, 0)).crossEntropy(i(0, -100), -100, Reduction.NONE),
            d(half, 0)),
        row("crossEntropy of probabilities", () -> m(d(0, 0)).crossEntropy(m(d(0.5, 0.5))), half),
        row(
            "crossEntropy with further dims",
            () ->
                Tensor.zeros(DType.FLOAT64, 1, 2, 3)
                    .crossEntropy(Tensor.of(new long[][] {{0, 1, 0}}), -100, Reduction.SUM),
            3 * half),
        row("nllLoss", () -> m(d(-1, -2)).nllLoss(i(1)), 2),
        row("mseLoss", () -> t(1, 3).mseLoss(t(0, 0)), 5),
        row("l1Loss", () -> t(1, -3).l1Loss(t(0, 0), Reduction.SUM), 4),
        row(
            "binaryCrossEntropyWithLogits",
            () -> t(0).binaryCrossEntropyWithLogits(t(1), Reduction.MEAN),
            half),
        row("layerNorm", () -> t(1, 3).layerNorm(new int[] {2}, 0), d(-1, 1)),
        row(
            "layerNorm with weight and bias",
            () -> t(1, 3).layerNorm(new int[] {2}, t(2, 2), t(1, 1), 0),
            d(-1, 3)),
        row(
            "rmsNorm",
            () -> t(3, 4).rmsNorm(new int[] {2}, 0),
            d(3 / Math.sqrt(12.5), 4 / Math.sqrt(12.5))));
  }

  static Stream<Arguments> creation() {
    return Stream.of(
        row(
            "of copies nested arrays",
            () -> Tensor.of(new float[][] {{1, 2}, {3, 4}}),
            new double[][] {{1, 2}, {3, 4}}),
        row("arange", () -> Tensor.arange(2, 8, 3), d(2, 5)),
        row("arange of fractions", () -> Tensor.arange(0, 1, 0.25), d(0, 0.25, 0.5, 0.75)),
        row("linspace", () -> Tensor.linspace(0, 1, 3), d(0, 0.5, 1)),
        row("eye", () -> Tensor.eye(2, 3), new double[][] {{1, 0, 0}, {0, 1, 0}}),
        row("full", () -> Tensor.full(new int[] {2}, 7), d(7, 7)),
        row("zerosLike onesLike", () -> t(5).zerosLike().add(t(5).onesLike()), d(1)),
        row("randint stays within its range", () -> Tensor.randint(3, 4, 2), d(3, 3)),
        row("randperm holds each number", () -> Tensor.randperm(10).sum(), 45),
        row("a cast to integer truncates", () -> t(-1.9, 1.9).to(DType.INT32), d(-1, 1)),
        row(
            "a cast to bool compares with zero",
            () -> t(0, 0.5).to(DType.BOOL).to(DType.INT32),
            d(0, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "elementwise",
    "reductions",
    "movement",
    "products",
    "indexing",
    "losses",
    "creation"
  })
  void hasTheExpectedValue(String name, Supplier<Tensor> actual, Object expected) {
    assertValues(expected, actual.get());
  }

  static Stream<Arguments> dtypes() {
    return Stream.of(
        promoted("int + float tensor", () -> i(1).add(f(1)), DType.FLOAT32),
        promoted("int + fraction", () -> i(1).add(1.5), DType.FLOAT32),
        promoted("int + whole number", () -> Tensor.of(new int[] {1}).add(1L), DType.INT32),
        promoted("bool + whole number", () -> t(1).gt(0).add(1), DType.INT64),
        promoted("float32 + float64", () -> f(1).add(t(1)), DType.FLOAT64),
        promoted("float32 + scalar float64", () -> f(1).add(t(1).reshape()), DType.FLOAT32),
        promoted("int + scalar float64", () -> i(1).add(t(1).reshape()), DType.FLOAT64),
        promoted("int32 + int64", () -> Tensor.of(new int[] {1}).add(i(1)), DType.INT64),
        promoted("two scalars", () -> Tensor.scalar(1).add(Tensor.scalar(1.0)), DType.FLOAT32),
        promoted("sum of int32", () -> Tensor.of(new int[] {1}).sum(), DType.INT64),
        promoted("argmax", () -> t(1).argmax(), DType.INT64),
        promoted("exp of int", () -> i(1).exp(), DType.FLOAT32),
        promoted("comparison", () -> i(1).lt(2), DType.BOOL),
        promoted("arange", () -> Tensor.arange(3), DType.INT64),
        promoted("arange of fractions", () -> Tensor.arange(3.0), DType.FLOAT32),
        promoted("rand", () -> Tensor.rand(2), DType.FLOAT32));
  }

  private static Arguments promoted(String name, Supplier<Tensor> actual, DType expected) {
    return of(name, actual, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dtypes")
  void hasPyTorchsDtype(String name, Supplier<Tensor> actual, DType expected) {
    assertEquals(expected, actual.get().dtype());
  }

  @Test
  void geluHasPyTorchsValues() { // torch.nn.functional.gelu of -1, 0, 1, 2
    assertValues(d(-0.15865525, 0, 0.84134475, 1.95449974), t(-1, 0, 1, 2).gelu(), 1e-8);
    assertValues(
        d(-0.15880801, 0, 0.84119199, 1.95459769), t(-1, 0, 1, 2).gelu(Approximation.TANH), 1e-8);
  }

  @Test
  void causalAttentionOfTheFirstPositionIsItsValue() {
    Tensor q = Tensor.randn(DType.FLOAT64, 1, 2, 3, 4);
    Tensor v = Tensor.randn(DType.FLOAT64, 1, 2, 3, 4);
    Tensor y = Tensor.scaledDotProductAttention(q, q, v, AttentionOptions.CAUSAL);
    assertValues(v.narrow(2, 0, 1).toArray(), y.narrow(2, 0, 1));
  }

  @Test
  void causalAttentionEqualsAMask() {
    Tensor q = Tensor.randn(DType.FLOAT64, 2, 3, 4);
    Tensor seen = Tensor.ones(DType.FLOAT64, 3, 3).tril().to(DType.BOOL);
    Tensor added = Tensor.zeros(DType.FLOAT64, 3, 3).maskedFill(seen.logicalNot(), -INF);
    Tensor causal = Tensor.scaledDotProductAttention(q, q, q, AttentionOptions.CAUSAL);
    for (Tensor mask : List.of(seen, added)) {
      Tensor masked =
          Tensor.scaledDotProductAttention(q, q, q, AttentionOptions.PLAIN.withMask(mask));
      assertValues(causal.toArray(), masked);
    }
  }

  @Test
  void randomNumbersHaveTheirDistribution() {
    Tensor u = Tensor.rand(DType.FLOAT64, 10000);
    assertEquals(0.5, u.mean().item(), 0.02);
    assertEquals(1 / 12.0, u.var().item(), 0.005);
    Tensor n = Tensor.randn(10000);
    assertEquals(0, n.mean().item(), 0.05);
    assertEquals(1, n.var().item(), 0.05);
    assertEquals(4.5, Tensor.randint(0, 10, 10000).to(DType.FLOAT64).mean().item(), 0.1);
  }

  @Test
  void equalSeedsGiveEqualNumbersAndEachDrawItsOwn() {
    Quern.manualSeed(7);
    Tensor first = Tensor.rand(4);
    Tensor second = Tensor.rand(4);
    Quern.manualSeed(7);
    assertValues(first.toArray(), Tensor.rand(4));
    assertEquals(0, first.eq(second).sum().itemLong());
  }

  @Test
  void dropoutScalesWhatItKeeps() {
    Tensor x = Tensor.ones(DType.FLOAT64, 10000).dropout(0.25, true);
    assertEquals(0.75, x.gt(0).to(DType.FLOAT64).mean().item(), 0.02);
    assertEquals(1, x.mean().item(), 0.03);
    assertValues(d(1, 2), t(1, 2).dropout(0.5, false));
  }
}
