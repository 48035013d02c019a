package dev.quern;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.i;
import static dev.quern.Values.t;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each misuse is refused by the building call, which names itself, what it got and what it needed.
 */
final class MisuseTest {
  @BeforeEach
  void device() {
    Values.onReference();
  }

  private static Arguments row(Runnable call, String... parts) {
    return of(parts[0], call, parts);
  }

  private static Tensor z(int... shape) {
    return Tensor.zeros(shape);
  }

  private static ConvOptions groups(int groups) {
    return ConvOptions.DEFAULT.withGroups(groups);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        row(() -> z(4, 6).matmul(z(5, 3)), "matmul: inner sizes differ, (4, 6) x (5, 3): 6 != 5"),
        row(() -> z(2, 4, 6).matmul(z(3, 6, 1)), "matmul", "(2)", "(3)"),
        row(() -> z().matmul(z(2)), "matmul", "() x (2)"),
        row(() -> z(2, 3).mm(z(3)), "mm", "(2, 3) and (3)"),
        row(() -> z(2, 3).bmm(z(3)), "bmm", "(2, 3) and (3)"),
        row(() -> z(2, 3).dot(z(3)), "dot", "(2, 3) and (3)"),
        row(() -> z(2, 3).outer(z(3)), "outer", "(2, 3) and (3)"),
        row(() -> z(2, 3).linear(z(4, 5)), "linear: inner sizes differ, (2, 3) x (4, 5): 3 != 5"),
        row(() -> z(2, 3).linear(z(3)), "linear", "(out, in)", "(2, 3) and (3)"),
        row(() -> z(2, 3).linear(z(4, 3), z(3)), "linear", "bias must be (4), got (3)"),
        row(
            () -> z(2, 3).add(z(2)),
            "add: shapes (2, 3) and (2) do not broadcast: 3 and 2 at dim -1"),
        row(() -> Tensor.where(z(2).gt(0), z(3), z(3)), "where", "(2) and (3)"),
        row(() -> Tensor.where(z(2), z(2), z(2)), "where", "bool", "f32"),
        row(() -> z(2).maskedFill(z(3).gt(0), 1), "expandAs", "(3)", "(2)"),
        row(() -> z(2, 3).sum(2), "sum: dim 2 is out of range for (2, 3), it must be within -2..1"),
        row(() -> z(2, 3).sum(0, 0), "sum", "dim 0 appears twice"),
        row(() -> z(2, 3).mean(-3), "mean", "dim -3"),
        row(() -> z(0, 3).amax(0), "amax", "dim 0 of (0, 3) is empty"),
        row(() -> z(2, 3).argmax(5), "argmax", "dim 5"),
        row(() -> z(2, 3).softmax(2), "softmax", "dim 2"),
        row(() -> z(2, 3).reshape(4, -1), "reshape", "(4, -1)", "6 elements of (2, 3)"),
        row(() -> z(2, 3).reshape(-1, -1), "reshape", "one -1"),
        row(() -> z(2, 3).view(7), "view", "(7)", "(2, 3)"),
        row(() -> z(2, 3).unflatten(1, 2, 2), "unflatten", "(2, 2)", "dim 1 of (2, 3)"),
        row(() -> z(2, 3).flatten(1, 0), "flatten", "no range"),
        row(() -> z(2, 3).transpose(0, 2), "transpose", "dim 2"),
        row(() -> z(2, 3).permute(0, 0), "permute", "(0, 0)", "once"),
        row(() -> z(2, 3, 4).t(), "t", "(2, 3, 4)"),
        row(() -> z(2, 3).unsqueeze(4), "unsqueeze", "dim 4"),
        row(() -> z(2, 3).expand(2, 4), "expand: (2, 3) does not expand to (2, 4) at dim 1"),
        row(() -> z(2, 3).expand(3), "expand", "fewer dims"),
        row(() -> z(2, 3).repeat(2), "repeat", "(2)"),
        row(() -> z(2, 3).narrow(1, 2, 2), "narrow: start 2 and length 2 leave dim 1 of size 3"),
        row(() -> z(2, 3).select(0, 2), "select: index 2 is out of range for dim 0 of (2, 3)"),
        row(() -> z().select(0, 0), "select", "scalar"),
        row(() -> z(2, 3).slice(1, 0, 2, 0), "slice", "step 0"),
        row(() -> z(2, 3).split(new int[] {1, 1}, 1), "split", "(1, 1)", "dim 1 of (2, 3)"),
        row(() -> z(2, 3).split(0, 1), "split", "size 0"),
        row(() -> z(2, 3).chunk(0, 1), "chunk", "0 parts"),
        row(() -> z(3).unfold(0, 4, 1), "unfold", "size 4", "(3)"),
        row(() -> Tensor.cat(List.of(), 0), "cat", "at least one"),
        row(
            () -> Tensor.cat(List.of(z(2, 3), z(2, 4)), 0),
            "cat: (2, 3) and (2, 4) differ outside dim 0"),
        row(() -> Tensor.stack(List.of(z(2), z(3)), 0), "stack", "(2) and (3)"),
        row(() -> z(2).pad(new int[] {1}, 0), "pad", "two widths"),
        row(() -> z(2).tril(), "tril", "two dims"),
        row(() -> z(2, 3).layerNorm(new int[] {2}, 1e-5), "layerNorm", "(2)", "f32(2, 3)"),
        row(
            () -> z(2, 3).layerNorm(new int[] {3}, z(2), 1e-5),
            "layerNorm",
            "must be (3), got (2)"),
        row(() -> z(2, 3).rmsNorm(new int[] {3, 1}, 1e-5), "rmsNorm", "(3, 1)"),
        row(
            () -> z(1, 3, 8, 8).conv2d(z(4, 2, 3, 3)),
            "conv2d: weight (4, 2, 3, 3) with 1 groups needs 2 channels",
            "(1, 3, 8, 8) has 3"),
        row(() -> z(8, 8).conv2d(z(4, 2, 3, 3)), "conv2d", "([N], C, 2 sizes)", "(8, 8)"),
        row(() -> z(1, 1, 2, 9).conv2d(z(1, 1, 3, 3)), "conv2d", "window of 3", "dim -2"),
        row(() -> z(1, 2, 9).conv1d(z(3, 1, 3), groups(2)), "conv1d", "3 outputs", "2 groups"),
        row(() -> z(1, 2, 9).conv1d(z(3, 1, 3), groups(0)), "conv1d", "groups 0"),
        row(() -> z(1, 2, 9).conv1d(z(3, 2, 3), z(2)), "conv1d", "bias must be (O)", "(2)"),
        row(
            () -> z(1, 2, 9).conv1d(z(3, 2, 3), ConvOptions.DEFAULT.withStride(1, 1)),
            "conv1d",
            "stride [1, 1]",
            "1 dims"),
        row(
            () -> z(1, 2, 9).conv1d(z(3, 2, 3), ConvOptions.DEFAULT.withDilation(0)),
            "conv1d",
            "dilation [0] must be at least 1"),
        row(() -> z(1, 2, 9).conv1d(Tensor.zeros(DType.FLOAT64, 3, 2, 3)), "conv1d", "f32 and f64"),
        row(() -> z(4, 4).maxPool2d(2), "maxPool2d", "([N], C, 2 sizes)", "f32(4, 4)"),
        row(() -> z(1, 4, 4).maxPool2d(5), "maxPool2d", "window of 5", "(1, 4, 4)"),
        row(() -> z(1, 4, 4).maxPool2d(2, 2, 2), "maxPool2d", "half of kernel"),
        row(() -> z(1, 4, 4).avgPool2d(0), "avgPool2d", "kernel size [0]"),
        row(() -> z(1, 4, 4).adaptiveAvgPool2d(0), "adaptiveAvgPool2d", "(0, 0)"),
        row(() -> z(1, 4, 1).batchNorm(1e-5), "batchNorm", "more than one value", "(1, 4, 1)"),
        row(() -> z(4).batchNorm(1e-5), "batchNorm", "(N, C, ...)", "(4)"),
        row(
            () -> z(2, 4).batchNorm(z(4), z(3), false, 0.1, 1e-5),
            "batchNorm",
            "must be (4), got (3)"),
        row(() -> z(2, 3).mseLoss(z(3)), "mseLoss", "(2, 3)", "(3)"),
        row(
            () -> Tensor.scaledDotProductAttention(z(2, 3), z(2, 4), z(2, 4)),
            "scaledDotProductAttention",
            "(2, 3), (2, 4)"),
        row(
            () -> Tensor.scaledDotProductAttention(z(2, 3), z(4, 3), z(5, 3)),
            "scaledDotProductAttention",
            "(4, 3), (5, 3)"));
  }

  static Stream<Arguments> indices() {
    return Stream.of(
        row(() -> i(0, 3).embedding(z(3, 2)), "embedding: index 3 is out of range for size 3"),
        row(() -> i(-1).embedding(z(3, 2)), "embedding: index -1 is out of range"),
        row(() -> z(2).embedding(z(3, 2)), "embedding", "i32 or i64", "f32"),
        row(() -> i(0).embedding(z(3)), "embedding", "(rows, size)", "(3)"),
        row(() -> z(3).indexSelect(0, i(3)), "indexSelect: index 3"),
        row(() -> z(3).indexSelect(0, i(1).reshape(1, 1)), "indexSelect", "vector", "(1, 1)"),
        row(
            () -> z(2, 3).gather(1, i(5).reshape(1, 1)),
            "gather: index 5 is out of range for size 3"),
        row(() -> z(2, 3).gather(1, i(0)), "gather", "(1)", "(2, 3)"),
        row(() -> z(3).scatterAdd(0, i(0, 1), t(1, 2)), "scatterAdd", "f64(2)", "f32(2)"),
        row(() -> i(4).oneHot(3), "oneHot: index 4"),
        row(
            () -> z(2, 3).crossEntropy(i(0, 3)),
            "crossEntropy: index 3 is out of range for size 3"),
        row(
            () -> z(2, 3).crossEntropy(i(0)),
            "crossEntropy: target is (1), input (2, 3) needs (2)"),
        row(() -> z(2, 3).crossEntropy(z(2)), "crossEntropy", "probabilities (2)", "(2, 3)"),
        row(
            () -> z(2, 3).nllLoss(i(0).gt(0).reshape(1).expand(2)),
            "nllLoss",
            "i32 or i64",
            "bool"));
  }

  static Stream<Arguments> types() {
    return Stream.of(
        row(() -> i(1).mean(), "mean", "float", "i64"),
        row(() -> i(1).softmax(0), "softmax", "float", "i64"),
        row(() -> i(1).crossEntropy(i(0)), "crossEntropy", "float", "i64"),
        row(() -> t(1).bitwiseAnd(t(1)), "bitwiseAnd", "f64"),
        row(() -> t(1).gt(0).neg(), "neg", "bool"),
        row(() -> i(1).pow(-1), "pow", "-1"),
        row(() -> i(1).requiresGrad_(), "requiresGrad_", "float", "i64"),
        row(() -> i(1).add_(t(0.5)), "add_", "f64", "i64"),
        row(() -> t(1).add_(t(1, 2)), "add_", "(2)", "(1)"),
        row(() -> Tensor.rand(DType.INT32, 2), "rand", "float", "i32"),
        row(() -> Tensor.randint(3, 3, 1), "randint", "3 to 3"),
        row(() -> Tensor.arange(5, 0), "arange", "5 to 0"),
        row(() -> Tensor.of("text"), "of", "String"),
        row(() -> Tensor.of(new String[] {"a"}), "of", "String"),
        row(() -> Tensor.of(new float[][] {{1, 2}, {3}}), "of", "dim 1", "2 and 1"),
        row(() -> Tensor.of(new float[] {1, 2}, 3), "of", "(3)", "2 elements"),
        row(() -> Tensor.zeros(-1), "full", "negative size -1"),
        row(() -> z(2).item(), "item", "(2) has 2"),
        row(() -> z().size(0), "size", "scalar"),
        row(() -> z(2).dropout(1.5, true), "dropout", "1.5"),
        row(() -> t(1).requiresGrad_().mul(2).requiresGrad_(false), "requiresGrad_", "detach"),
        row(() -> t(1).retainGrad(), "retainGrad", "does not require grad"),
        row(() -> t(1).registerHook(g -> g), "registerHook", "does not require grad"),
        row(() -> t(1).grad(t(1)), "grad", "does not require grad"),
        row(() -> t(1).requiresGrad_().grad(t(1, 2)), "grad", "(2)", "(1)"),
        row(() -> t(1).data(t(1, 2)), "data", "(2)", "(1)"),
        row(() -> Autograd.grad(t(1, 2).requiresGrad_(), List.of()), "grad", "one element", "(2)"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        row(() -> z(2).addcmul(z(3), z(3), 1), "add", "(2)", "(3)"),
        row(() -> z(2).addmm(z(2, 3), z(4, 2)), "matmul", "(2, 3) x (4, 2)"),
        row(() -> z(1, 4).avgPool1d(5, 1, 0), "avgPool1d", "window of 5", "(1, 4)"),
        row(() -> z(4).maxPool1d(2, 1, 0), "maxPool1d", "([N], C, 1 sizes)", "f32(4)"),
        row(() -> z(2).copy_(z(3)), "copy_", "(2)", "(3)"),
        row(() -> Tensor.eye(-1), "eye", "negative size -1"),
        row(() -> z(2, 2).flip(2), "flip", "dim 2"),
        row(() -> z(2).get(2), "index 2", "dim 0 of (2)"),
        row(() -> z(2, 3).indexAdd(0, i(2), z(1, 3)), "indexAdd", "index 2", "size 2"),
        row(() -> z(2, 3).indexAdd(0, i(0), z(1, 2)), "indexAdd", "f32(1, 2)", "f32(1, 3)"),
        row(() -> z(2).lerp(z(3), 0.5), "sub", "(3) and (2)"),
        row(() -> Tensor.linspace(0, 1, -1), "linspace", "-1"),
        row(() -> z(2, 3).logSoftmax(2), "logSoftmax", "dim 2"),
        row(() -> z(2, 3).logsumexp(2, false), "logsumexp", "dim 2"),
        row(() -> z(2).prod(1, false), "prod", "dim 1"),
        row(() -> z(2).std(1), "std", "dim 1"),
        row(() -> i(2).var(0), "var", "float", "i64"),
        row(() -> z(2).any(1, false), "any", "dim 1"),
        row(() -> z(2).all(1, false), "all", "dim 1"),
        row(() -> z(0).amin(), "amin", "dim 0 of (0) is empty"),
        row(() -> z(0).argmin(0, false), "argmin", "dim 0 of (0) is empty"),
        row(() -> Tensor.randn(-2), "randn", "negative size -2"),
        row(() -> Tensor.randn(DType.INT64, 2), "randn", "float", "i64"),
        row(() -> Tensor.randperm(-1), "randperm", "-1"),
        row(() -> Tensor.zeros(1 << 30, 1 << 30, 1 << 30), "full", "more elements"),
        row(
            () -> Tensor.zeros(1 << 20, 1 << 20).add(1).realize(),
            "f32[1048576, 1048576] has 1,099,511,627,776 elements",
            "at most 2,147,483,639"),
        row(() -> i(3).remainder(0), "remainder: i64 divided by zero"),
        row(() -> i(3).floorDivide(0), "floorDivide: i64 divided by zero"),
        row(() -> i(3).fmod(0), "fmod: i64 divided by zero"),
        row(() -> z(2, 3).selectScatter(z(3), 0, 2), "selectScatter", "index 2"),
        row(() -> z(2, 3).selectScatter(z(2), 0, 1), "selectScatter", "(2) and (3)"),
        row(() -> z(4).sliceScatter(z(3), 0, 0, 2), "sliceScatter", "(3) and (2)"),
        row(() -> z(2).set(2, z(1)), "index 2", "dim 0 of (2)"),
        row(() -> z(2).squeeze(1), "squeeze", "dim 1"),
        row(() -> z(2).triu(), "triu", "two dims"),
        row(() -> z(2).viewAs(z(3)), "viewAs", "(3)", "(2)"),
        row(() -> z(2).broadcastTo(3), "broadcastTo", "(2)", "(3)"),
        row(() -> z(2).maximum(z(3)), "maximum", "(2) and (3)"),
        row(() -> z(2).pow(z(3)), "pow", "(2) and (3)"),
        row(() -> z(2).logicalAnd(z(3)), "logicalAnd", "(2) and (3)"),
        row(() -> z(2).bitwiseOr(z(2)), "bitwiseOr", "f32"),
        row(() -> z(2).bitwiseNot(), "bitwiseNot", "f32"),
        row(() -> i(1).bitwiseXor(z(1)), "bitwiseXor", "i64 and f32"),
        row(() -> i(1).div_(2), "div_", "f32", "i64"),
        row(() -> i(1).mul_(t(0.5)), "mul_", "f64", "i64"),
        row(() -> i(1).uniform_(0, 1), "uniform_", "float", "i64"),
        row(() -> i(1).normal_(0, 1), "normal_", "float", "i64"),
        row(() -> z(2, 2).get(0).neg_(), "neg_", "view", "set(index, value)"),
        row(() -> z(2, 2).get(0).fill_(1), "fill_", "view", "set(index, value)"),
        row(() -> t(1).requiresGrad_().clamp_(0, 1), "clamp_", "within noGrad"),
        row(() -> t(1).requiresGrad_().zero_(), "zero_", "within noGrad"),
        row(() -> z(2).l1Loss(z(3), Reduction.MEAN), "l1Loss", "(2)", "(3)"),
        row(
            () -> z(2).binaryCrossEntropyWithLogits(z(3), Reduction.MEAN),
            "binaryCrossEntropyWithLogits",
            "(2)",
            "(3)"),
        row(() -> z(2, 3).nllLoss(i(0)), "nllLoss", "(1)", "(2, 3)"),
        row(() -> Tensor.variable("1x", DType.FLOAT32, 2), "'1x' is not a name"),
        row(() -> z(2).backward(), "backward", "one element", "(2)"),
        row(() -> t(1, 2).requiresGrad_().backward(t(1)), "backward", "(1)", "(2)"),
        row(() -> z().varying(0, Dim.of("n", 1, 2)), "varying", "scalar"),
        row(() -> z(3).varying(0, Dim.of("n", 1, 2)), "varying", "is 3, outside 1..2 of n"),
        row(() -> t(1).requiresGrad_().varying(0, Dim.of("n", 1, 2)), "varying", "detach()"),
        row(() -> Quern.defaultDtype(DType.INT32), "defaultDtype", "float", "i32"),
        row(() -> Quern.use("abacus"), "device abacus", "use java"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"shapes", "indices", "types", "others"})
  void isRefused(String name, Runnable call, String[] parts) {
    assertRefused(call, parts);
  }

  static Stream<Arguments> devices() {
    Device other = Devices.of("null");
    return Stream.of(
        row(() -> onto(other).add(t(1)), "add", "null", Values.DEVICE, "to(device)"),
        row(() -> t(1).matmul(onto(other)), "matmul", "null", Values.DEVICE));
  }

  private static Tensor onto(Device device) {
    return t(1).to(device);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("devices")
  void tensorsOnDifferentDevicesAreRefused(String name, Runnable call, String[] parts) {
    assertRefused(call, parts);
  }
}
