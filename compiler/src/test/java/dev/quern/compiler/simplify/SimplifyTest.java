package dev.quern.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.rewrite.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimplifyTest {
  private static final Node X = tensor(0, 4, 6);
  private static final Node Y = tensor(1, 4, 6);

  private static Node tensor(int slot, long... sizes) {
    return Nodes.slot(DType.FLOAT32, Shape.of(sizes), slot);
  }

  private static void check(Node before, Node after) {
    Node found = Simplify.graph(List.of(before)).get(0);
    assertSame(
        after, found, () -> TextualForm.of(found) + "\ninstead of\n" + TextualForm.of(after));
  }

  private static Node padded(Node x, int axis, long before, long after) {
    List<Size> zeros = new ArrayList<>(Collections.nCopies(x.shape().rank(), Size.ZERO));
    List<Size> first = new java.util.ArrayList<>(zeros);
    first.set(axis, Size.of(before));
    zeros.set(axis, Size.of(after));
    return Nodes.pad(x, first, zeros, Literal.of(DType.FLOAT32, 0L));
  }

  @Test
  void rulesHaveNamesOfTheirOwn() {
    Set<String> names = new HashSet<>();
    for (Rule rule : Simplify.RULES) {
      assertEquals(true, names.add(rule.name()), rule.name());
    }
  }

  @Test
  void gradientsOfSlicesBecomeOneConcat() {
    Node dq = tensor(2, 4, 2);
    Node dk = tensor(3, 4, 3);
    Node dv = tensor(4, 4, 1);
    Node all = Nodes.concat(List.of(dq, dk, dv), 1);
    Node q = padded(dq, 1, 0, 4);
    Node k = padded(dk, 1, 2, 1);
    Node v = padded(dv, 1, 5, 0);
    check(q.plus(k).plus(v), all);
    check(v.plus(q.plus(k)), all);
    check(X.plus(v).plus(q).plus(k), X.plus(all));
    Node gap = Nodes.constant(DType.FLOAT32, Shape.of(4, 3), 0);
    check(q.plus(v), Nodes.concat(List.of(dq, gap, dv), 1));
    check(q.plus(padded(dk, 1, 1, 2)), q.plus(padded(dk, 1, 1, 2)));
  }

  @Test
  void aSliceOfPartsIsThePart() {
    List<Size> starts = List.of(Size.ZERO, Size.of(6));
    Node joined = Nodes.concat(List.of(X, Y), 1);
    check(Nodes.shrink(joined, starts, X.shape().sizes(), List.of(1, 1)), Y);
    Node around = padded(X, 1, 6, 2);
    check(Nodes.shrink(around, starts, X.shape().sizes(), List.of(1, 1)), X);
  }

  @Test
  void constantsMoveThroughMovement() {
    Node two = Nodes.constant(DType.FLOAT32, Shape.of(1, 6), 2);
    check(Nodes.expand(two, X.shape()), Nodes.constant(DType.FLOAT32, X.shape(), 2));
    Node sum = Nodes.reduce(Op.ADD, Nodes.constant(DType.FLOAT32, X.shape(), 1), List.of(0));
    check(sum, Nodes.constant(DType.FLOAT32, Shape.of(6), 4));
  }

  @Test
  void arithmeticThatDoesNothingGoes() {
    Node one = X.like(1.0);
    check(X.times(one).over(one).minus(X.like(0.0)), X);
    check(X.over(X.like(4.0)), X.times(X.like(0.25)));
    check(X.over(X.like(3.0)), X.over(X.like(3.0)));
    check(X.plus(X.like(0.0)), X.plus(X.like(0.0)));
    check(Nodes.cast(Nodes.cast(X, DType.FLOAT64), DType.FLOAT32), X);
    check(Nodes.detach(X), X);
  }

  @Test
  void outputsKeepTheirOrder() {
    List<Node> simple = Simplify.graph(List.of(X.times(X.like(1.0)), Y, Nodes.detach(X)));
    assertEquals(List.of(X, Y, X), simple);
  }

  @Test
  void deepGraphsNeedNoStack() {
    Node sum = X;
    for (int i = 0; i < 50_000; i++) {
      sum = sum.times(X.like(1.0)).plus(Y);
    }
    assertEquals(50_000 + 2, Topology.of(Simplify.graph(List.of(sum))).size());
  }
}
