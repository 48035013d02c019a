package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.LinkedHashMap;
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
  private static final Device DEVICE = Device.fresh("java");

  private final Graphs graphs = new Graphs(DEVICE);

  private static Map<String, Function<Graphs, Node>> programs() {
    Map<String, Function<Graphs, Node>> programs = new LinkedHashMap<>();
    programs.put("a*b+c", g -> g.floats(33, 65).times(g.floats(33, 65)).plus(g.floats(33, 65)));
    programs.put("softmax", g -> Graphs.softmax(g.floats(40, 77)));
    programs.put("layer norm", g -> Graphs.layerNorm(g.floats(40, 77)));
    programs.put("gelu", g -> Graphs.gelu(g.floats(1000)));
    programs.put("sum of all", g -> Graphs.total(g.floats(100, 333)));
    programs.put("sum of rows", g -> Nodes.reduce(Op.ADD, g.floats(100, 333), List.of(1)));
    programs.put("sum of columns", g -> Nodes.reduce(Op.ADD, g.floats(333, 100), List.of(0)));
    programs.put("matmul", g -> Graphs.matmul(g.floats(37, 41), g.floats(41, 29)));
    programs.put("large matmul", g -> Graphs.matmul(g.floats(130, 96), g.floats(96, 200)));
    programs.put(
        "transposed matmul",
        g -> Graphs.matmul(Nodes.permute(g.floats(41, 37), List.of(1, 0)), g.floats(41, 29)));
    programs.put(
        "matmul with gelu before and bias after",
        g -> {
          Node hidden = Graphs.gelu(g.floats(64, 48));
          Node bias = Graphs.across(g.floats(80), 0, 64);
          return Graphs.matmul(hidden, g.floats(48, 80)).plus(bias);
        });
    programs.put(
        "attention",
        g -> {
          Node scores = Graphs.matmul(g.floats(32, 16), g.floats(16, 32)).plus(Graphs.causal(32));
          return Graphs.matmul(Graphs.softmax(scores), g.floats(32, 16));
        });
    programs.put("embedding", g -> Graphs.embedding(g.floats(50, 24), g.indices(50, 3, 7)));
    programs.put(
        "gradient of embedding",
        g -> {
          Node table = g.floats(50, 24);
          return Nodes.scatterAdd(
              table.like(0.0), g.indices(50, 3, 7), g.floats(3, 7, 24), 0);
        });
    programs.put("one element", g -> g.floats(1).plus(g.floats(1)));
    programs.put("no element", g -> g.floats(0, 4).plus(g.floats(0, 4)));
    programs.put("sum of none", g -> Nodes.reduce(Op.ADD, g.floats(3, 0), List.of(1)));
    return programs;
  }

  @TestFactory
  Stream<DynamicTest> programComputesWhatItsOpsMean() {
    return programs().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  private void check(Function<Graphs, Node> program) {
    Node wanted = program.apply(graphs);
    Result expected = reference(wanted);
    assertEquals(Optional.empty(), expected.difference(value(wanted)));
  }

  private static Result reference(Node node) {
    return ReferenceInterpreter.run(List.of(node), Evaluation::download, v -> v.min()).get(node);
  }

  private static Object value(Node node) {
    Evaluation.evaluate(DEVICE, List.of(node));
    return Evaluation.download(Evaluation.stored(node).orElseThrow());
  }

  @Test
  void stepWithWeightAndMomentReplaysOnePlan() {
    Node weight = graphs.floats(Memory.Policy.ALTERNATING, 64, 32);
    Node moment = graphs.floats(Memory.Policy.DONATED, 64, 32);
    Node x = graphs.floats(16, 64);
    long misses = DEVICE.counters().planMisses();
    for (int step = 0; step < 5; step++) {
      Node y = Graphs.matmul(x, weight); // (16, 32)
      Node gradient = Graphs.matmul(Nodes.permute(x, List.of(1, 0)), y); // (64, 32)
      Node momentAfter =
          Nodes.assign(moment, moment.times(moment.like(0.9)).plus(gradient));
      Node weightAfter =
          Nodes.assign(weight, weight.minus(momentAfter.times(momentAfter.like(1e-3))));
      Node loss = Graphs.total(y.times(y));
      List<Node> wanted = List.of(loss, momentAfter, weightAfter);
      Map<Node, Result> expected = ReferenceInterpreter.run(wanted, Evaluation::download, v -> 0);
      Evaluation.evaluate(DEVICE, wanted);
      for (Node node : wanted) {
        Node leaf = Evaluation.stored(node).orElseThrow();
        assertEquals(Optional.empty(), expected.get(node).difference(Evaluation.download(leaf)));
      }
      assertSame(Memory.of(weight), Memory.of(Evaluation.stored(weightAfter).orElseThrow()));
      assertSame(Memory.of(moment), Memory.of(Evaluation.stored(momentAfter).orElseThrow()));
      Node before = weight;
      weight = Evaluation.stored(weightAfter).orElseThrow();
      Node momentBefore = moment;
      moment = Evaluation.stored(momentAfter).orElseThrow();
      Evaluation.download(before);
      assertThrows(StaleVersionException.class, () -> Evaluation.download(momentBefore));
    }
    assertEquals(misses + 1, DEVICE.counters().planMisses());
  }

  @Test
  void sameGraphOnReferenceAndJavaIsAskedForInTheSameWay() {
    Device reference = Device.fresh("reference");
    Node there = new Graphs(reference).floats(5);
    Node here = new Graphs(DEVICE).floats(5);
    Node expected = there.plus(there);
    Evaluation.evaluate(reference, List.of(expected));
    Object values = Evaluation.download(Evaluation.stored(expected).orElseThrow());
    assertArrayEquals((float[]) values, (float[]) value(here.plus(here)));
  }
}
