package dev.quern.tests.conformance;

import static dev.quern.tests.conformance.Input.across;
import static dev.quern.tests.conformance.Input.distinct;
import static dev.quern.tests.conformance.Input.mask;
import static dev.quern.tests.conformance.Input.nonZero;
import static dev.quern.tests.conformance.Input.plain;
import static dev.quern.tests.conformance.Input.positive;
import static dev.quern.tests.conformance.Input.special;
import static dev.quern.tests.conformance.Row.ANY;
import static dev.quern.tests.conformance.Row.NUMBER;
import static dev.quern.tests.conformance.Row.REAL;
import static dev.quern.tests.conformance.Row.WHOLE;

import dev.quern.Approximation;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operations element by element. */
final class ElementwiseRows {
  /** More than two vector blocks of any width, and no multiple of one. */
  private static final int SIZE = 203;

  private final List<Row> rows = new ArrayList<>();

  private ElementwiseRows() {}

  static List<Row> all() {
    ElementwiseRows table = new ElementwiseRows();
    table.functions();
    table.activations();
    table.numbers();
    table.pairs();
    table.comparisons();
    table.logic();
    table.casts();
    table.sizes();
    return table.rows;
  }

  /** Smooth values with gradients, then values where implementations err. */
  private void real(String name, Input at, UnaryOperator<Tensor> body, String torch) {
    rows.add(Row.one(name, at, body, torch));
    rows.add(Row.one(name + " of special values", special(SIZE), body, torch).flat());
  }

  private void functions() {
    real("neg", plain(SIZE), Tensor::neg, "torch.neg(x)");
    real("abs", nonZero(SIZE), Tensor::abs, "torch.abs(x)");
    real("square", plain(SIZE), Tensor::square, "torch.square(x)");
    real("sqrt", positive(SIZE), Tensor::sqrt, "torch.sqrt(x)");
    real("rsqrt", positive(SIZE), Tensor::rsqrt, "torch.rsqrt(x)");
    real("reciprocal", nonZero(SIZE), Tensor::reciprocal, "torch.reciprocal(x)");
    real("exp", plain(SIZE), Tensor::exp, "torch.exp(x)");
    real("expm1", plain(SIZE), Tensor::expm1, "torch.expm1(x)");
    real("log", positive(SIZE), Tensor::log, "torch.log(x)");
    real("log1p", positive(SIZE), Tensor::log1p, "torch.log1p(x)");
    real("sin", plain(SIZE), Tensor::sin, "torch.sin(x)");
    real("cos", plain(SIZE), Tensor::cos, "torch.cos(x)");
    real("tanh", plain(SIZE), Tensor::tanh, "torch.tanh(x)");
    real("erf", plain(SIZE), Tensor::erf, "torch.erf(x)");
    real("floor", distinct(SIZE), Tensor::floor, "torch.floor(x)");
    real("ceil", distinct(SIZE), Tensor::ceil, "torch.ceil(x)");
    real("trunc", distinct(SIZE), Tensor::trunc, "torch.trunc(x)");
    real("round", distinct(SIZE), Tensor::round, "torch.round(x)");
    real("sign", nonZero(SIZE), Tensor::sign, "torch.sign(x)");
    for (double p : new double[] {2, 3, -1, 0, 0.5, 1.5, 7}) {
      real("pow " + p, positive(SIZE), x -> x.pow(p), "torch.pow(x, " + p + ")");
    }
    flat("neg abs sign", plain(SIZE), x -> x.neg().add(x.abs()).mul(x.sign()), WHOLE);
    flat("pow 3", special(SIZE), x -> x.pow(3), "torch.pow(x, 3)", WHOLE);
    flat("neg", special(SIZE), Tensor::neg, "torch.neg(x)", WHOLE);
    flat("abs", special(SIZE), Tensor::abs, "torch.abs(x)", WHOLE);
    flat("sign", special(SIZE), Tensor::sign, "torch.sign(x)", WHOLE);
    flat("square", special(SIZE), Tensor::square, "torch.square(x)", WHOLE);
    flat("bitwiseNot", special(SIZE), Tensor::bitwiseNot, "torch.bitwise_not(x)", WHOLE);
    flat(
        "floats of integers",
        plain(SIZE),
        x -> x.exp().add(x.sqrt()),
        "torch.exp(x) + torch.sqrt(x)",
        WHOLE);
  }

