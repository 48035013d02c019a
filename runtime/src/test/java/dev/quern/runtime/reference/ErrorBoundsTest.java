package dev.quern.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorBoundsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final List<Op> OPS =
      List.of(
          Op.NEG, Op.ABS, Op.SQRT, Op.EXP, Op.LOG, Op.SIN, Op.COS, Op.TANH, Op.ERF, Op.FLOOR,
          Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MOD, Op.MAX, Op.MIN, Op.POW, Op.WHERE, Op.FMA);

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Another device's roundings, as wrong as they may be, stay within the bounds. */
  @ParameterizedTest
  @MethodSource("seeds")
  void devicesThatRoundOtherwiseAreWithinTheBounds(long seed) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Random random = new Random(seed);
      List<Node> graph = randomExpressions(random, dtype);
      Map<Node, Result> results =
          ReferenceInterpreter.run(graph, ErrorBoundsTest::input, variable -> 0);
      for (int trial = 0; trial < 20; trial++) {
        Map<Node, Literal> device = perturbed(graph, random);
        for (Node node : graph) {
          Result result = results.get(node);
          Object array = arrayOf(device.get(node));
          assertTrue(
              result.difference(array).isEmpty(),
              () -> node + " " + result.difference(array).orElseThrow());
        }
      }
    }
  }

  private static Object input(Node node) {
    double value = new Random(((Arg.Slot) node.arg()).index()).nextGaussian() * 2;
    return arrayOf(Literal.of(node.dtype(), value));
  }

  private static Object arrayOf(Literal value) {
    return switch (value.dtype()) {
      case FLOAT32 -> new float[] {(float) value.real()};
      case FLOAT64 -> new double[] {value.real()};
      default -> new boolean[] {value.bits() != 0};
    };
  }

  private static List<Node> randomExpressions(Random random, DType dtype) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      nodes.add(Nodes.slot(dtype, Shape.SCALAR, random.nextInt(1000)));
    }
    for (int i = 0; i < 60; i++) {
      Op op = OPS.get(random.nextInt(OPS.size()));
      Node a = nodes.get(random.nextInt(nodes.size()));
      Node b = nodes.get(random.nextInt(nodes.size()));
      Node c = nodes.get(random.nextInt(nodes.size()));
      nodes.add(
          switch (op) {
            case WHERE -> Nodes.where(a.lessThan(b), c, a);
            case FMA -> Nodes.fma(a, b, c);
            case LOG, SQRT -> Nodes.unary(op, Nodes.unary(Op.ABS, a));
            case POW -> Nodes.binary(op, Nodes.unary(Op.ABS, a), b);
            default -> op.arity() == 1 ? Nodes.unary(op, a) : Nodes.binary(op, a, b);
          });
    }
    return nodes;
  }

  private static Map<Node, Literal> perturbed(List<Node> roots, Random random) {
    Map<Node, Literal> values = new HashMap<>();
    for (Node node : Topology.of(roots)) {
      if (node.op() == Op.BUFFER) {
        Object array = input(node);
        double value = array instanceof float[] floats ? floats[0] : ((double[]) array)[0];
        values.put(node, Literal.of(node.dtype(), value));
      } else {
        Literal[] in = node.sources().stream().map(values::get).toArray(Literal[]::new);
        values.put(
            node, off(node.op(), ScalarSemantics.evaluate(node.op(), node.dtype(), in), random));
      }
    }
    return values;
  }

  /** The value moved by as many ulp as the op's rounding leaves free. */
  private static Literal off(Op op, Literal value, Random random) {
    int ulps =
        switch (op) {
          case EXP, LOG, SIN, COS, TANH, ERF, POW -> random.nextInt(5) - 2;
          default -> 0;
        };
    double moved = value.dtype().isFloat() ? value.real() : 0;
    for (int i = 0; i < Math.abs(ulps); i++) {
      boolean narrow = value.dtype() == DType.FLOAT32;
      double to = ulps > 0 ? INFINITY : -INFINITY;
      moved = narrow ? Math.nextAfter((float) moved, to) : Math.nextAfter(moved, to);
    }
    return ulps == 0 || !Double.isFinite(value.real()) || !Double.isFinite(moved)
        ? value
        : Literal.of(value.dtype(), moved);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void sumsInAnyOrderAreWithinTheBound(DType dtype) {
    if (!dtype.isFloat()) {
      return;
    }
    Random random = new Random(5);
    int n = 5000;
    Literal[] terms = new Literal[n];
    for (int i = 0; i < n; i++) {
      terms[i] = Literal.of(dtype, random.nextGaussian() * Math.exp(random.nextGaussian() * 3));
    }
    Node x = Nodes.slot(dtype, Shape.of(n), 0);
    Node sum = Nodes.reduce(Op.ADD, x, List.of(0));
    Result result = ReferenceInterpreter.run(List.of(sum), node -> array(terms), v -> 0).get(sum);
    for (int trial = 0; trial < 20; trial++) {
      Literal total = Literal.of(dtype, 0L);
      java.util.Collections.shuffle(java.util.Arrays.asList(terms), random);
      for (Literal term : terms) {
        total = ScalarSemantics.evaluate(Op.ADD, dtype, total, term);
      }
      assertTrue(result.difference(arrayOf(total)).isEmpty());
    }
    assertTrue(result.bound(0) < 0.1 * Math.abs(result.reals()[0]) + 10);
  }

  private static Object array(Literal[] terms) {
    if (terms[0].dtype() == DType.FLOAT64) {
      return java.util.Arrays.stream(terms).mapToDouble(Literal::real).toArray();
    }
    float[] array = new float[terms.length];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) terms[i].real();
    }
    return array;
  }

  private static Result of(Node node) {
    return ReferenceInterpreter.run(List.of(node), leaf -> new float[0], v -> 0).get(node);
  }

  private static Node real(double value) {
    return Nodes.constant(DType.FLOAT32, Shape.SCALAR, value);
  }

  /** About 1, but not exactly known. */
  private static Node aboutOne() {
    return Nodes.unary(Op.EXP, real(0));
  }

  @Test
  void exactResultsOfExactOperandsHaveNoBound() {
    assertEquals(0, of(real(3).times(real(7)).plus(real(-2)).over(real(19))).bound(0));
    assertEquals(0, of(Nodes.unary(Op.SQRT, real(49))).bound(0));
    assertEquals(Math.ulp(1 / 3f), of(real(1).over(real(3))).bound(0));
    assertEquals(0, of(Nodes.fma(real(3), real(5), real(7))).bound(0));
  }

  @Test
  void nearAThresholdBothBranchesAreRight() {
    Node close = Nodes.where(aboutOne().lessThan(real(1)), real(5), real(2));
    assertEquals(3, of(close).bound(0));
    Node far = Nodes.where(aboutOne().lessThan(real(1.5)), real(5), real(2));
    assertEquals(0, of(far).bound(0));
    assertEquals(1, of(Nodes.unary(Op.FLOOR, aboutOne())).bound(0));
    assertEquals(1, of(Nodes.cast(aboutOne(), DType.INT32)).bound(0));
    assertEquals(1, of(Nodes.binary(Op.CMPEQ, aboutOne(), real(1))).bound(0));
  }

  @Test
  void nothingIsKnownNearASingularity() {
    Node aboutZero = aboutOne().minus(real(1));
    assertEquals(INFINITY, of(real(1).over(aboutZero)).bound(0));
    assertEquals(INFINITY, of(Nodes.unary(Op.LOG, aboutZero)).bound(0));
    assertEquals(0, of(real(1).over(real(0))).bound(0));
    Node masked = Nodes.where(real(1).lessThan(real(2)), real(-INFINITY), real(0));
    assertEquals(0, of(masked.minus(aboutOne())).bound(0));
    assertEquals(0, of(Nodes.unary(Op.EXP, masked)).reals()[0]);
  }

  @Test
  void overflowWithinTheBoundIsUnknown() {
    Node large = real(Float.MAX_VALUE).times(aboutOne());
    assertEquals(INFINITY, of(large).bound(0));
    assertEquals(0, of(real(Float.MAX_VALUE).times(real(4)).times(aboutOne())).bound(0));
  }
}
