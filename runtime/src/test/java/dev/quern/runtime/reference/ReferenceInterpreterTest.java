package dev.quern.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Threefry;
import dev.quern.compiler.ir.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReferenceInterpreterTest {
  private static final DType F = DType.FLOAT32;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Literal FILL = Literal.of(F, 9L);

  /** 0 1 2 / 3 4 5. */
  private static final Node X = iota(2, 3);

  private static Node iota(long... sizes) {
    Shape shape = Shape.of(sizes);
    Node flat = Nodes.iota(DType.INT32, Shape.of(shape.elements()), 0);
    return Nodes.cast(Nodes.reshape(flat, shape), F);
  }

  private static Node reals(double... values) {
    Node[] parts =
        Arrays.stream(values).mapToObj(v -> Nodes.constant(F, Shape.of(1), v)).toArray(Node[]::new);
    return Nodes.concat(List.of(parts), 0);
  }

  private static Node ints(long... values) {
    Node[] parts =
        Arrays.stream(values)
            .mapToObj(v -> Nodes.constant(Shape.of(1), Literal.of(DType.INT32, v)))
            .toArray(Node[]::new);
    return Nodes.concat(List.of(parts), 0);
  }

  private static Result run(Node root, Object... arrays) {
    return ReferenceInterpreter.run(
            List.of(root), node -> arrays[((Arg.Slot) node.arg()).index()], variable -> 0)
        .get(root);
  }

  private static Size size(long size) {
    return Size.of(size);
  }

  static Stream<Arguments> shapedOps() {
    Node rows = Nodes.reshape(iota(3), Shape.of(3, 1));
    Node kinds = Nodes.reshape(reals(3, -1, 2, 0.5), Shape.of(2, 2));
    return Stream.of(
        Arguments.of(Nodes.reshape(X, Shape.of(3, 2)), values(0, 1, 2, 3, 4, 5)),
        Arguments.of(Nodes.permute(X, List.of(1, 0)), values(0, 3, 1, 4, 2, 5)),
        Arguments.of(Nodes.expand(rows, Shape.of(3, 2)), values(0, 0, 1, 1, 2, 2)),
        Arguments.of(Nodes.flip(X, List.of(0)), values(3, 4, 5, 0, 1, 2)),
        Arguments.of(Nodes.flip(X, List.of(0, 1)), values(5, 4, 3, 2, 1, 0)),
        Arguments.of(
            Nodes.shrink(X, List.of(size(1), size(0)), List.of(size(1), size(2)), List.of(1, 2)),
            values(3, 5)),
        Arguments.of(
            Nodes.pad(X, List.of(size(1), size(0)), List.of(size(0), size(1)), FILL),
            values(9, 9, 9, 9, 0, 1, 2, 9, 3, 4, 5, 9)),
        Arguments.of(Nodes.window(iota(6), new Arg.Window(0, 3, 1, 2)), values(0, 2, 4, 1, 3, 5)),
        Arguments.of(Nodes.window(X, new Arg.Window(1, 2, 1, 1)), values(0, 1, 1, 2, 3, 4, 4, 5)),
        Arguments.of(Nodes.concat(List.of(X, iota(2, 1)), 1), values(0, 1, 2, 0, 3, 4, 5, 1)),
        Arguments.of(Nodes.reduce(Op.ADD, X, List.of(0)), values(3, 5, 7)),
        Arguments.of(Nodes.reduce(Op.ADD, X, List.of(1)), values(3, 12)),
        Arguments.of(Nodes.reduce(Op.ADD, X, List.of(0, 1)), values(15)),
        Arguments.of(Nodes.reduce(Op.MUL, kinds, List.of(1)), values(-3, 1)),
        Arguments.of(Nodes.reduce(Op.MAX, kinds, List.of(0)), values(3, 0.5)),
        Arguments.of(Nodes.reduce(Op.MIN, kinds, List.of(0)), values(2, -1)),
        Arguments.of(Nodes.gather(X, ints(1, 0, 1), 0), values(3, 4, 5, 0, 1, 2, 3, 4, 5)),
        Arguments.of(Nodes.gather(X, ints(2, 0), 1), values(2, 0, 5, 3)),
        Arguments.of(Nodes.scatterAdd(X, ints(1, 1), X.times(X), 0), values(0, 1, 2, 12, 21, 34)),
        Arguments.of(Nodes.scatterAdd(X, ints(2, 2, 0), X, 1), values(2, 1, 3, 8, 4, 12)),
        Arguments.of(Nodes.contiguous(X), values(0, 1, 2, 3, 4, 5)),
        Arguments.of(Nodes.detach(X), values(0, 1, 2, 3, 4, 5)),
        Arguments.of(Nodes.assign(X, X.plus(1)), values(1, 2, 3, 4, 5, 6)));
  }

  private static double[] values(double... values) {
    return values;
  }

  @ParameterizedTest
  @MethodSource("shapedOps")
  void shapedOpsMoveAndCombineAsDocumented(Node node, double[] expected) {
    Result result = run(node);
    assertArrayEquals(expected, result.reals());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(0, result.bound(i), "small integers are exact");
    }
  }

  @ParameterizedTest
  @EnumSource(Op.class)
  void everyOpOfTensorGraphsIsInterpreted(Op op) {
    if (op.isElementwise() && op.takesFloats() && op != Op.BITCAST) {
      Node a = reals(0.5, 1.5, -2);
      Node condition = a.lessThan(a.like(1.0));
      Node node =
          switch (op) {
            case CAST -> Nodes.cast(a, DType.INT64);
            case WHERE -> Nodes.where(condition, a, a.like(1.0));
            case FMA -> Nodes.fma(a, a, a);
            default -> op.arity() == 1 ? Nodes.unary(op, a) : Nodes.binary(op, a, a.like(1.0));
          };
      assertEquals(node.dtype(), run(node).dtype());
    } else if (op.isElementwise()) {
      Node a = ints(3, -4, 7);
      Node node =
          op == Op.BITCAST
              ? Nodes.bitcast(a, F)
              : op.arity() == 1 ? Nodes.unary(op, a) : Nodes.binary(op, a, a.like(2L));
      assertEquals(node.dtype(), run(node).dtype());
    }
  }

  @Test
  void everyNodeIsRoundedToItsDtype() {
    float a = 0.1f;
    float b = 16_777_217 * 0.3f;
    Node sum = reals(a).plus(reals(b)).times(reals(a));
    assertEquals((a + b) * a, run(sum).reals()[0]);
    assertEquals((float) Math.exp(a), run(Nodes.unary(Op.EXP, reals(a))).reals()[0]);
  }

  @Test
  void sumsAddUpInDouble() {
    float[] tenths = new float[1 << 16];
    Arrays.fill(tenths, 0.1f);
    Node sum = Nodes.reduce(Op.ADD, Nodes.slot(F, Shape.of(tenths.length), 0), List.of(0));
    assertEquals((float) (tenths.length * (double) 0.1f), run(sum, tenths).reals()[0]);
  }

  @Test
  void matmulIsASumOfProducts() {
    float[] a = {1, 2, 3, 4, 5, 6};
    float[] b = {1, 0, 2, 1, 0, 1, 1, 3, 2, 2, 2, 2};
    Node product = matmul(2, 3, 4);
    assertArrayEquals(values(7, 8, 10, 13, 16, 17, 25, 31), run(product, a, b).reals());
  }

  private static Node matmul(long m, long k, long n) {
    Shape space = Shape.of(m, k, n);
    Node a = Nodes.reshape(Nodes.slot(F, Shape.of(m, k), 0), Shape.of(m, k, 1));
    Node b = Nodes.reshape(Nodes.slot(F, Shape.of(k, n), 1), Shape.of(1, k, n));
    return Nodes.reduce(Op.ADD, Nodes.expand(a, space).times(Nodes.expand(b, space)), List.of(1));
  }

  @Test
  void aMatmulOfManySlabsAddsThemAllUp() {
    float[] ones = new float[100_000];
    Arrays.fill(ones, 1);
    Node product = Nodes.reduce(Op.ADD, matmul(100, 1000, 10), List.of(0, 1));
    assertEquals(1e6, run(product, ones, Arrays.copyOf(ones, 10_000)).reals()[0]);
  }

  @Test
  void integersWrapAndDivideAsJavas() {
    Node x = ints(Integer.MAX_VALUE, Integer.MIN_VALUE, -7);
    assertArrayEquals(
        new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -6}, (int[]) run(x.plus(1)).values());
    assertArrayEquals(
        new int[] {1, 0, -1}, (int[]) run(Nodes.binary(Op.MOD, x, x.like(2L))).values());
    assertArrayEquals(
        new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 7},
        (int[]) run(x.over(ints(1, -1, -1))).values());
    assertArrayEquals(
        new long[] {Integer.MAX_VALUE + (long) Integer.MIN_VALUE - 7},
        run(Nodes.reduce(Op.ADD, x, List.of(0), DType.INT64)).integers());
  }

  @Test
  void whatHasNoValueIsRefusedByName() {
    assertEquals(
        "gather: index 2 at position 1 is outside axis 0 of size 2",
        assertThrows(IndexOutOfBoundsException.class, () -> run(Nodes.gather(X, ints(0, 2), 0)))
            .getMessage());
    assertEquals(
        "scatter_add: index -1 at position 0 is outside axis 1 of size 3",
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> run(Nodes.scatterAdd(X, ints(-1, 0, 1), X, 1)))
            .getMessage());
    assertEquals(
        "div: 5 by zero at element 1 of [2]",
        assertThrows(ArithmeticException.class, () -> run(ints(4, 5).over(ints(1, 0))))
            .getMessage());
    assertEquals(
        "buffer f32[3] {#0}: the array has 2 elements, needed 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> run(Nodes.slot(F, Shape.of(3), 0), (Object) new float[2]))
            .getMessage());
  }

  @Test
  void randomIsThreefryOverTheFlatIndex() {
    Node stream = Nodes.constant(DType.INT64, Shape.SCALAR, 42);
    int[] expected = {
      Threefry.word(42, 0), Threefry.word(42, 1), Threefry.word(42, 2), Threefry.word(42, 3)
    };
    assertArrayEquals(expected, (int[]) run(Nodes.random(Shape.of(2, 2), stream)).values());
  }

  @Test
  void varyingSizesUseTheStoragesLayout() {
    Variable t = new Variable("t", 1, 4);
    Node x = Nodes.slot(F, Shape.of(List.of(size(2), Size.of(t))), 0);
    Node sum = Nodes.reduce(Op.ADD, x, List.of(1));
    float[] stored = {1, 2, 3, -1, 4, 5, 6, -1};
    var results = ReferenceInterpreter.run(List.of(x.times(2), sum), node -> stored, variable -> 3);
    assertArrayEquals(values(2, 4, 6, 0, 8, 10, 12, 0), results.get(x.times(2)).reals());
    assertArrayEquals(new int[] {2, 3}, results.get(x.times(2)).sizes());
    assertArrayEquals(values(6, 15), results.get(sum).reals());
    assertThrows(
        IllegalArgumentException.class,
        () -> ReferenceInterpreter.run(List.of(x), node -> stored, variable -> 5));
  }

  @Test
  void emptyTensorsReduceToTheIdentity() {
    Node empty = Nodes.slot(F, Shape.of(2, 0), 0);
    assertArrayEquals(
        values(0, 0), run(Nodes.reduce(Op.ADD, empty, List.of(1)), new float[0]).reals());
    assertArrayEquals(
        values(-INFINITY, -INFINITY),
        run(Nodes.reduce(Op.MAX, empty, List.of(1)), new float[0]).reals());
  }

  @Test
  void thousandsOfNodesNeedNoStack() {
    Node deep = reals(0);
    for (int i = 0; i < 50_000; i++) {
      deep = deep.plus(reals(1));
    }
    assertEquals(50_000, run(deep).reals()[0]);
  }

  @Test
  void differencesBeyondTheBoundAreNamed() {
    Result result = run(Nodes.unary(Op.EXP, Nodes.reshape(reals(0, 1, 2, 3), Shape.of(2, 2))));
    float[] right = (float[]) result.values();
    assertTrue(result.difference(right).isEmpty());
    right[2] = Math.nextUp(right[2]);
    assertTrue(result.difference(right).isEmpty());
    right[2] *= 1.00001f;
    assertTrue(result.difference(right).orElseThrow().startsWith("at [1, 0]: 7.389"));
  }
}