  private void flat(String name, Input x, UnaryOperator<Tensor> body, Set<DType> on) {
    rows.add(Row.one(name, x, body, "").flat().on(on));
  }

  private void flat(String name, Input x, UnaryOperator<Tensor> body, String torch, Set<DType> on) {
    rows.add(Row.one(name, x, body, torch).flat().on(on));
  }

  private void activations() {
    real("relu", nonZero(SIZE), Tensor::relu, "torch.relu(x)");
    real("leakyRelu", nonZero(SIZE), x -> x.leakyRelu(0.1), "torch.leaky_relu(x, 0.1)");
    real("elu", nonZero(SIZE), x -> x.elu(0.7), "torch.elu(x, 0.7)");
    real("sigmoid", plain(SIZE), Tensor::sigmoid, "torch.sigmoid(x)");
    real("silu", plain(SIZE), Tensor::silu, "torch.silu(x)");
    real("softplus", plain(SIZE), Tensor::softplus, "torch.softplus(x)");
    rows.add(Row.one("gelu", plain(SIZE), Tensor::gelu, "torch.gelu(x, approximate=\"none\")"));
    // PyTorch's vectors make NaN of gelu(infinity).
    flat("gelu of special values", special(SIZE), Tensor::gelu, REAL);
    real(
        "gelu by tanh",
        plain(SIZE),
        x -> x.gelu(Approximation.TANH),
        "torch.gelu(x, approximate=\"tanh\")");
    real("clamp", distinct(SIZE), x -> x.clamp(-1, 1.5), "torch.clamp(x, -1, 1.5)");
    real("clampMin", distinct(SIZE), x -> x.clampMin(-0.5), "torch.clamp_min(x, -0.5)");
    real("clampMax", distinct(SIZE), x -> x.clampMax(0.5), "torch.clamp_max(x, 0.5)");
    flat("relu of integers", special(SIZE), Tensor::relu, "torch.relu(x)", WHOLE);
    flat("clamp of integers", special(SIZE), x -> x.clamp(-5, 40), "torch.clamp(x, -5, 40)", WHOLE);
  }

  private void numbers() {
    real("add number", plain(SIZE), x -> x.add(1.5), "torch.add(x, 1.5)");
    real("add 0", plain(SIZE), x -> x.add(0.0), "torch.add(x, 0.)");
    real("sub number", plain(SIZE), x -> x.sub(0.3), "torch.sub(x, 0.3)");
    real("rsub", plain(SIZE), x -> x.rsub(2), "torch.rsub(x, 2)");
    real("mul number", plain(SIZE), x -> x.mul(-1.7), "torch.mul(x, -1.7)");
    real("mul 0", plain(SIZE), x -> x.mul(0.0), "torch.mul(x, 0.)");
    real("mul -1", plain(SIZE), x -> x.mul(-1), "torch.mul(x, -1)");
    real("div number", plain(SIZE), x -> x.div(3), "torch.div(x, 3)");
    real("div 0", plain(SIZE), x -> x.div(0.0), "torch.div(x, 0.)");
    real("fmod number", distinct(SIZE), x -> x.fmod(1.5), "torch.fmod(x, 1.5)");
    real("remainder number", distinct(SIZE), x -> x.remainder(-1.5), "torch.remainder(x, -1.5)");
    flat(
        "floorDivide number",
        special(SIZE),
        x -> x.floorDivide(1.5),
        "torch.floor_divide(x, 1.5)",
        REAL);
    flat(
        "arithmetic with numbers",
        special(SIZE),
        x -> x.add(3).mul(-5).sub(7).rsub(2),
        "torch.rsub(torch.add(x, 3) * -5 - 7, 2)",
        WHOLE);
    flat("div by a number", plain(SIZE), x -> x.div(3), "torch.div(x, 3)", WHOLE);
    flat(
        "floorDivide by 3",
        special(SIZE),
        x -> x.floorDivide(3),
        "torch.floor_divide(x, 3)",
        WHOLE);
    flat(
        "floorDivide by -8",
        special(SIZE),
        x -> x.floorDivide(-8),
        "torch.floor_divide(x, -8)",
        WHOLE);
    flat("remainder of 8", special(SIZE), x -> x.remainder(8), "torch.remainder(x, 8)", WHOLE);
    flat("remainder of -5", special(SIZE), x -> x.remainder(-5), "torch.remainder(x, -5)", WHOLE);
    flat("fmod of 7", special(SIZE), x -> x.fmod(7), "torch.fmod(x, 7)", WHOLE);
    flat("add a fraction", plain(SIZE), x -> x.add(0.5), "torch.add(x, 0.5)", WHOLE);
    flat(
        "numbers of bools",
        plain(SIZE),
        x -> x.add(1).mul(2),
        "torch.add(x, 1) * 2",
        Set.of(DType.BOOL));
  }

