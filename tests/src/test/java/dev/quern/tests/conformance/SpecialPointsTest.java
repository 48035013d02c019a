package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values and gradients of functions at the points where they cancel, meet or end, as PyTorch has
 * them: zeros, subnormals, large numbers, infinities and NaN.
 */
final class SpecialPointsTest {
  private static final double[] POINTS = {
    0,
    -0.0,
    1e-40,
    -1e-40,
    1e-30,
    -1e-30,
    1e-8,
    -1e-8,
    0.5,
    -0.5,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    6,
    -6,
    12,
    -12,
    20,
    -20,
    88,
    -88,
    100,
    -100,
    1e10,
    -1e10,
    1e30,
    -1e30,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static final double[][] ROWS = {
    {1, 2, 3},
    {0, 0, 0},
    {1, 1, 1},
    {0, -0.0, 2},
    {0, 3, 2},
    {2, 2, 1},
    {-1, -1, 5},
    {Double.NEGATIVE_INFINITY, 1, 2},
    {100, -100, 0},
    {Double.NaN, 1, 2}
  };

  /** Roundings of numbers about 1 that a result near 0 may be the difference of. */
  private static final int ROUNDINGS = 4;

  /**
   * A function under test: its name is its expression in TorchScript.
   *
   * @param exact whether its gradient is right in all its digits, however small it is
   */
  private record Case(String torch, UnaryOperator<Tensor> function, boolean exact) {
    @Override
    public String toString() {
      return torch;
    }
  }

  private static Case of(String torch, UnaryOperator<Tensor> function) {
    return new Case(torch, function, false);
  }

  private static Case exact(String torch, UnaryOperator<Tensor> function) {
    return new Case(torch, function, true);
  }

  static Stream<Case> elementwise() {
    return Stream.of(
        exact("torch.elu(x, 1.0, 1.0, 1.0)", x -> x.elu(1)),
        exact("torch.elu(x, 1.5, 1.0, 1.0)", x -> x.elu(1.5)),
        of("torch.relu(x)", Tensor::relu),
        of("torch.leaky_relu(x, 0.1)", x -> x.leakyRelu(0.1)),
        exact("torch.sigmoid(x)", Tensor::sigmoid),
        exact("torch.silu(x)", Tensor::silu),
        exact("torch.softplus(x, 1.0, 20.0)", Tensor::softplus),
        of("torch.tanh(x)", Tensor::tanh),
        of("torch.erf(x)", Tensor::erf),
        exact("torch.exp(x)", Tensor::exp),
        exact("torch.log(x)", Tensor::log),
        exact("torch.log1p(x)", Tensor::log1p),
        exact("torch.sqrt(x)", Tensor::sqrt),
        of("torch.abs(x)", Tensor::abs),
        exact("torch.reciprocal(x)", Tensor::reciprocal),
        exact("torch.pow(x, 0)", x -> x.pow(0)),
        exact("torch.pow(x, 0.0)", x -> x.pow(0.0)),
        exact("torch.pow(x, 1)", x -> x.pow(1)),
        exact("torch.pow(x, 2)", x -> x.pow(2)),
        exact("torch.pow(x, 3)", x -> x.pow(3)),
        exact("torch.pow(x, 0.5)", x -> x.pow(0.5)),
        exact("torch.pow(x, -1)", x -> x.pow(-1)),
        exact("torch.pow(x, -2)", x -> x.pow(-2)),
        exact("torch.pow(x, 5)", x -> x.pow(5)),
        exact("torch.pow(x, 1.5)", x -> x.pow(1.5)),
        of("torch.clamp(x, -1, 1)", x -> x.clamp(-1, 1)),
        of("torch.clamp_min(x, 0)", x -> x.clampMin(0)),
        of("torch.clamp_max(x, 0)", x -> x.clampMax(0)),
        of("torch.maximum(x, torch.neg(x))", x -> x.maximum(x.neg())),
        of("torch.minimum(x, torch.neg(x))", x -> x.minimum(x.neg())),
        of("torch.floor(x)", Tensor::floor),
        of("torch.round(x)", Tensor::round));
  }

  static Stream<Case> rows() {
    return Stream.of(
        of("torch.softmax(x, 1)", x -> x.softmax(1)),
        of("torch.log_softmax(x, 1)", x -> x.logSoftmax(1)),
        of("torch.logsumexp(x, [1])", x -> x.logsumexp(1, false)),
        of("torch.sum(x, [1])", x -> x.sum(1)),
        of("torch.prod(x, 1)", x -> x.prod(1)),
        of("torch.std(x, [1])", x -> x.std(1)),
        of("torch.var(x, [1])", x -> x.var(1)),
        of("torch.norm(x, 2, [1])", x -> x.norm(1)),
        of("torch.amax(x, [1])", x -> x.amax(1)),
        of("torch.amin(x, [1])", x -> x.amin(1)));
  }

  private static final Map<String, String> NAMES = new LinkedHashMap<>();
  private static Torch torch;

  @BeforeAll
  static void load() {
    Map<String, Torch.Function> functions = new LinkedHashMap<>();
    Stream.concat(elementwise(), rows())
        .forEach(
            each -> {
              String name = "f" + NAMES.size();
              NAMES.put(each.torch, name);
              functions.put(name, new Torch.Function(1, each.torch));
            });
    torch = new Torch(functions);
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void elementwiseFunctionsAreAsInPyTorch(Case given) {
    compare(given, POINTS, POINTS.length);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void rowFunctionsAreAsInPyTorch(Case given) {
    double[] all = Arrays.stream(ROWS).flatMapToDouble(Arrays::stream).toArray();
    compare(given, all, ROWS.length, ROWS[0].length);
  }

  private static void compare(Case given, double[] points, int... shape) {
    List<String> differences = new ArrayList<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      boolean single = dtype == DType.FLOAT32;
      float[] floats = new float[points.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) points[i];
      }
      Tensor x = single ? Tensor.of(floats, shape) : Tensor.of(points, shape);
      x.requiresGrad_();
      Tensor y = given.function.apply(x);
      y.sum().backward();
      String name = NAMES.get(given.torch);
      Torch.Array argument = new Torch.Array(single ? floats : points, shape);
      int size = (int) y.numel();
      float[] ones = new float[size];
      double[] wide = new double[size];
      Arrays.fill(ones, 1);
      Arrays.fill(wide, 1);
      int[] result = size == points.length ? shape : new int[] {size};
      Torch.Answer want =
          torch.gradients(name, List.of(argument), new Torch.Array(single ? ones : wide, result));
      double rounding = single ? 0x1p-23 : 0x1p-52;
      differences.addAll(differences("value", points, want.value(), y, rounding, false));
      differences.addAll(
          differences(
              "gradient", points, want.gradients().get(0), x.grad(), rounding, given.exact));
    }
    assertEquals(List.of(), differences);
  }

  /** Where a result differs from PyTorch's; beside NaN and infinities a gradient is no number. */
  private static List<String> differences(
      String what, double[] points, Object want, Tensor got, double rounding, boolean exact) {
    List<String> differences = new ArrayList<>();
    double[] is = got.to(DType.FLOAT64).toDoubleArray();
    for (int i = 0; i < is.length; i++) {
      double wanted = want instanceof float[] floats ? floats[i] : ((double[]) want)[i];
      double least = want instanceof float[] ? Float.MIN_NORMAL : Double.MIN_NORMAL;
      double near =
          Math.max(exact ? least : ROUNDINGS * rounding, 16 * rounding * Math.abs(wanted));
      boolean same = Double.compare(is[i] + 0.0, wanted + 0.0) == 0;
      boolean nothing =
          what.equals("gradient")
              && (!Double.isFinite(wanted) && !Double.isFinite(is[i])
                  || Double.isNaN(wanted)
                  || Double.isNaN(points[i]));
      if (!nothing && !same && !(Math.abs(is[i] - wanted) <= near)) {
        differences.add(
            "%s %d (%s) in %s: %s, PyTorch %s"
                .formatted(what, i, points[i], got.dtype(), is[i], wanted));
      }
    }
    return differences;
  }
}
