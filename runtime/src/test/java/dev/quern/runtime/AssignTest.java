package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Size;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes in place through the compiler, where old and new version meet. */
final class AssignTest {
  private static final Device DEVICE = Devices.fresh("java");

  private final TestGraphs graphs = new TestGraphs(DEVICE);

  /** Evaluates all in one plan and compares each with the reference. */
  private static List<Node> check(Node... wanted) {
    List<Node> nodes = List.of(wanted);
    Map<Node, Result> expected = ReferenceInterpreter.run(nodes, Transfer::download, v -> 0);
    Evaluation.evaluate(DEVICE, nodes);
    List<Node> leaves = new ArrayList<>();
    for (Node node : nodes) {
      Node leaf = Evaluation.stored(node).orElseThrow();
      leaves.add(leaf);
      assertEquals(Optional.empty(), expected.get(node).difference(Transfer.download(leaf)));
    }
    return leaves;
  }

  private Node target(Memory.Policy policy) {
    return graphs.floats(policy, 40, 50);
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void valueIsCopiedFromAnotherTensor(Memory.Policy policy) {
    Node other = graphs.floats(Memory.Policy.ALTERNATING, 40, 50);
    Node copied = check(Nodes.assign(target(policy), other)).get(0);
    assertNotSame(Memory.of(other), Memory.of(copied));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void valueIsANumber(Memory.Policy policy) {
    Node target = target(policy);
    check(Nodes.assign(target, target.like(0.0)));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void valueIsTheTargetItself(Memory.Policy policy) {
    Node target = target(policy);
    check(Nodes.assign(target, target));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void twoTensorsAreSwapped(Memory.Policy policy) {
    Node a = target(policy);
    Node b = target(policy);
    check(Nodes.assign(a, b), Nodes.assign(b, a));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void threeTensorsGoRoundWithArithmetic(Memory.Policy policy) {
    Node a = target(policy);
    Node b = target(policy);
    Node c = target(policy);
    check(
        Nodes.assign(a, b.plus(c)),
        Nodes.assign(b, c.times(a)),
        Nodes.assign(c, a.minus(b)),
        a.plus(b));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void oldVersionIsReadInOtherPlaces(Memory.Policy policy) {
    Node square = graphs.floats(policy, 30, 30);
    check(Nodes.assign(square, Nodes.permute(square, List.of(1, 0))));
    Node line = graphs.floats(policy, 1000);
    check(Nodes.assign(line, shifted(line)));
  }

  /** Each element's left neighbour. */
  private static Node shifted(Node line) {
    long size = line.shape().max(0);
    Node rest = slice(line, 0, size - 1);
    Node last = slice(line, size - 1, 1);
    return Nodes.concat(List.of(last, rest), 0);
  }

  private static Node slice(Node line, long from, long size) {
    return Nodes.shrink(line, List.of(Size.of(from)), List.of(Size.of(size)), List.of(1));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void oldVersionIsReducedInTheSamePlan(Memory.Policy policy) {
    Node a = target(policy);
    Node normal = TestGraphs.layerNorm(a);
    check(Nodes.assign(a, normal), TestGraphs.total(a), TestGraphs.softmax(a));
    Node b = graphs.floats(policy, 30, 30);
    check(Nodes.assign(b, TestGraphs.matmul(b, b)), b.plus(b));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void partOfTheTargetIsReplaced(Memory.Policy policy) {
    Node line = graphs.floats(policy, 1000);
    Node middle = graphs.floats(100);
    check(
        Nodes.assign(
            line, Nodes.concat(List.of(slice(line, 0, 300), middle, slice(line, 400, 600)), 0)));
  }

  @ParameterizedTest
  @EnumSource(Memory.Policy.class)
  void gradientIsAddedAtRows(Memory.Policy policy) {
    Node table = graphs.floats(policy, 50, 24);
    Node indices = graphs.indices(50, 70);
    Node updates = graphs.floats(70, 24);
    Node next = check(Nodes.assign(table, Nodes.scatterAdd(table, indices, updates, 0))).get(0);
    check(
        Nodes.assign(next, Nodes.scatterAdd(next, indices, TestGraphs.embedding(next, indices), 0)),
        next.plus(next));
  }

  @Test
  void assignAskedForTwiceOrUnderAMarkIsOneVersion() {
    Node weight = target(Memory.Policy.ALTERNATING);
    Node next = Nodes.assign(weight, weight.plus(weight));
    List<Node> leaves = check(next, next, Nodes.mark(next, "someone"));
    assertSame(leaves.get(0), leaves.get(1));
    assertSame(leaves.get(0), leaves.get(2));
    assertSame(Memory.of(weight), Memory.of(leaves.get(0)));
    assertEquals(1, Memory.of(weight).version());
  }

  @Test
  void momentsAndWeightOfAdamAreWrittenInPlace() {
    Node weight = target(Memory.Policy.DONATED);
    Node first = target(Memory.Policy.DONATED);
    Node second = Nodes.assign(target(Memory.Policy.DONATED), weight.times(weight));
    second = check(second).get(0);
    weight = target(Memory.Policy.DONATED);
    Node gradient = graphs.floats(40, 50);
    Node m = first.times(first.like(0.9)).plus(gradient.times(gradient.like(0.1)));
    Node square = gradient.times(gradient);
    Node v = second.times(second.like(0.99)).plus(square.times(square.like(0.01)));
    Node step = m.over(Nodes.unary(Op.SQRT, v).plus(v.like(1e-8)));
    check(
        Nodes.assign(first, m),
        Nodes.assign(second, v),
        Nodes.assign(weight, weight.minus(step.times(step.like(1e-3)))));
    Program program = Evaluation.lastProgram(DEVICE).orElseThrow();
    assertEquals(1, program.launches().size());
    assertEquals(3, program.buffers().stream().filter(Program.Buffer::inPlace).count());
  }

  @Test
  void markedTargetIsWrittenToo() {
    Node weight = target(Memory.Policy.DONATED);
    Node marked = Nodes.mark(weight, "someone");
    Node leaf = check(Nodes.assign(marked, marked.plus(marked))).get(0);
    assertSame(Memory.of(weight), Memory.of(leaf));
  }
}