  private void real(String name, Input x, Input y, BinaryOperator<Tensor> body, String torch) {
    rows.add(Row.two(name, x, y, body, torch));
    rows.add(Row.two(name + " of special values", special(1100), across(1100), body, torch).flat());
  }

  private void whole(String name, Input x, Input y, BinaryOperator<Tensor> body, String torch) {
    rows.add(Row.two(name, x, y, body, torch).flat().on(WHOLE));
  }

  private void pairs() {
    real("add", plain(SIZE), plain(SIZE), Tensor::add, "torch.add(x, y)");
    real("sub", plain(SIZE), plain(SIZE), Tensor::sub, "torch.sub(x, y)");
    real("mul", plain(SIZE), plain(SIZE), Tensor::mul, "torch.mul(x, y)");
    real("div", plain(SIZE), nonZero(SIZE), Tensor::div, "torch.div(x, y)");
    real("maximum", distinct(SIZE), plain(SIZE), Tensor::maximum, "torch.maximum(x, y)");
    real("minimum", distinct(SIZE), plain(SIZE), Tensor::minimum, "torch.minimum(x, y)");
    real("pow", positive(SIZE), plain(SIZE), Tensor::pow, "torch.pow(x, y)");
    rows.add(Row.two("fmod", distinct(SIZE), nonZero(SIZE), Tensor::fmod, "torch.fmod(x, y)"));
    rows.add(
        Row.two(
            "remainder",
            distinct(SIZE),
            nonZero(SIZE),
            Tensor::remainder,
            "torch.remainder(x, y)"));
    // PyTorch's float32 vectors make NaN of fmod(3e38, 0.5).
    rows.add(
        Row.two(
                "fmod of special values",
                special(1100),
                across(1100),
                Tensor::fmod,
                "torch.fmod(x, y)")
            .flat()
            .on(Set.of(DType.FLOAT64)));
    rows.add(
        Row.two(
                "remainder of special values",
                special(1100),
                across(1100),
                Tensor::remainder,
                "torch.remainder(x, y)")
            .flat()
            .on(Set.of(DType.FLOAT64)));
    rows.add(
        Row.two(
                "fmod and remainder of special values",
                special(1100),
                across(1100),
                (x, y) -> Tensor.stack(List.of(x.fmod(y), x.remainder(y)), 0),
                "")
            .flat());
    rows.add(
        Row.two(
                "floorDivide",
                special(1100),
                across(1100),
                Tensor::floorDivide,
                "torch.floor_divide(x, y)")
            .flat());
    real("lerp", plain(SIZE), plain(SIZE), (x, y) -> x.lerp(y, 0.25), "torch.lerp(x, y, 0.25)");
    rows.add(
        Row.of(
            "addcmul",
            in -> in.get(0).addcmul(in.get(1), in.get(2), 0.5),
            "torch.addcmul(x, y, z, value=0.5)",
            plain(5, 7),
            plain(7),
            plain(5, 1)));
    rows.add(
        Row.of(
            "addcdiv",
            in -> in.get(0).addcdiv(in.get(1), in.get(2), 0.5),
            "torch.addcdiv(x, y, z, value=0.5)",
            plain(5, 7),
            plain(7),
            nonZero(5, 1)));
    whole("add", special(700), across(700), Tensor::add, "torch.add(x, y)");
    whole("sub", special(700), across(700), Tensor::sub, "torch.sub(x, y)");
    whole("mul", special(700), across(700), Tensor::mul, "torch.mul(x, y)");
    whole("maximum", special(700), across(700), Tensor::maximum, "torch.maximum(x, y)");
    whole("minimum", special(700), across(700), Tensor::minimum, "torch.minimum(x, y)");
    whole("div", plain(SIZE), nonZero(SIZE), Tensor::div, "torch.div(x, y)");
    whole(
        "floorDivide", plain(SIZE), nonZero(SIZE), Tensor::floorDivide, "torch.floor_divide(x, y)");
    whole("floorDivide of special values", special(SIZE), nonZero(SIZE), Tensor::floorDivide, "");
    whole("remainder", plain(SIZE), nonZero(SIZE), Tensor::remainder, "torch.remainder(x, y)");
    whole("fmod", plain(SIZE), nonZero(SIZE), Tensor::fmod, "torch.fmod(x, y)");
    whole("bitwiseAnd", special(700), across(700), Tensor::bitwiseAnd, "torch.bitwise_and(x, y)");
    whole("bitwiseOr", special(700), across(700), Tensor::bitwiseOr, "torch.bitwise_or(x, y)");
    whole("bitwiseXor", special(700), across(700), Tensor::bitwiseXor, "torch.bitwise_xor(x, y)");
  }

