package dev.quern.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions are within 2 ulp everywhere. {@code -Dquern.floats.stride=1} tries every float32,
 * {@code -Dquern.doubles=100000} more of float64.
 */
class TranscendentalsTest {
  private static final Node X = Node.variable(DType.FLOAT32, Variable.scalar("x"));
  private static final Node Y = Node.variable(DType.FLOAT32, Variable.scalar("y"));
  private static final Node XX = Node.variable(DType.FLOAT64, Variable.scalar("x"));
  private static final Node YY = Node.variable(DType.FLOAT64, Variable.scalar("y"));
  private static final int BATCH = 1 << 12;
  private static final int STRIDE = Integer.getInteger("quern.floats.stride", 1 << 11);
  private static final int DOUBLES = Integer.getInteger("quern.doubles", 1000);

  /** The largest error so far and where it was. */
  private static final class Worst {
    private double error;
    private String at = "";

    void add(double found, String where) {
      if (found > error) {
        error = found;
        at = where;
      }
    }

    void check(Node expanded) {
      if (Boolean.getBoolean("quern.print")) {
        long ops = Topology.of(expanded).stream().filter(node -> node.op().isElementwise()).count();
        System.out.printf("%d ops, %.3f ulp at %s%n", ops, error, at);
      }
      assertTrue(error <= 2, () -> error + " ulp at " + at);
    }
  }

  static Stream<Arguments> unary() {
    List<Op> all = List.of(Op.EXP, Op.LOG, Op.SIN, Op.COS, Op.TANH, Op.ERF);
    return Stream.concat(
        all.stream().map(op -> Arguments.of(op, true)),
        Stream.of(Arguments.of(Op.SIN, false), Arguments.of(Op.COS, false)));
  }

