package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.backend.NullBackend;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.java.TestBackends;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import dev.quern.runtime.plan.CompiledEngine;
import dev.quern.runtime.request.GraphWalk;
import dev.quern.runtime.request.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluationTest {
  private static final Shape FOUR = Shape.of(4);

  private final TinyCompiler compiler = new TinyCompiler();
  private final Device device = device(compiler, 1);

  private static Device device(TinyCompiler compiler, int threads) {
    return new Device(
        "java", TestBackends.java(threads), opened -> new CompiledEngine(opened, compiler));
  }

  private Node four(float... values) {
    return Transfer.upload(device, FOUR, values);
  }

  private Node parameter(Memory.Policy policy, float... values) {
    return Transfer.upload(device, FOUR, values, policy, "weight");
  }

  private float[] value(Node node) {
    Evaluation.evaluate(device, List.of(node));
    return read(node);
  }

  private static float[] read(Node node) {
    return (float[]) Transfer.download(Evaluation.stored(node).orElseThrow());
  }

  @Test
  void sumOfProductIsComputedAndRead() {
    Node a = four(1, 2, 3, 4);
    Node b = four(10, 20, 30, 40);
    Node c = four(5, 6, 7, 8);
    assertArrayEquals(new float[] {15, 46, 97, 168}, value(a.times(b).plus(c)));
  }

  @Test
  void uploadCopiesTheArray() {
    float[] array = {1, 2, 3, 4};
    Node a = four(array);
    array[0] = 99;
    assertArrayEquals(new float[] {1, 2, 3, 4}, (float[]) Transfer.download(a));
  }

  @Test
  void arrayThatDoesNotFillTheShapeIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Transfer.upload(device, Shape.of(2, 3), new float[5]));
    assertEquals(
        "tensor: an array of 5 elements does not fill [2, 3], which has 6", refused.getMessage());
  }

  @Test
  void storedNodeIsALeafForLaterEvaluations() {
    Node a = four(1, 2, 3, 4);
    Node product = a.times(a);
    Node sum = product.plus(a);
    value(product);
    value(sum);
    assertEquals(2, compiler.compiled, "product alone, then a sum of two leaves");
    value(four(1, 1, 1, 1).plus(four(2, 2, 2, 2)));
    assertEquals(2, compiler.compiled, "another sum of two leaves");
    assertTrue(device.counters().planHits() == 1 && device.counters().planMisses() == 2);
  }

  @Test
  void whatIsStoredIsNotComputedAgain() {
    Node sum = four(1, 2, 3, 4).plus(four(1, 1, 1, 1));
    value(sum);
    long launches = device.counters().launches();
    value(sum);
    assertEquals(launches, device.counters().launches());
  }

  @Test
  void sameStepInALoopCompilesOnce() {
    Node weight = parameter(Memory.Policy.ALTERNATING, 1, 1, 1, 1);
    for (int step = 0; step < 10; step++) {
      Node next = Nodes.assign(weight, weight.plus(four(step, 0, 0, 1)));
      Evaluation.evaluate(device, List.of(next));
      weight = Evaluation.stored(next).orElseThrow();
    }
    assertArrayEquals(new float[] {46, 1, 1, 11}, read(weight));
    assertEquals(1, compiler.compiled);
    assertEquals(9, device.counters().planHits());
  }

  @Test
  void severalWantedNodesAreOnePlan() {
    Node a = four(1, 2, 3, 4);
    Node twice = a.plus(a);
    Node square = a.times(a);
    Evaluation.evaluate(device, List.of(twice, square, twice, a));
    assertEquals(1, compiler.compiled);
    assertArrayEquals(new float[] {2, 4, 6, 8}, read(twice));
    assertArrayEquals(new float[] {1, 4, 9, 16}, read(square));
  }

  @Test
  void assignMakesTheNextVersionOfItsTarget() {
    Node weight = parameter(Memory.Policy.ALTERNATING, 1, 2, 3, 4);
    Node next = Nodes.assign(weight, weight.plus(weight));
    Evaluation.evaluate(device, List.of(next));
    Node leaf = Evaluation.stored(next).orElseThrow();
    assertSame(Memory.of(weight), Memory.of(leaf));
    assertEquals(1, Memory.of(leaf).version());
    assertArrayEquals(new float[] {2, 4, 6, 8}, read(leaf));
    assertArrayEquals(new float[] {1, 2, 3, 4}, read(weight), "the version before is kept");
  }

  @Test
  void versionOverwrittenTwiceIsRefusedByName() {
    Node weight = parameter(Memory.Policy.ALTERNATING, 1, 2, 3, 4);
    Node pending = weight.times(weight);
    Node leaf = weight;
    for (int step = 0; step < 2; step++) {
      Node next = Nodes.assign(leaf, leaf.plus(leaf));
      Evaluation.evaluate(device, List.of(next));
      leaf = Evaluation.stored(next).orElseThrow();
    }
    StaleVersionException stale = assertThrows(StaleVersionException.class, () -> value(pending));
    assertTrue(
        stale.getMessage().startsWith("weight: version 0 has been overwritten"),
        stale.getMessage());
    assertArrayEquals(new float[] {4, 8, 12, 16}, read(leaf));
  }

  @Test
  void donatedStorageIsWrittenInPlaceAndOldVersionRefused() {
    Node moment = parameter(Memory.Policy.DONATED, 1, 2, 3, 4);
    long live = device.liveBytes();
    Node next = Nodes.assign(moment, moment.plus(moment));
    Evaluation.evaluate(device, List.of(next));
    assertEquals(live, device.liveBytes());
    assertArrayEquals(new float[] {2, 4, 6, 8}, read(next));
    assertThrows(StaleVersionException.class, () -> Transfer.download(moment));
  }

  @Test
  void chainOfAssignsStoresEachValueAndTheLastBecomesTheNextVersion() {
    Node weight = parameter(Memory.Policy.ALTERNATING, 1, 2, 3, 4);
    Node doubled = Nodes.assign(weight, weight.plus(weight));
    Node squared = Nodes.assign(doubled, doubled.times(doubled));
    Evaluation.evaluate(device, List.of(doubled, squared));
    assertArrayEquals(new float[] {2, 4, 6, 8}, read(doubled));
    assertArrayEquals(new float[] {4, 16, 36, 64}, read(squared));
    assertNotSame(Memory.of(weight), Memory.of(Evaluation.stored(doubled).orElseThrow()));
    assertSame(Memory.of(weight), Memory.of(Evaluation.stored(squared).orElseThrow()));
    assertEquals(1, Memory.of(weight).version());
  }

  @Test
  void secondAssignToOneVersionGetsStorageOfItsOwn() {
    Node weight = parameter(Memory.Policy.ALTERNATING, 1, 2, 3, 4);
    Node doubled = Nodes.assign(weight, weight.plus(weight));
    Node squared = Nodes.assign(weight, weight.times(weight));
    Evaluation.evaluate(device, List.of(doubled));
    Evaluation.evaluate(device, List.of(squared));
    assertArrayEquals(new float[] {2, 4, 6, 8}, read(doubled));
    assertArrayEquals(new float[] {1, 4, 9, 16}, read(squared));
    Memory fork = Memory.of(Evaluation.stored(squared).orElseThrow());
    assertNotSame(Memory.of(weight), fork);
    assertEquals(Memory.Policy.ALTERNATING, fork.policy());
  }

  @Test
  void assignToAPlainTensorMakesAFreshOne() {
    Node plain = four(1, 2, 3, 4);
    Node next = Nodes.assign(plain, plain.plus(plain));
    assertArrayEquals(new float[] {2, 4, 6, 8}, value(next));
    assertArrayEquals(new float[] {1, 2, 3, 4}, read(plain));
  }

  @Test
  void valuesOfVariablesNeverCompile() {
    Variable rate = Variable.scalar("rate");
    Node a = four(1, 2, 3, 4);
    for (float value = 2; value < 6; value++) {
      Node bound = Nodes.bound(rate, Literal.of(DType.FLOAT32, value));
      Node spread = Nodes.expand(Nodes.reshape(bound, Shape.of(1)), FOUR);
      assertArrayEquals(
          new float[] {value, 2 * value, 3 * value, 4 * value}, value(a.times(spread)));
    }
    assertEquals(1, compiler.compiled);
  }

  @Test
  void numbersOfTheUserBecomeVariablesWhenTheyChange() {
    Node a = four(1, 2, 3, 4);
    for (int i = 0; i < 5; i++) {
      Node node = a.times(a.like(0.1 + i)).plus(a.like(7.5));
      float factor = (float) (0.1 + i);
      assertEquals(2 * factor + 7.5f, value(node)[1]);
    }
    assertEquals(2, compiler.compiled, "once with constants, once with a variable");
    value(a.times(a.like(0.25)).plus(a.like(8.5)));
    assertEquals(3, compiler.compiled, "the second number has changed too");
    value(a.times(a.like(0.75)).plus(a.like(9.5)));
    assertEquals(3, compiler.compiled);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void numbersThatTheCompilerUsesStayConstants(double special) {
    Node a = four(1, 2, 3, 4);
    value(a.times(a.like(2.5)));
    value(a.times(a.like(3.5)));
    int before = compiler.compiled;
    if (Double.isFinite(special)) {
      assertEquals((float) (2 * special), value(a.times(a.like(special)))[1]);
      assertEquals(before + 1, compiler.compiled);
    }
    assertTrue(!Signature.mayVary(Literal.of(DType.FLOAT32, special)));
  }

  @Test
  void variableWithTwoValuesIsRefused() {
    Variable rate = Variable.scalar("rate");
    Node one = Nodes.bound(rate, Literal.of(DType.FLOAT32, 2.0));
    Node two = Nodes.bound(rate, Literal.of(DType.FLOAT32, 3.0));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> value(one.plus(two)));
    assertEquals("rate has two values in one evaluation: 2.0 and 3.0", refused.getMessage());
  }

  @Test
  void sizeOutsideItsBoundsIsRefused() {
    Variable length = new Variable("t", 1, 8);
    Node x = Transfer.upload(device, Shape.of(List.of(Size.of(length))), new float[8]);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Evaluation.evaluate(device, List.of(x.plus(x)), variable -> 9));
    assertEquals("t is 9, outside 1..8", refused.getMessage());
  }

  @Test
  void devicesMayNotBeMixed() {
    Device other = device(compiler, 1);
    Node there = Transfer.upload(other, FOUR, new float[4]);
    Node sum = four(1, 2, 3, 4).plus(there);
    assertThrows(IllegalArgumentException.class, () -> value(sum));
  }

  @Test
  void graphsOfThousandsOfNodesAreWalkedWithoutRecursion() {
    Node one = four(1, 1, 1, 1);
    Node sum = one;
    for (int i = 0; i < 3000; i++) {
      sum = sum.plus(one);
    }
    Device nothing =
        new Device(
            "null",
            new NullBackend("", List.of()),
            d ->
                new CompiledEngine(
                    d, (o, t) -> new dev.quern.compiler.Program(List.of(), List.of(), List.of())));
    Node pending = sum;
    assertThrows(
        IllegalArgumentException.class, () -> Evaluation.evaluate(nothing, List.of(pending)));
    GraphWalk walk = new GraphWalk(false);
    walk.start(device.pool());
    walk.visit(sum);
    assertEquals(3001, walk.count());
  }

  @Test
  void threadsMayEvaluateOnOneDeviceAtTheSameTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<float[]>> results = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      float start = t;
      results.add(
          threads.submit(
              () -> {
                Node x = four(start, start, start, start);
                for (int i = 0; i < 200; i++) {
                  Node y = x.plus(four(i, 0, 0, 0));
                  Evaluation.evaluate(device, List.of(y));
                  x = Evaluation.stored(y).orElseThrow();
                }
                return read(x);
              }));
    }
    for (int t = 0; t < 4; t++) {
      assertArrayEquals(new float[] {t + 19900, t, t, t}, results.get(t).get());
    }
    threads.shutdown();
    assertEquals(1, compiler.compiled);
  }

  @Test
  void failedKernelNamesItselfAndLeavesTheTargetAsItWas() {
    Device failing =
        new Device(
            "java",
            TestBackends.java(1),
            opened ->
                new CompiledEngine(
                    opened, new BrokenCompiler(s -> s.replace("out[i] =", "out[i + 4] ="))));
    Node weight = Transfer.upload(failing, FOUR, new float[4], Memory.Policy.ALTERNATING, "weight");
    Node next = Nodes.assign(weight, weight.plus(weight));
    DeviceException failed =
        assertThrows(DeviceException.class, () -> Evaluation.evaluate(failing, List.of(next)));
    assertEquals(
        "kernel tiny_0 on java: an index is out of range: Index 4 out of bounds for length 4",
        failed.getMessage());
    assertTrue(Evaluation.stored(next).isEmpty());
    assertArrayEquals(new float[4], read(weight));
  }

  @Test
  void refusedSourceIsShownWithNumbersAndTriedAgainNextTime() {
    Device failing =
        new Device(
            "java",
            TestBackends.java(1),
            opened -> new CompiledEngine(opened, new BrokenCompiler()));
    Node x = Transfer.upload(failing, FOUR, new float[4]);
    for (int attempt = 0; attempt < 2; attempt++) {
      CompileException refused =
          assertThrows(
              CompileException.class, () -> Evaluation.evaluate(failing, List.of(x.plus(x))));
      assertTrue(refused.getMessage().startsWith("kernel tiny_0: "), refused.getMessage());
      assertTrue(refused.getMessage().contains("    1  package dev.quern.kernels;"));
    }
  }

  @Test
  void unlikeOpsGiveNoPlanOfEachOther() {
    Node a = four(1, 2, 3, 4);
    Node b = four(4, 3, 2, 1);
    assertArrayEquals(new float[] {5, 5, 5, 5}, value(Nodes.binary(Op.ADD, a, b)));
    assertArrayEquals(new float[] {-3, -1, 1, 3}, value(Nodes.binary(Op.SUB, a, b)));
    assertArrayEquals(new float[] {3, 1, -1, -3}, value(Nodes.binary(Op.SUB, b, a)));
    assertEquals(2, compiler.compiled, "b - a is a - b over other leaves");
  }
}