  private void comparisons() {
    compare("eq", Tensor::eq);
    compare("ne", Tensor::ne);
    compare("lt", Tensor::lt);
    compare("le", Tensor::le);
    compare("gt", Tensor::gt);
    compare("ge", Tensor::ge);
    flat(
        "comparison with numbers",
        special(SIZE),
        x -> x.lt(0.5).logicalAnd(x.ge(-1)).logicalOr(x.ne(64)),
        "torch.logical_or(torch.logical_and(torch.lt(x, 0.5), torch.ge(x, -1)), torch.ne(x, 64))",
        NUMBER);
    flat("isnan", special(SIZE), Tensor::isnan, "torch.isnan(x)", NUMBER);
    flat("isinf", special(SIZE), Tensor::isinf, "torch.isinf(x)", NUMBER);
    flat("isfinite", special(SIZE), Tensor::isfinite, "torch.isfinite(x)", NUMBER);
    rows.add(
        Row.of(
            "where",
            in -> Tensor.where(in.get(2), in.get(0), in.get(1)),
            "torch.where(z, x, y)",
            plain(7, 29),
            plain(29),
            mask(7, 1)));
    rows.add(
        Row.of(
                "where of special values",
                in -> Tensor.where(in.get(2), in.get(0), in.get(1)),
                "torch.where(z, x, y)",
                special(SIZE),
                across(SIZE),
                mask(SIZE))
            .flat()
            .on(ANY));
    rows.add(
        Row.two(
            "maskedFill",
            plain(7, 29),
            mask(29),
            (x, m) -> x.maskedFill(m, 2.5),
            "torch.masked_fill(x, y, 2.5)"));
    rows.add(
        Row.two(
                "maskedFill of integers",
                plain(7, 29),
                mask(29),
                (x, m) -> x.maskedFill(m, 2),
                "torch.masked_fill(x, y, 2)")
            .flat()
            .on(WHOLE));
  }

  private void compare(String name, BinaryOperator<Tensor> body) {
    rows.add(
        Row.two(name, special(1100), across(1100), body, "torch." + name + "(x, y)")
            .flat()
            .on(NUMBER));
  }