  @ParameterizedTest(name = "{0}, with float64 {1}")
  @MethodSource("unary")
  void singleIsWithinTwoUlp(Op op, boolean float64) {
    Node expanded = Transcendentals.expand(Nodes.unary(op, X), float64);
    BatchEvaluator evaluator = new BatchEvaluator(expanded, BATCH);
    float[] in = evaluator.floats(X);
    Worst worst = new Worst();
    for (long start = 0; start < 1L << 32; start += (long) BATCH * STRIDE) {
      for (int i = 0; i < BATCH; i++) {
        in[i] =
            Float.intBitsToFloat((int) (start + (long) i * STRIDE + start / BATCH * 7 % STRIDE));
      }
      float[] out = (float[]) evaluator.run();
      for (int i = 0; i < BATCH; i++) {
        worst.add(error(out[i], scalar(op, in[i])), "" + in[i]);
      }
    }
    worst.check(expanded);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"EXP", "LOG", "SIN", "COS", "TANH", "ERF"})
  void twofoldIsWithinTwoUlp(Op op) {
    Node expanded = Transcendentals.expand(Nodes.unary(op, XX));
    BatchEvaluator evaluator = new BatchEvaluator(expanded, DOUBLES);
    double[] in = evaluator.doubles(XX);
    Random random = new Random(op.ordinal());
    for (int i = 0; i < in.length; i++) {
      in[i] = sample(op, random);
    }
    double[] out = (double[]) evaluator.run();
    Worst worst = new Worst();
    for (int i = 0; i < in.length; i++) {
      worst.add(error(out[i], Exact.of(op, in[i])), "" + in[i]);
    }
    worst.check(expanded);
  }

  @ParameterizedTest(name = "with float64 {0}")
  @MethodSource("twice")
  void singlePowerIsWithinTwoUlp(boolean float64) {
    Node expanded = Transcendentals.expand(Nodes.binary(Op.POW, X, Y), float64);
    BatchEvaluator evaluator = new BatchEvaluator(expanded, BATCH);
    float[] x = evaluator.floats(X);
    float[] y = evaluator.floats(Y);
    Random random = new Random(3);
    Worst worst = new Worst();
    for (int batch = 0; batch < (1 << 20) / STRIDE; batch++) {
      for (int i = 0; i < BATCH; i++) {
        x[i] = (float) base(random);
        y[i] = (float) exponent(random, x[i], 130);
      }
      float[] out = (float[]) evaluator.run();
      for (int i = 0; i < BATCH; i++) {
        worst.add(error(out[i], StrictMath.pow(x[i], y[i])), x[i] + " ^ " + y[i]);
      }
    }
    worst.check(expanded);
  }

  static Stream<Boolean> twice() {
    return Stream.of(true, false);
  }

  @Test
  void twofoldPowerIsWithinTwoUlp() {
    Node expanded = Transcendentals.expand(Nodes.binary(Op.POW, XX, YY));
    BatchEvaluator evaluator = new BatchEvaluator(expanded, DOUBLES);
    double[] x = evaluator.doubles(XX);
    double[] y = evaluator.doubles(YY);
    Random random = new Random(4);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(base(random));
      y[i] = exponent(random, x[i], 1060);
    }
    double[] out = (double[]) evaluator.run();
    Worst worst = new Worst();
    for (int i = 0; i < x.length; i++) {
      worst.add(error(out[i], Exact.pow(x[i], y[i])), x[i] + " ^ " + y[i]);
    }
    worst.check(expanded);
  }

  private static double base(Random random) {
    double sign = random.nextInt(4) == 0 ? -1 : 1;
    return switch (random.nextInt(4)) {
      case 0 -> sign * Math.abs(Float.intBitsToFloat(random.nextInt() & 0x7f7fffff));
      case 1 -> sign * (1 + random.nextGaussian() * 0x1p-20);
      case 2 -> sign * (1 + random.nextInt(20));
      default -> sign * Math.exp(random.nextGaussian());
    };
  }

  /** Such that the power's logarithm is up to the limit, often a whole number. */
  private static double exponent(Random random, double x, double limit) {
    double log = Math.log(Math.abs(x)) / Math.log(2);
    double largest = log == 0 || Double.isInfinite(log) ? 100 : Math.abs(limit / log);
    double y = (random.nextDouble() * 2 - 1) * largest;
    return random.nextBoolean() ? Math.rint(y) : y;
  }

  @Test
  void specialValuesAreThoseOfJava() {
    double[] special = {
      0,
      -0.0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      3,
      -3,
      1.5,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      1e30,
      -1e30,
      0x1p23,
      -0x1p23,
      0x1p24,
      0x1.000002p23,
      0x1p52,
      0x1.0000000000001p52,
      0x1p53,
      Double.MAX_VALUE
    };
    for (boolean float64 : new boolean[] {true, false}) {
      for (double x : special) {
        unary()
            .forEach(op -> checkSpecial(Nodes.unary((Op) op.get()[0], X), float64, (float) x, 0));
        unary().forEach(op -> checkSpecial(Nodes.unary((Op) op.get()[0], XX), float64, x, 0));
        for (double y : special) {
          checkSpecial(Nodes.binary(Op.POW, X, Y), float64, (float) x, (float) y);
          checkSpecial(Nodes.binary(Op.POW, XX, YY), float64, x, y);
        }
      }
    }
  }

  /** NaN, infinities and zeros with their sign exactly; the rest within 2 ulp. */
  private static void checkSpecial(Node node, boolean float64, double x, double y) {
    DType dtype = node.dtype();
    Map<Node, Literal> leaves =
        node.arity() == 1
            ? Map.of(node.source(0), Literal.of(dtype, x))
            : Map.of(node.source(0), Literal.of(dtype, x), node.source(1), Literal.of(dtype, y));
    Node expanded = Transcendentals.expand(node, float64);
    double found = new Evaluator(expanded).evaluate(leaves).real();
    double exact = new Evaluator(node).evaluate(leaves).real();
    double ulp = dtype == DType.FLOAT32 ? Math.ulp((float) exact) : Math.ulp(exact);
    boolean same = Double.compare(found, exact) == 0;
    boolean near = exact != 0 && Math.abs(found - exact) <= 2 * ulp;
    assertTrue(
        same || near,
        () -> node.op() + " " + dtype + " of " + x + ", " + y + ": " + found + ", not " + exact);
  }

  @Test
  void tensorsExpandLikeScalars() {
    Node tensor = Nodes.slot(DType.FLOAT32, Shape.of(2, 3), 0);
    Node expanded = Transcendentals.expand(Nodes.unary(Op.TANH, tensor));
    assertEquals(tensor.shape(), expanded.shape());
  }

  @Test
  void batchesEvaluateAsScalarsDo() {
    Node power = Transcendentals.expand(Nodes.binary(Op.POW, X, Y), false);
    Node mixed =
        Transcendentals.expand(Nodes.unary(Op.SIN, power), false)
            .plus(Transcendentals.expand(Nodes.unary(Op.COS, power)));
    BatchEvaluator batch = new BatchEvaluator(mixed, 64);
    Evaluator scalar = new Evaluator(mixed);
    Random random = new Random(5);
    for (int i = 0; i < 64; i++) {
      batch.floats(X)[i] = (float) base(random);
      batch.floats(Y)[i] = random.nextInt(9) - 4;
    }
    float[] out = (float[]) batch.run();
    for (int i = 0; i < 64; i++) {
      Map<Node, Literal> leaves =
          Map.of(
              X, Literal.of(DType.FLOAT32, (double) batch.floats(X)[i]),
              Y, Literal.of(DType.FLOAT32, (double) batch.floats(Y)[i]));
      Literal found = Literal.of(DType.FLOAT32, (double) out[i]);
      assertTrue(SoundnessTest.same(scalar.evaluate(leaves), found, false));
    }
  }

  private static double scalar(Op op, double x) {
    return switch (op) {
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      default -> ScalarSemantics.evaluate(op, DType.FLOAT64, Literal.of(DType.FLOAT64, x)).real();
    };
  }

  /** In units of the last place of the exact value's float; infinite where class or sign differ. */
  private static double error(float found, double exact) {
    float rounded = (float) exact;
    if (Float.compare(found, rounded) == 0) {
      return Math.abs(found - exact) <= Float.MAX_VALUE
          ? Math.abs(found - exact) / Math.ulp(rounded)
          : 0;
    }
    double error =
        Math.abs(found - Math.max(-0x1p128, Math.min(exact, 0x1p128)))
            / Math.ulp(Math.min(Math.abs(rounded), Float.MAX_VALUE));
    return Float.isNaN(found) || Float.isNaN(rounded) ? Double.POSITIVE_INFINITY : error;
  }

  private static double error(double found, BigDecimal exact) {
    double rounded = exact.doubleValue();
    if (!Double.isFinite(rounded) || !Double.isFinite(found)) {
      return Double.compare(found, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    BigDecimal difference = exact.subtract(new BigDecimal(found)).abs();
    return difference.divide(new BigDecimal(Math.ulp(rounded)), new MathContext(10)).doubleValue();
  }

  private static double sample(Op op, Random random) {
    double sign = random.nextBoolean() || op == Op.LOG ? 1 : -1;
    double value =
        switch (random.nextInt(4)) {
          case 0 -> Math.abs(Double.longBitsToDouble(random.nextLong()));
          case 1 -> random.nextDouble() * 2;
          case 2 -> Math.exp(random.nextDouble() * 8 - 5);
          default -> random.nextDouble() * (op == Op.EXP ? 745 : 30);
        };
    boolean usable = value > 0 && value < (op == Op.EXP ? 740 : Double.MAX_VALUE);
    return sign * (usable ? value : random.nextDouble() + 0.1);
  }
}
