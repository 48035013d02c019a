package dev.quern.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Verify;
import dev.quern.compiler.target.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds of a narrow type, shown on float32 as the storage type of float64. */
final class ComputeTypesTest {
  private static final Shape SHAPE = Shape.of(32, 48);
  private static final Shape PAIR = Shape.of(2);

  private final Node x = Nodes.slot(DType.FLOAT32, SHAPE, 0);
  private final Node y = Nodes.slot(DType.FLOAT32, SHAPE, 1);
  private final Node a = Nodes.slot(DType.FLOAT32, PAIR, 0);
  private final Node b = Nodes.slot(DType.FLOAT32, PAIR, 1);

  private static DType compute(DType storage) {
    return storage == DType.FLOAT32 ? DType.FLOAT64 : storage;
  }

  private static List<Node> widened(Node... outputs) {
    List<Node> widened = ComputeTypes.graph(List.of(outputs), ComputeTypesTest::compute);
    Verify.graph("compute types", widened);
    return widened;
  }

  @Test
  void aGraphOfTypesThatAreTheirOwnComputeTypesStaysAsItIs() {
    List<Node> outputs = List.of(x.plus(y));
    assertSame(outputs, ComputeTypes.graph(outputs));
  }

  @Test
  void nothingIsRoundedBetweenLoadAndStore() {
    assertArrayEquals(new double[] {1, 0.25}, values(a.plus(b).minus(a)));
  }

  @Test
  void whatTheProgramCastsOrStoresIsRounded() {
    Node sum = a.plus(b);
    Node cast = Nodes.cast(Nodes.cast(sum, DType.FLOAT64), DType.FLOAT32);
    float[] rounded = {1e8f + 1 - 1e8f, 1e8f + 0.25f - 1e8f};
    double[] expected = {rounded[0], rounded[1]};
    assertArrayEquals(expected, values(cast.minus(a)));
    assertArrayEquals(expected, values(Nodes.contiguous(sum).minus(a)));
    assertArrayEquals(expected, values(Nodes.assign(b, sum).minus(a)));
  }

  private double[] values(Node output) {
    Node widened = widened(output).get(0);
    assertEquals(DType.FLOAT32, widened.dtype());
    Map<Node, Literal[]> buffers = Map.of(a, literals(1e8, 1e8), b, literals(1, 0.25));
    return Arrays.stream(Interpreter.evaluate(widened, buffers))
        .mapToDouble(Literal::real)
        .toArray();
  }

  private static Literal[] literals(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> Literal.of(DType.FLOAT32, value))
        .toArray(Literal[]::new);
  }

  @Test
  void anAssignedStorageKeepsItsType() {
    Node assigned = Nodes.assign(x, x.minus(y.times(y.like(0.1))));
    assertSame(x, widened(assigned).get(0).source(0));
  }

  @Test
  void nestsLoadAndStoreTheStorageTypeAndComputeInTheOther() {
    Node row = Nodes.reduce(Op.ADD, Nodes.unary(Op.EXP, x), List.of(1));
    Node spread = Nodes.expand(Nodes.reshape(row, Shape.of(32, 1)), SHAPE);
    List<Size> one = List.of(Size.ONE, Size.ONE);
    Node padded = Nodes.pad(x.over(spread), one, one, Literal.of(DType.FLOAT32, 0.5));
    Node index = Nodes.slot(DType.INT32, Shape.of(8), 2);
    Node picked = Nodes.gather(x.lessThan(y).and(y.lessThan(x)), index, 0);
    Node chosen = Nodes.where(picked, Nodes.gather(y, index, 0), Nodes.gather(x, index, 0));
    Node joined = Nodes.concat(List.of(x, y.plus(x)), 0);
    Node bits = Nodes.bitcast(x.times(y), DType.INT32);
    List<Node> outputs = widened(padded, chosen, joined, bits, Nodes.assign(x, x.minus(y)));

    Program program = Compiler.compile(outputs, Target.java(0, List.of()));
    program.launches().forEach(launch -> checkNest(launch.nest().kernel()));
    program.launches().forEach(launch -> assertTrue(stores(launch.nest().kernel()) > 0));
  }

  private static void checkNest(Node kernel) {
    for (Node node : Topology.of(kernel)) {
      if (node.dtype() == DType.FLOAT32) {
        boolean moved = node.op() == Op.BUFFER || node.op() == Op.LOAD || node.op() == Op.CAST;
        assertTrue(moved, () -> node + " is computed in float32");
      }
      for (Node source : node.sources()) {
        boolean narrow = source.dtype() == DType.FLOAT32 && source.op() != Op.BUFFER;
        boolean ends = node.op() == Op.CAST || node.op() == Op.BITCAST || node.op() == Op.STORE;
        assertTrue(!narrow || ends, () -> node + " takes " + source + " as it is stored");
      }
    }
  }

  private static long stores(Node kernel) {
    return Topology.of(kernel).stream().filter(node -> node.op() == Op.STORE).count();
  }
}