  private void logic() {
    rows.add(
        Row.two(
                "logicalAnd",
                special(SIZE),
                mask(SIZE),
                Tensor::logicalAnd,
                "torch.logical_and(x, y)")
            .flat()
            .on(ANY));
    rows.add(
        Row.two("logicalOr", special(SIZE), mask(SIZE), Tensor::logicalOr, "torch.logical_or(x, y)")
            .flat()
            .on(ANY));
    rows.add(
        Row.two(
                "logicalXor",
                special(SIZE),
                mask(SIZE),
                Tensor::logicalXor,
                "torch.logical_xor(x, y)")
            .flat()
            .on(ANY));
    flat("logicalNot", special(SIZE), Tensor::logicalNot, "torch.logical_not(x)", ANY);
    Set<DType> truth = Set.of(DType.BOOL);
    rows.add(
        Row.two(
                "eq ne",
                plain(SIZE),
                plain(SIZE),
                (x, y) -> x.eq(y).logicalOr(x.ne(y).logicalNot()),
                "torch.eq(x, y)")
            .flat()
            .on(truth));
    rows.add(
        Row.two(
                "bitwise",
                plain(SIZE),
                plain(SIZE),
                (x, y) -> x.bitwiseAnd(y).bitwiseXor(x.bitwiseOr(y).bitwiseNot()),
                "torch.bitwise_xor(torch.bitwise_and(x, y), torch.bitwise_not(torch.bitwise_or(x, y)))")
            .flat()
            .on(truth));
    rows.add(
        Row.two(
                "add mul sub of bools",
                plain(SIZE),
                plain(SIZE),
                (x, y) -> x.to(DType.INT32).add(y),
                "x.int() + y")
            .ours()
            .flat()
            .on(truth));
  }

  /**
   * Beyond the target's range and for NaN, C++ defines no value: those are compared with ours only.
   */
  private void casts() {
    for (DType to : DType.values()) {
      String scalar = List.of("11", "3", "4", "6", "7").get(to.ordinal());
      String torch = "torch.to(x, " + scalar + ")";
      flat("cast to " + to, plain(SIZE), x -> x.to(to), torch, ANY);
      flat("cast of special values to " + to, special(SIZE), x -> x.to(to), ANY);
    }
    rows.add(
        Row.one(
                "cast there and back",
                plain(SIZE),
                x -> x.to(DType.FLOAT64).to(DType.FLOAT32).mul(x),
                "")
            .on(REAL));
    rows.add(
        Row.two(
                "mixed dtypes",
                plain(SIZE),
                mask(SIZE),
                (x, m) -> x.add(m).mul(m.to(DType.INT32)),
                "torch.mul(torch.add(x, y), torch.to(y, 3))")
            .flat()
            .on(NUMBER));
  }

  private void sizes() {
    int[][] shapes = {
      {},
      {0},
      {1},
      {2},
      {7},
      {16},
      {17},
      {131},
      {1031},
      {3, 0, 5},
      {1, 1},
      {13, 1, 7},
      {2, 3, 5, 7},
      {64, 129}
    };
    for (int[] shape : shapes) {
      rows.add(
          Row.two(
              "arithmetic",
              plain(shape),
              nonZero(shape),
              (x, y) -> x.add(y).mul(x).div(y).sub(1),
              "torch.sub(torch.div(torch.mul(torch.add(x, y), x), y), 1)"));
      rows.add(Row.one("exp", plain(shape), Tensor::exp, "torch.exp(x)"));
      rows.add(
          Row.two(
                  "integers",
                  plain(shape),
                  plain(shape),
                  (x, y) -> x.add(y).mul(x).sub(1),
                  "torch.sub(torch.mul(torch.add(x, y), x), 1)")
              .flat()
              .on(WHOLE));
    }
    rows.add(
        Row.two(
            "broadcast of rows and columns",
            plain(13, 1),
            plain(1, 37),
            Tensor::add,
            "torch.add(x, y)"));
    rows.add(
        Row.two("broadcast of a scalar", plain(13, 37), plain(), Tensor::mul, "torch.mul(x, y)"));
    rows.add(
        Row.two(
            "broadcast of leading dims",
            plain(3, 5, 7),
            plain(5, 1),
            Tensor::sub,
            "torch.sub(x, y)"));
    rows.add(
        Row.two("broadcast to nothing", plain(0, 1), plain(1, 5), Tensor::add, "torch.add(x, y)"));
  }
}
