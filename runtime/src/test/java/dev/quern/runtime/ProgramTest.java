package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** From upload to download through the compiler, on this JVM. */
final class ProgramTest {
  private static final Device DEVICE = Devices.fresh("java");

  private final TestGraphs graphs = new TestGraphs(DEVICE);

  @TestFactory
  Stream<DynamicTest> programComputesWhatItsOpsMean() {
    return TestPrograms.table().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  private void check(Function<TestGraphs, Node> program) {
    Node wanted = program.apply(graphs);
    Result expected = reference(wanted);
    assertEquals(Optional.empty(), expected.difference(value(wanted)));
  }

  private static Result reference(Node node) {
    return ReferenceInterpreter.run(List.of(node), Transfer::download, v -> v.min()).get(node);
  }

  private static Object value(Node node) {
    Evaluation.evaluate(DEVICE, List.of(node));
    return Transfer.download(Evaluation.stored(node).orElseThrow());
  }

  @Test
  void stepWithWeightAndMomentReplaysOnePlan() {
    Node weight = graphs.floats(Memory.Policy.ALTERNATING, 64, 32);
    Node moment = graphs.floats(Memory.Policy.DONATED, 64, 32);
    Node x = graphs.floats(16, 64);
    long misses = DEVICE.counters().planMisses();
    for (int step = 0; step < 5; step++) {
      Node y = TestGraphs.matmul(x, weight); // (16, 32)
      Node gradient = TestGraphs.matmul(Nodes.permute(x, List.of(1, 0)), y); // (64, 32)
      Node momentAfter = Nodes.assign(moment, moment.times(moment.like(0.9)).plus(gradient));
      Node weightAfter =
          Nodes.assign(weight, weight.minus(momentAfter.times(momentAfter.like(1e-3))));
      Node loss = TestGraphs.total(y.times(y));
      List<Node> wanted = List.of(loss, momentAfter, weightAfter);
      Map<Node, Result> expected = ReferenceInterpreter.run(wanted, Transfer::download, v -> 0);
      Evaluation.evaluate(DEVICE, wanted);
      for (Node node : wanted) {
        Node leaf = Evaluation.stored(node).orElseThrow();
        assertEquals(Optional.empty(), expected.get(node).difference(Transfer.download(leaf)));
      }
      assertSame(Memory.of(weight), Memory.of(Evaluation.stored(weightAfter).orElseThrow()));
      assertSame(Memory.of(moment), Memory.of(Evaluation.stored(momentAfter).orElseThrow()));
      Node before = weight;
      weight = Evaluation.stored(weightAfter).orElseThrow();
      Node momentBefore = moment;
      moment = Evaluation.stored(momentAfter).orElseThrow();
      Transfer.download(before);
      assertThrows(StaleVersionException.class, () -> Transfer.download(momentBefore));
    }
    assertEquals(misses + 1, DEVICE.counters().planMisses());
  }

  @Test
  void sameGraphOnReferenceAndJavaIsAskedForInTheSameWay() {
    Device reference = Devices.fresh("reference");
    Node there = new TestGraphs(reference).floats(5);
    Node here = new TestGraphs(DEVICE).floats(5);
    Node expected = there.plus(there);
    Evaluation.evaluate(reference, List.of(expected));
    Object values = Transfer.download(Evaluation.stored(expected).orElseThrow());
    assertArrayEquals((float[]) values, (float[]) value(here.plus(here)));
  }
}
