package dev.quern.runtime.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.TinyCompiler;
import dev.quern.runtime.backend.NullBackend;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.plan.CompiledEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class PlanKeyTest {
  private static final Shape SHAPE = Shape.of(6, 4);
  private static final DType F32 = DType.FLOAT32;
  private static final Variable T = new Variable("t", 1, 8);

  private final Device device =
      new Device(
          "null", new NullBackend("", List.of()), d -> new CompiledEngine(d, new TinyCompiler()));

  private PlanKey key(List<Node> wanted) {
    GraphWalk walk = new GraphWalk(false);
    walk.start(device.pool());
    Request.of(walk, wanted);
    return walk.signature().hash().key();
  }

  private PlanKey key(Node node) {
    return key(List.of(node));
  }

  private Node leaf(long... sizes) {
    Shape shape = Shape.of(sizes);
    return Transfer.upload(device, shape, new float[(int) shape.elements()]);
  }

  private Node leaf(Shape shape) {
    return Transfer.upload(device, shape, new float[(int) shape.elements()]);
  }

  private Node parameter() {
    float[] zeros = new float[24];
    return Transfer.upload(device, SHAPE, zeros, Memory.Policy.ALTERNATING, "w");
  }

  private static Node bound(String name, double value) {
    return Nodes.bound(Variable.scalar(name), Literal.of(F32, value));
  }

  /** Programs that one plan serves: each is made twice, from storages of its own. */
  @TestFactory
  Stream<DynamicTest> sameProgramOverOtherStoragesHasTheSameKey() {
    return differing().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> assertEquals(key(entry.getValue().get()), key(entry.getValue().get()))));
  }

  @Test
  void unlikeProgramsHaveUnlikeKeys() {
    Map<PlanKey, String> keys = new HashMap<>();
    differing()
        .forEach(
            (name, program) -> {
              String other = keys.put(key(program.get()), name);
              assertEquals(null, other, () -> name + " has the key of " + other);
            });
    assertTrue(keys.size() > 40);
  }

  private Map<String, Supplier<List<Node>>> differing() {
    Map<String, Supplier<List<Node>>> table = new LinkedHashMap<>();
    one(table, "a + b", () -> leaf(SHAPE).plus(leaf(SHAPE)));
    one(table, "a + a", () -> twice(leaf(SHAPE)));
    one(table, "a - b", () -> leaf(SHAPE).minus(leaf(SHAPE)));
    one(table, "a + b, transposed shape", () -> leaf(4, 6).plus(leaf(4, 6)));
    one(table, "a + b, flat", () -> leaf(24).plus(leaf(24)));
    one(table, "a + b, one more axis", () -> leaf(6, 4, 1).plus(leaf(6, 4, 1)));
    one(table, "a + b, int64", () -> longs().plus(longs()));
    one(table, "max", () -> Nodes.binary(Op.MAX, leaf(SHAPE), leaf(SHAPE)));
    one(table, "(a - b) - a", () -> reuse(leaf(SHAPE), leaf(SHAPE), true));
    one(table, "(a - b) - b", () -> reuse(leaf(SHAPE), leaf(SHAPE), false));
    one(table, "a - (b - c)", () -> leaf(SHAPE).minus(leaf(SHAPE).minus(leaf(SHAPE))));
    one(table, "(a - b) - c", () -> leaf(SHAPE).minus(leaf(SHAPE)).minus(leaf(SHAPE)));
    one(table, "reduce 0", () -> Nodes.reduce(Op.ADD, leaf(SHAPE), List.of(0)));
    one(table, "reduce 1", () -> Nodes.reduce(Op.ADD, leaf(SHAPE), List.of(1)));
    one(table, "reduce 0 1", () -> Nodes.reduce(Op.ADD, leaf(SHAPE), List.of(0, 1)));
    one(table, "reduce max", () -> Nodes.reduce(Op.MAX, leaf(SHAPE), List.of(0)));
    one(
        table,
        "reduce in double",
        () -> Nodes.reduce(Op.ADD, leaf(SHAPE), List.of(0), DType.FLOAT64));
    one(table, "permute", () -> Nodes.permute(leaf(3, 3, 3), List.of(1, 0, 2)));
    one(table, "other permute", () -> Nodes.permute(leaf(3, 3, 3), List.of(2, 1, 0)));
    one(table, "reshape", () -> Nodes.reshape(leaf(SHAPE), Shape.of(2, 12)));
    one(table, "other reshape", () -> Nodes.reshape(leaf(SHAPE), Shape.of(12, 2)));
    for (int start = 0; start < 3; start++) {
      int from = start;
      one(table, "slice from " + from, () -> slice(from, 1, 2));
    }
    one(table, "slice of 3", () -> slice(0, 1, 3));
    one(table, "slice by steps", () -> slice(0, 2, 2));
    one(table, "pad 1 0", () -> pad(1, 0, 0));
    one(table, "pad 0 1", () -> pad(0, 1, 0));
    one(table, "pad with 2", () -> pad(0, 1, 2));
    one(table, "pad with -0", () -> pad(0, 1, -0.0));
    one(table, "window 2", () -> Nodes.window(leaf(9), new Arg.Window(0, 2, 1, 1)));
    one(table, "window 3", () -> Nodes.window(leaf(9), new Arg.Window(0, 3, 1, 1)));
    one(table, "window by 2", () -> Nodes.window(leaf(9), new Arg.Window(0, 3, 2, 1)));
    one(table, "dilated window", () -> Nodes.window(leaf(9), new Arg.Window(0, 3, 1, 2)));
    one(table, "concat 0", () -> Nodes.concat(List.of(leaf(4, 4), leaf(4, 4)), 0));
    one(table, "concat 1", () -> Nodes.concat(List.of(leaf(4, 4), leaf(4, 4)), 1));
    one(table, "iota 0", () -> Nodes.iota(DType.INT32, SHAPE, 0));
    one(table, "iota 1", () -> Nodes.iota(DType.INT32, SHAPE, 1));
    one(table, "iota as int64", () -> Nodes.iota(DType.INT64, SHAPE, 1));
    one(table, "zero", () -> leaf(SHAPE).plus(leaf(SHAPE).like(0.0)));
    one(table, "minus zero", () -> leaf(SHAPE).plus(leaf(SHAPE).like(-0.0)));
    one(table, "one", () -> leaf(SHAPE).plus(leaf(SHAPE).like(1.0)));
    one(table, "infinity", () -> leaf(SHAPE).plus(leaf(SHAPE).like(Double.POSITIVE_INFINITY)));
    one(table, "nan", () -> leaf(SHAPE).plus(leaf(SHAPE).like(Double.NaN)));
    one(table, "a number", () -> leaf(SHAPE).plus(leaf(SHAPE).like(2.5)));
    one(table, "integer 2", () -> longs().plus(2));
    one(table, "integer 3", () -> longs().plus(3));
    one(table, "power 2", () -> power(2));
    one(table, "power 3", () -> power(3));
    one(table, "a variable", () -> bound("x", 2.5));
    one(table, "a variable twice", () -> bound("x", 2.5).plus(bound("x", 2.5)));
    one(table, "two variables", () -> bound("x", 2.5).plus(bound("y", 2.5)));
    one(table, "varying size", () -> twice(leaf(Shape.of(List.of(Size.of(T))))));
    one(table, "twice the size", () -> twice(leaf(Shape.of(List.of(Size.of(T).times(2))))));
    one(table, "another bound", () -> twice(leaf(varying(new Variable("t", 1, 9)))));
    one(table, "from 2 on", () -> twice(leaf(varying(new Variable("t", 2, 8)))));
    one(table, "assigned", () -> assigned(parameter(), 1));
    table.put("both outputs", () -> both(leaf(SHAPE), false));
    table.put("outputs in other order", () -> both(leaf(SHAPE), true));
    return table;
  }

  private static void one(
      Map<String, Supplier<List<Node>>> table, String name, Supplier<Node> program) {
    table.put(name, () -> List.of(program.get()));
  }

  private static Node twice(Node a) {
    return a.plus(a);
  }

  private static Shape varying(Variable variable) {
    return Shape.of(List.of(Size.of(variable)));
  }

  private static Node reuse(Node a, Node b, boolean first) {
    return a.minus(b).minus(first ? a : b);
  }

  private Node longs() {
    return Transfer.upload(device, SHAPE, new long[24]);
  }

  private Node slice(int from, int step, int size) {
    return Nodes.shrink(leaf(9), List.of(Size.of(from)), List.of(Size.of(size)), List.of(step));
  }

  private Node pad(int before, int after, double fill) {
    return Nodes.pad(
        leaf(9), List.of(Size.of(before)), List.of(Size.of(after)), Literal.of(F32, fill));
  }

  private Node power(double exponent) {
    Node x = leaf(SHAPE);
    return Nodes.binary(Op.POW, x, x.like(exponent));
  }

  private static Node assigned(Node target, double term) {
    return Nodes.assign(target, target.plus(target.like(term)));
  }

  private static List<Node> both(Node a, boolean swapped) {
    Node sum = twice(a);
    Node product = a.times(a);
    return swapped ? List.of(product, sum) : List.of(sum, product);
  }

  @Test
  void numbersThatMayVaryAndNamesOfVariablesAreNotInTheKey() {
    Node a = leaf(SHAPE);
    assertEquals(key(a.plus(a.like(2.5))), key(a.plus(a.like(3.5))));
    assertEquals(key(bound("x", 2.5)), key(bound("y", 3.5)));
    assertEquals(key(twice(leaf(varying(T)))), key(twice(leaf(varying(new Variable("s", 1, 8))))));
    assertNotEquals(
        key(a.plus(a.like(2.5)).times(a.like(2.5))), key(a.plus(a.like(2.5)).times(a.like(3.5))));
  }

  @Test
  void marksAndDetachAreNotInTheKey() {
    Node a = leaf(SHAPE);
    Node plain = twice(a);
    assertEquals(key(plain), key(twice(Nodes.detach(a))));
    assertEquals(key(plain), key(twice(Nodes.mark(a, "someone"))));
    assertEquals(key(plain), key(Nodes.mark(twice(Nodes.mark(a, "a")), "b")));
  }

  @Test
  void assignToAPlainTensorIsItsValue() {
    Node a = leaf(SHAPE);
    assertEquals(key(a.plus(a.like(1.0))), key(assigned(a, 1)));
  }

  @Test
  void valueAskedForTwiceOrUnderAMarkIsOneOutput() {
    Node sum = twice(leaf(SHAPE));
    assertEquals(key(List.of(sum)), key(List.of(sum, sum)));
    assertEquals(key(List.of(sum)), key(List.of(sum, Nodes.mark(sum, "someone"))));
  }

  /** Chains that differ in one position only, among many. */
  @Test
  void longChainsThatDifferInOneOpHaveUnlikeKeys() {
    Map<PlanKey, Integer> keys = new HashMap<>();
    for (int odd = 0; odd < 2000; odd++) {
      Node node = leaf(1);
      Node other = leaf(1);
      for (int i = 0; i < 30; i++) {
        Op op = (odd >> i % 11 & 1) == 0 ? Op.ADD : Op.MUL;
        node = Nodes.binary(op, node, i % 3 == 0 ? other : node);
      }
      keys.put(key(node), odd);
    }
    assertEquals(2000, keys.size(), "each of the 11 bits of the number decides some op");
  }

  @Test
  void keysSpreadOverAllBits() {
    Random random = new Random(3);
    int[] ones = new int[128];
    List<PlanKey> keys = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      KeyHash hash = new KeyHash();
      IntStream.range(0, 5).forEach(k -> hash.mix(random.nextInt(4)));
      hash.mix(i);
      keys.add(hash.key());
    }
    for (PlanKey key : keys) {
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (key.high() >>> bit & 1);
        ones[64 + bit] += (int) (key.low() >>> bit & 1);
      }
    }
    for (int bit = 0; bit < 128; bit++) {
      int count = ones[bit];
      int number = bit;
      assertTrue(count > 350 && count < 650, () -> "bit " + number + " is set " + count + " times");
    }
  }
}
