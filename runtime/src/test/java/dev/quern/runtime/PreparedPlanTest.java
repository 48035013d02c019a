package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A graph that is walked once, and computed over other leaves and with other numbers. */
final class PreparedPlanTest {
  private static final Shape TWO = Shape.of(2);

  private static Node two(Device device, Memory.Policy policy, float... values) {
    return Transfer.upload(device, TWO, values, policy, "two");
  }

  private static float[] read(Node leaf) {
    return (float[]) Transfer.download(leaf);
  }

  private static Node hole() {
    return PreparedPlan.placeholder(DType.FLOAT32, TWO, "hole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void leavesAndNumbersAreGivenWithEachRun(String name) {
    Device device = Devices.fresh(name);
    Variable rate = Variable.scalar("rate");
    Node hole = hole();
    Node number = Nodes.bound(rate, Literal.of(DType.FLOAT32, 2.0));
    Node scaled = hole.times(Nodes.expand(Nodes.reshape(number, Shape.of(1)), TWO));
    PreparedPlan plan = PreparedPlan.of(device, List.of(scaled.plus(hole.like(0.5)), hole));
    assertSame(hole, plan.leaves().get(0));
    assertEquals(List.of(rate), plan.variables());

    Node first = two(device, Memory.Policy.FRESH, 1, 2);
    List<Node> made = plan.run(List.of(first), plan.scalars());
    assertArrayEquals(new float[] {2.5f, 4.5f}, read(made.get(0)));
    assertSame(first, made.get(1));

    long[] scalars = plan.scalars();
    scalars[0] = Literal.of(DType.FLOAT32, 10.0).bits();
    List<Node> other = plan.run(List.of(two(device, Memory.Policy.FRESH, 3, 4)), scalars);
    assertArrayEquals(new float[] {30.5f, 40.5f}, read(other.get(0)));
    assertArrayEquals(new float[] {2.5f, 4.5f}, read(made.get(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void anAssignMakesTheNextVersionOfTheLeafGiven(String name) {
    Device device = Devices.fresh(name);
    Node leaf = two(device, Memory.Policy.ALTERNATING, 1, 2);
    PreparedPlan plan = PreparedPlan.of(device, List.of(Nodes.assign(leaf, leaf.plus(leaf))));
    Node second = plan.run(List.of(leaf), plan.scalars()).get(0);
    Node third = plan.run(List.of(second), plan.scalars()).get(0);
    assertArrayEquals(new float[] {4, 8}, read(third));
    assertArrayEquals(new float[] {2, 4}, read(second));
    assertThrows(StaleVersionException.class, () -> read(leaf));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void aReusedValueIsWrittenOverUnlessTheRunReadsIt(String name) {
    Device device = Devices.fresh(name);
    Node hole = hole();
    PreparedPlan plan = PreparedPlan.of(device, List.of(hole.plus(hole)));
    plan.reuse(0);
    Node first = plan.run(List.of(two(device, Memory.Policy.FRESH, 1, 2)), plan.scalars()).get(0);
    Node second = plan.run(List.of(first), plan.scalars()).get(0);
    assertNotSame(first, second);
    assertArrayEquals(new float[] {4, 8}, read(second));
    assertThrows(StaleVersionException.class, () -> read(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void whatIsStoredAlreadyIsStillAFunctionOfTheLeaves(String name) {
    Device device = Devices.fresh(name);
    Node leaf = two(device, Memory.Policy.FRESH, 1, 2);
    Node sum = leaf.plus(leaf);
    Evaluation.evaluate(device, List.of(sum));
    PreparedPlan plan = PreparedPlan.of(device, List.of(sum));
    Node other = two(device, Memory.Policy.FRESH, 5, 6);
    assertArrayEquals(new float[] {10, 12}, read(plan.run(List.of(other), plan.scalars()).get(0)));
  }
}
