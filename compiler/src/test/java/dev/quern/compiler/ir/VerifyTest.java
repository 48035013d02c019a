package dev.quern.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class VerifyTest {
  private static final Node X = Nodes.slot(DType.FLOAT32, Shape.of(2, 3), 0);
  private static final Node I = Nests.range(0, 3);
  private static final Node SUM = Nests.acc(Op.ADD, 4, Nests.real(0));
  private static final Node ONE = Nests.real(1);

  @ParameterizedTest
  @MethodSource("dev.quern.compiler.ir.Nests#all")
  void nestsBuiltByHandAreLegal(Node nest) {
    assertDoesNotThrow(() -> Verify.nest("test", nest));
  }

  @Test
  void theFailureNamesPassStageAndNode() {
    Node wrong = Node.of(Op.EXP, DType.FLOAT32, Shape.of(3, 2), Arg.NONE, X);
    AssertionError error =
        assertThrows(AssertionError.class, () -> Verify.graph("fold", List.of(wrong)));
    assertEquals(
        "after fold, no legal graph: exp f32[3, 2]: has a source buffer f32[2, 3] {#0} of another"
            + " shape",
        error.getMessage());
  }

  static Stream<Node> wrongGraphs() {
    DType f = DType.FLOAT32;
    return Stream.of(
        I,
        Nests.softmax(),
        Node.of(Op.ADD, f, X.shape(), Arg.NONE, X),
        Node.of(Op.ADD, DType.FLOAT64, X.shape(), Arg.NONE, X, X),
        Node.of(Op.CMPLT, f, X.shape(), Arg.NONE, X, X),
        Node.of(Op.SQRT, DType.INT32, X.shape(), Arg.NONE, X),
        Node.of(Op.CONST, f, X.shape(), Arg.Literal.of(DType.INT32, 1L)),
        Node.of(Op.CONST, f, X.shape(), Arg.NONE),
        Node.of(Op.RESHAPE, f, Shape.of(7), Arg.NONE, X),
        Node.of(Op.PERMUTE, f, Shape.of(2, 3), new Arg.Axes(List.of(1, 0)), X),
        Node.of(Op.PERMUTE, f, Shape.of(2, 3), new Arg.Axes(List.of(1, 1)), X),
        Node.of(Op.REDUCE, f, Shape.of(2), new Arg.Reduce(Op.ADD, List.of(0), f), X),
        Node.of(Op.REDUCE, f, Shape.of(2), new Arg.Reduce(Op.SUB, List.of(1), f), X),
        Node.of(Op.REDUCE, f, Shape.of(2), new Arg.Reduce(Op.ADD, List.of(2), f), X),
        Node.of(Op.GATHER, f, Shape.of(2, 3), new Arg.Axis(0), X, X),
        Node.of(Op.RANDOM, f, Shape.of(2), Arg.NONE, Nodes.constant(DType.INT64, Shape.SCALAR, 1)));
  }

  @ParameterizedTest
  @MethodSource("wrongGraphs")
  void illegalGraphsAreRefused(Node root) {
    assertThrows(AssertionError.class, () -> Verify.graph("test", List.of(root)));
  }

  static Stream<Arguments> wrongNests() {
    Node loop = Nests.loop(I, Nodes.store(X, I, ONE));
    Node phase = Nests.kernel("inner").source(0);
    Node half = Nodes.constant(DType.FLOAT64, Shape.SCALAR, 0.5);
    return Stream.of(
        Arguments.of("a range outside its loop", Nests.kernel("k", loop, Nodes.store(X, I, ONE))),
        Arguments.of("a range inside itself", Nests.kernel("k", Nests.loop(I, loop))),
        Arguments.of(
            "a range by another's name",
            Nests.kernel("k", Nests.loop(I, Nests.loop(Nests.range(0, 9))))),
        Arguments.of("no declaration", Nests.kernel("k", Nests.update(SUM, ONE))),
        Arguments.of("a late declaration", Nests.kernel("k", Nests.update(SUM, ONE), SUM)),
        Arguments.of(
            "an inner declaration", Nests.kernel("k", Nests.loop(I, SUM), Nests.update(SUM, ONE))),
        Arguments.of("a store to a value", Nests.kernel("k", Nodes.store(ONE, Node.index(0), ONE))),
        Arguments.of(
            "a store of another type", Nests.kernel("k", Nodes.store(X, Node.index(0), half))),
        Arguments.of("a float index", Nests.kernel("k", Nodes.store(X, ONE, ONE))),
        Arguments.of("an update of another type", Nests.kernel("k", SUM, Nests.update(SUM, half))),
        Arguments.of(
            "a reduce",
            Nests.kernel(
                "k",
                Nests.loop(
                    I,
                    Nodes.store(X, I, Nodes.reduceOver(Op.ADD, ONE, DType.FLOAT32, List.of(I)))))),
        Arguments.of(
            "a tensor",
            Nests.kernel("k", Nodes.store(X, Node.index(0), Nodes.reshape(X, Shape.of(6))))),
        Arguments.of("a phase in a segment", Nests.kernel("k", phase)),
        Arguments.of("a value as statement", Nests.kernel("k", ONE)),
        Arguments.of("no kernel", loop));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongNests")
  void illegalNestsAreRefused(String what, Node kernel) {
    assertThrows(AssertionError.class, () -> Verify.nest("test", kernel), what);
  }

  @Test
  void vectorsAreLegalOnlyAfterPassesOfTheLoops() {
    assertDoesNotThrow(() -> Verify.vectors("test", Nests.vectors()));
    assertThrows(AssertionError.class, () -> Verify.nest("test", Nests.vectors()));
  }

  static Stream<Arguments> wrongVectors() {
    Node ramp = Nodes.ramp(Node.index(0), 4, 1);
    Node ones = Nodes.broadcast(ONE, 4);
    Node three = Nodes.broadcast(ONE, 3);
    Node two = Nodes.broadcast(Node.index(0).lessThan(Node.index(1)), 2);
    Node partial = Nests.acc(Op.ADD, 5, Nodes.broadcast(ONE, 2));
    Arg add = new Arg.Fold(Op.ADD);
    Node fold = Node.of(Op.FOLD, DType.FLOAT32, Shape.SCALAR, add, three);
    return Stream.of(
        Arguments.of("a scalar for four places", Nodes.store(X, ramp, ONE)),
        Arguments.of("three values for four places", Nodes.store(X, ramp, three)),
        Arguments.of(
            "a gate of other lanes", Nodes.statement(Op.STORE, Arg.NONE, X, ramp, ones, two)),
        Arguments.of("a load in another shape", Nodes.store(X, I, Nodes.load(X, ramp))),
        Arguments.of("a fold of three lanes", Nodes.store(X, Node.index(0), fold)),
        Arguments.of("mixed lanes", Nodes.store(X, ramp, mixed(ones, ONE))),
        Arguments.of("more lanes than the accumulator's", Nests.update(partial, ones)));
  }

  private static Node mixed(Node a, Node b) {
    return Node.of(Op.ADD, DType.FLOAT32, a.shape(), Arg.NONE, a, b);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongVectors")
  void illegalVectorsAreRefused(String what, Node statement) {
    Node partial = Nests.acc(Op.ADD, 5, Nodes.broadcast(ONE, 2));
    Node kernel = Nests.kernel("k", partial, Nests.loop(I, statement));
    assertThrows(AssertionError.class, () -> Verify.vectors("test", kernel), what);
  }

  /** A window of three rows by two, where each row but the last block's has two more. */
  private static Node window(Node gate) {
    Node copy = Nodes.local(DType.FLOAT32, 8, 0);
    Node block = Nests.range(1, 2);
    Node row = Nests.range(2, 3);
    Node column = Nodes.range(3, Node.index(4).minus(block.times(2)));
    Node index = row.times(3).plus(column);
    return Nests.kernel(
        "k",
        Nests.loop(
            block,
            Nests.loop(
                row, Nests.loop(column, Nodes.store(X, row, Nodes.load(copy, index, gate))))));
  }

  @Test
  void accessesOutsideOfTheirArrayAreNamedWithTheirTurns() {
    Node always = Nodes.constant(DType.BOOL, Shape.SCALAR, 1);
    AssertionError error =
        assertThrows(AssertionError.class, () -> Verify.nest("test", window(always)));
    assertEquals(
        "after test, no legal nest: load f32[]: is at 9 of local f32[8] {0} where i2 = 2, i1 = 0,"
            + " i3 = 3",
        error.getMessage());
    Node never = Nests.range(1, 2).lessThan(Node.index(0));
    assertDoesNotThrow(() -> Verify.nest("test", window(never)));
  }

  @Test
  void gatedStoresTouchNothingWhereTheirGateIsFalse() {
    Node inside = I.times(3).lessThan(Node.index(6));
    Node store = Nodes.statement(Op.STORE, Arg.NONE, X, I.times(3), ONE, inside);
    assertDoesNotThrow(() -> Verify.nest("test", Nests.kernel("k", Nests.loop(I, store))));
    Node open = Nodes.store(X, I.times(3), ONE);
    Node kernel = Nests.kernel("k", Nests.loop(I, open));
    assertThrows(AssertionError.class, () -> Verify.nest("test", kernel));
  }

  @Test
  void rangesMayBeUsedAgainByTheNextLoop() {
    Node loop = Nests.loop(I, SUM, Nests.update(SUM, ONE), Nodes.store(X, I, SUM));
    assertDoesNotThrow(() -> Verify.nest("test", Nests.kernel("k", loop, loop)));
  }

  @Test
  void indexFormIsStoresOverRanges() {
    Node sum = Nodes.reduceOver(Op.ADD, Nodes.load(X, I), DType.FLOAT32, List.of(I));
    Node store = Nodes.store(Nodes.slot(DType.FLOAT32, Shape.of(1), 1), Node.index(0), sum);
    assertDoesNotThrow(() -> Verify.index("test", List.of(store)));
    assertEquals(List.of(store), Parser.parse(TextualForm.of(store)));
    assertThrows(AssertionError.class, () -> Verify.index("test", List.of(sum)));
    assertThrows(AssertionError.class, () -> Verify.index("test", List.of(Nests.softmax())));
  }
}
