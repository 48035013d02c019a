package dev.quern.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Scalars;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranscendentalsTest {
  private static final Node X = Node.variable(DType.FLOAT32, Variable.scalar("x"));
  private static final int BATCH = 1 << 12;

  private static DoubleUnaryOperator exact(Op op) {
    return switch (op) {
      case EXP -> StrictMath::exp;
      case LOG -> StrictMath::log;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case TANH -> StrictMath::tanh;
      default -> x ->
          Scalars.evaluate(op, DType.FLOAT64, Literal.of(DType.FLOAT64, x)).real();
    };
  }

  /** Error in units of the last place of the exact value's float; infinite where class or sign differ. */
  private static double error(float found, double exact) {
    float rounded = (float) exact;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded) || rounded == 0) {
      boolean same = Float.compare(found, rounded) == 0;
      boolean near = !Float.isNaN(rounded) && Math.abs(found - exact) <= 2 * Math.ulp(rounded);
      return same ? 0 : near && (found == 0 || !Float.isInfinite(rounded)) ? 1 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(found - exact) / Math.ulp(rounded);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXP", "LOG", "SIN", "COS", "TANH", "ERF"})
  void singleIsWithinTwoUlp(Op op) {
    Node expanded = Transcendentals.expand(Nodes.unary(op, X));
    long ops = Topology.of(expanded).stream().filter(node -> node.op().isElementwise()).count();
    int stride = Integer.getInteger("quern.floats.stride", 1 << 10);
    BatchEvaluator evaluator = new BatchEvaluator(expanded, BATCH);
    float[] in = evaluator.floats(X);
    double worst = 0;
    float where = 0;
    for (long start = 0; start < 1L << 32; start += (long) BATCH * stride) {
      for (int i = 0; i < BATCH; i++) {
        in[i] = Float.intBitsToFloat((int) (start + (long) i * stride + (start / BATCH) % stride));
      }
      float[] out = (float[]) evaluator.run();
      for (int i = 0; i < BATCH; i++) {
        double error = error(out[i], exact(op).applyAsDouble(in[i]));
        if (error > worst) {
          worst = error;
          where = in[i];
        }
      }
    }
    System.out.printf("%s: %d ops, worst %.3f ulp at %s%n", op, ops, worst, where);
    float at = where;
    double found = worst;
    assertTrue(worst <= 2, () -> op + ": " + found + " ulp at " + at);
  }

  private static final Node Y = Node.variable(DType.FLOAT64, Variable.scalar("y"));

  /** Error of a float64 in units of the last place of the exact value. */
  private static double error(double found, java.math.BigDecimal exact) {
    double rounded = exact.doubleValue();
    if (Double.isInfinite(rounded) || Double.isInfinite(found) || Double.isNaN(found)) {
      return found == rounded ? 0 : Double.POSITIVE_INFINITY;
    }
    java.math.BigDecimal ulp = new java.math.BigDecimal(Math.ulp(rounded));
    return exact.subtract(new java.math.BigDecimal(found)).abs()
        .divide(ulp, new java.math.MathContext(10)).doubleValue();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXP", "LOG", "SIN", "COS", "TANH", "ERF"})
  void twofoldIsWithinTwoUlp(Op op) {
    Node expanded = Transcendentals.expand(Nodes.unary(op, Y));
    long ops = Topology.of(expanded).stream().filter(node -> node.op().isElementwise()).count();
    int samples = Integer.getInteger("quern.doubles", 3000);
    BatchEvaluator evaluator = new BatchEvaluator(expanded, samples);
    double[] in = evaluator.doubles(Y);
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < samples; i++) {
      in[i] = sample(op, random);
    }
    double[] out = (double[]) evaluator.run();
    double worst = 0;
    double at = 0;
    for (int i = 0; i < samples; i++) {
      double error = error(out[i], Exact.of(op, in[i]));
      if (error > worst) {
        worst = error;
        at = in[i];
      }
    }
    System.out.printf("%s: %d ops, worst %.3f ulp at %s%n", op, ops, worst, at);
    double found = worst;
    double where = at;
    assertTrue(worst <= 2, () -> op + ": " + found + " ulp at " + where);
  }

  private static double sample(Op op, java.util.Random random) {
    double sign = random.nextBoolean() || op == Op.LOG ? 1 : -1;
    double any = Math.abs(Double.longBitsToDouble(random.nextLong()));
    double value = switch (random.nextInt(4)) {
      case 0 -> any;
      case 1 -> random.nextDouble() * 2;
      case 2 -> Math.exp(random.nextDouble() * 8 - 5);
      default -> random.nextDouble() * (op == Op.EXP ? 745 : 30);
    };
    boolean huge = !(value < (op == Op.EXP ? 1000 : Double.MAX_VALUE));
    return huge || value == 0 ? sign * random.nextDouble() : sign * value;
  }
}
