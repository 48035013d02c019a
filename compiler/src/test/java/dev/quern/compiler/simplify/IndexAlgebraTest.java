package dev.quern.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.rewrite.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexAlgebraTest {
  private static final Node N = Node.variable(DType.INT32, new Variable("n", 3, 9));
  private static final Node I = range(0, 4);
  private static final Node J = range(1, 12);
  private static final Node K = range(2, 768);
  private static final Node R = Nodes.range(3, N);
  private static final Node X = Nodes.load(Nodes.slot(DType.INT32, Shape.of(64), 0), I);

  private static Node range(long id, long extent) {
    return Nodes.range(id, Node.index(extent));
  }

  private static Node con(long value) {
    return Node.index(value);
  }

  private static void check(Node before, Node after) {
    assertSame(
        after,
        IndexAlgebra.simplify(before),
        () -> text(IndexAlgebra.simplify(before)) + " for " + text(before));
  }

  private static void holds(Node condition) {
    check(condition, Comparisons.bool(true));
  }

  private static void fails(Node condition) {
    check(condition, Comparisons.bool(false));
  }

  @Test
  void sumsAreCollectedAndOrdered() {
    check(J.plus(I).plus(J), I.plus(J.times(2)));
    check(con(3).plus(I).plus(con(4)), I.plus(7));
    check(I.minus(I), con(0));
    check(I.plus(J).times(4).minus(J.times(4)), I.times(4));
    check(con(3).minus(I), con(3).minus(I));
    check(I.minus(con(5)), I.minus(con(5)));
    check(Nodes.unary(Op.NEG, I).plus(J), J.minus(I));
  }

  @Test
  void theOrderOfTermsDependsOnTheOrderOfIdsOnly() {
    Node table = Nodes.slot(DType.INT32, Shape.of(64), 0);
    Node sum = con(0);
    for (long divisor = 2; divisor < 8; divisor++) {
      Node joint = I.plus(J.times(divisor));
      sum =
          sum.plus(Nodes.load(table, joint)).plus(joint.modulo(con(7))).plus(J.over(con(divisor)));
    }
    Node simple = IndexAlgebra.simplify(sum);
    for (long first : new long[] {1, 7, 9, 98, 12345}) {
      Substitution renamed = new Substitution(Map.of(I, range(first, 4), J, range(first + 3, 12)));
      assertSame(renamed.of(simple), IndexAlgebra.simplify(renamed.of(sum)));
    }
  }

  @Test
  void divisionSplitsOffMultiples() {
    check(J.times(4).plus(I).over(con(4)), J);
    check(J.times(4).plus(I).modulo(con(4)), I);
    check(J.times(12).plus(K).over(con(4)), J.times(3).plus(K.over(con(4))));
    check(I.over(con(4)), con(0));
    check(I.modulo(con(4)), I);
    check(K.times(4).over(con(12)), K.over(con(3)));
    check(K.times(4).modulo(con(12)), K.modulo(con(3)).times(4));
    check(K.times(4).plus(I).over(con(8)), K.over(con(2)));
    check(K.plus(7).over(con(4)), K.plus(3).over(con(4)).plus(1));
  }

  @Test
  void nestedDivisionsBecomeOne() {
    check(K.over(con(4)).over(con(3)), K.over(con(12)));
    check(K.modulo(con(12)).modulo(con(4)), K.modulo(con(4)));
    check(K.modulo(con(12)).over(con(4)), K.over(con(4)).modulo(con(3)));
    check(X.over(con(4)).over(con(3)), X.over(con(12)));
  }

  @Test
  void quotientAndRemainderMeetAgain() {
    check(K.over(con(5)).times(5).plus(K.modulo(con(5))), K);
    check(X.over(con(5)).times(5).plus(X.modulo(con(5))), X);
    check(K.over(con(5)).times(35).plus(K.modulo(con(5)).times(7)), K.times(7));
    Node digits =
        K.over(con(64))
            .times(64)
            .plus(K.over(con(8)).modulo(con(8)).times(8))
            .plus(K.modulo(con(8)));
    check(digits, K);
    Node sum = K.times(5).plus(J);
    check(sum.over(con(4)).times(4).plus(sum.modulo(con(4))), J.plus(K.times(5)));
  }

  @Test
  void dividendsThatMayBeNegativeAreLeftAlone() {
    Node maybe = J.minus(con(3));
    check(maybe.over(con(4)), maybe.over(con(4)));
    check(maybe.modulo(con(4)), maybe.modulo(con(4)));
    check(con(15).minus(J).over(con(4)), con(11).minus(J).over(con(4)).plus(1));
    check(J.times(4).minus(con(8)).over(con(4)), J.minus(con(2)));
  }

  @Test
  void comparisonsAreDecidedByBounds() {
    holds(J.lessThan(con(12)));
    fails(con(11).lessThan(J));
    holds(I.plus(J.times(4)).lessThan(con(48)));
    holds(R.lessThan(N));
    holds(R.times(64).plus(I).lessThan(N.times(64)));
    fails(N.lessThan(R.plus(1)));
    fails(Nodes.binary(Op.CMPEQ, I, con(4)));
    holds(Nodes.binary(Op.CMPNE, J.times(2), con(3)));
  }

  @Test
  void comparisonsLoseCommonTerms() {
    check(I.plus(J).lessThan(J.plus(3)), I.lessThan(con(3)));
    check(J.times(4).plus(I).lessThan(con(20)), J.lessThan(con(5)));
    check(J.minus(con(3)).lessThan(con(2)), J.lessThan(con(5)));
    check(con(3).lessThan(J.plus(1)), con(2).lessThan(J));
    check(J.times(6).lessThan(con(20)), J.lessThan(con(4)));
    check(Nodes.unary(Op.NOT, J.lessThan(con(5))), con(4).lessThan(J));
    check(Nodes.binary(Op.CMPEQ, con(6), J.times(2)), Nodes.binary(Op.CMPEQ, J, con(3)));
  }

  @Test
  void conditionsLoseWhatIsDecidedOrImplied() {
    Node low = con(2).lessThan(J);
    Node high = J.lessThan(con(9));
    check(low.and(I.lessThan(con(4))), low);
    check(low.and(I.lessThan(con(0))), Comparisons.bool(false));
    check(high.and(J.lessThan(con(7))), J.lessThan(con(7)));
    fails(con(8).lessThan(J).and(high));
    holds(Nodes.binary(Op.OR, low, high));
    check(Nodes.binary(Op.OR, J.lessThan(con(7)), high), high);
    assertSame(IndexAlgebra.simplify(low.and(high)), IndexAlgebra.simplify(high.and(low)));
  }

  @Test
  void extremesAreDecidedByBounds() {
    check(Nodes.binary(Op.MIN, I, con(3)), I);
    check(Nodes.binary(Op.MAX, J.plus(4), I), J.plus(4));
    check(Nodes.binary(Op.MAX, con(2), J), Nodes.binary(Op.MAX, J, con(2)));
  }

  @Test
  void aGuardNarrowsWhatItGuards() {
    Node shifted = J.minus(con(4));
    Node guard = con(3).lessThan(J);
    assertSame(J.over(con(4)).minus(con(1)), new IndexAlgebra(guard).of(shifted.over(con(4))));
    Node inside = con(0).lessThan(I.plus(J).minus(con(1)));
    assertSame(
        I.plus(J).plus(2).over(con(4)).minus(con(1)),
        new IndexAlgebra(inside).of(I.plus(J).minus(con(2)).over(con(4))));
    assertSame(Comparisons.bool(true), new IndexAlgebra(guard).of(guard));
  }

  @Test
  void simplifiedExpressionsHaveTheSameValues() {
    for (int seed = 0; seed < 20_000; seed++) {
      DType dtype = seed % 4 == 0 ? DType.INT64 : DType.INT32;
      RandomIndex random = new RandomIndex(new Random(seed), dtype);
      Node before = random.next(2 + seed % 5);
      Node after = IndexAlgebra.simplify(before);
      int stable = seed;
      Evaluator left = new Evaluator(before);
      Evaluator right = new Evaluator(after);
      Interval bounds = IntervalAnalysis.of(before);
      for (Map<Node, Literal> point : random.points(40)) {
        Literal value = left.evaluate(point);
        assertEquals(
            value,
            right.evaluate(point),
            () ->
                "seed " + stable + ": " + text(before) + " became " + text(after) + " at " + point);
        assertTrue(bounds.contains(value.bits()), () -> bounds + " of " + text(before));
      }
    }
  }

  @Test
  void guardedExpressionsHaveTheSameValuesWhereTheGuardHolds() {
    for (int seed = 0; seed < 10_000; seed++) {
      RandomIndex random = new RandomIndex(new Random(seed), DType.INT32);
      Node guard = random.condition(2);
      Node before = random.next(3);
      Node after = new IndexAlgebra(guard).of(before);
      int stable = seed;
      Evaluator where = new Evaluator(guard);
      Evaluator left = new Evaluator(before);
      Evaluator right = new Evaluator(after);
      for (Map<Node, Literal> point : random.points(40)) {
        if (where.evaluate(point).bits() != 0) {
          assertEquals(
              left.evaluate(point),
              right.evaluate(point),
              () ->
                  "seed "
                      + stable
                      + ": "
                      + text(before)
                      + " became "
                      + text(after)
                      + " where "
                      + text(guard)
                      + " at "
                      + point);
        }
      }
    }
  }

  @Test
  void simplifyingTwiceChangesNothingMore() {
    int unstable = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      Node once = IndexAlgebra.simplify(new RandomIndex(new Random(seed), DType.INT32).next(3));
      unstable += IndexAlgebra.simplify(once) == once ? 0 : 1;
    }
    assertEquals(0, unstable, unstable + " of 5000");
  }

  @Test
  void deepExpressionsNeedNoStack() {
    Node sum = J;
    for (int i = 0; i < 20_000; i++) {
      sum = Nodes.binary(Op.XOR, sum, I.plus(i % 7));
    }
    IndexAlgebra.simplify(sum);
    IntervalAnalysis.of(sum);
  }

  static String text(Node node) {
    if (node.isConst()) {
      return node.literal().toString();
    }
    if (node.op() == Op.RANGE) {
      return "r" + node.arg();
    }
    if (!node.op().isElementwise()) {
      return node.op().text() + "{" + node.arg() + "}";
    }
    List<String> sources = new ArrayList<>();
    node.sources().forEach(source -> sources.add(text(source)));
    return node.op().text() + sources.toString().replace('[', '(').replace(']', ')');
  }

  /** Random index expressions over a few leaves, with divisors above zero. */
  private static final class RandomIndex {
    private static final long[] CONSTANTS = {
      0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 48, 64, 768, -1, -3, -4, -7
    };
    private static final List<Node> LEAVES = List.of(I, J, K, R, N, X);
    private final Random random;
    private final DType dtype;

    RandomIndex(Random random, DType dtype) {
      this.random = random;
      this.dtype = dtype;
    }

    Node next(int depth) {
      if (depth == 0 || random.nextInt(8) == 0) {
        return random.nextInt(3) == 0 ? constant() : leaf();
      }
      return switch (random.nextInt(12)) {
        case 0, 1, 2 -> next(depth - 1).plus(next(depth - 1));
        case 3 -> next(depth - 1).minus(next(depth - 1));
        case 4, 5 -> next(depth - 1).times(constant());
        case 6, 7 -> next(depth - 1).over(divisor());
        case 8, 9 -> next(depth - 1).modulo(divisor());
        case 10 ->
            Nodes.binary(random.nextBoolean() ? Op.MIN : Op.MAX, next(depth - 1), next(depth - 1));
        default ->
            random.nextInt(3) == 0
                ? next(depth - 1).times(next(depth - 1))
                : Nodes.where(condition(depth - 1), next(depth - 1), next(depth - 1));
      };
    }

    Node condition(int depth) {
      Op[] comparisons = {Op.CMPLT, Op.CMPLT, Op.CMPLT, Op.CMPEQ, Op.CMPNE};
      return switch (depth == 0 ? 4 : random.nextInt(6)) {
        case 0 -> condition(depth - 1).and(condition(depth - 1));
        case 1 -> Nodes.binary(Op.OR, condition(depth - 1), condition(depth - 1));
        case 2 -> Nodes.unary(Op.NOT, condition(depth - 1));
        default -> Nodes.binary(comparisons[random.nextInt(5)], next(depth), next(depth));
      };
    }

    private Node leaf() {
      return Nodes.cast(LEAVES.get(random.nextInt(LEAVES.size())), dtype);
    }

    private Node constant() {
      return constant(CONSTANTS[random.nextInt(CONSTANTS.length)]);
    }

    private Node constant(long value) {
      return Nodes.constant(Shape.SCALAR, Literal.of(dtype, value));
    }

    private Node divisor() {
      return random.nextInt(8) == 0
          ? Nodes.cast(N, dtype)
          : constant(CONSTANTS[1 + random.nextInt(14)]);
    }

    List<Map<Node, Literal>> points(int count) {
      List<Map<Node, Literal>> points = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int n = 3 + random.nextInt(7);
        Map<Node, Literal> point = new LinkedHashMap<>();
        put(point, N, n);
        put(point, I, random.nextInt(4));
        put(point, J, random.nextInt(12));
        put(point, K, random.nextInt(768));
        put(point, R, random.nextInt(n));
        put(point, X, random.nextBoolean() ? random.nextInt() : random.nextInt(100) - 50);
        points.add(point);
      }
      return points;
    }

    private static void put(Map<Node, Literal> point, Node leaf, long value) {
      point.put(leaf, Literal.of(DType.INT32, value));
    }
  }
}
