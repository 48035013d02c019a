package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import java.lang.ref.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told when a kernel fails. */
final class FailuresTest {
  private static final Device DEVICE = Devices.fresh("java");

  private final TestGraphs graphs = new TestGraphs(DEVICE);

  private static void run(Node node) {
    Evaluation.evaluate(DEVICE, List.of(node));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "0, -1", "1, 7", "1, -1", "1, 2147483647"})
  void indexOutsideOfItsAxisIsRefused(int axis, int index) {
    Node x = graphs.floats(5, 7);
    Node indices = Transfer.upload(DEVICE, Shape.of(3), new int[] {1, index, 0});
    DeviceException failed =
        assertThrows(DeviceException.class, () -> run(Nodes.gather(x, indices, axis)));
    assertTrue(
        failed.getMessage().matches("kernel \\w+ on java: an index is out of range: .*"),
        failed.getMessage());
  }

  @Test
  void integerDivisionByZeroIsAnError() {
    Node x = Transfer.upload(DEVICE, Shape.of(3), new int[] {1, 2, 3});
    Node zeros = Transfer.upload(DEVICE, Shape.of(3), new int[] {1, 0, 2});
    DeviceException failed = assertThrows(DeviceException.class, () -> run(x.over(zeros)));
    assertTrue(
        failed.getMessage().matches("kernel \\w+ on java: an integer is divided by zero"),
        failed.getMessage());
  }

  @Test
  void storageWhoseUpdateFailedHalfwayIsRefusedUnderItsName() {
    Node target = Transfer.upload(DEVICE, Shape.of(3), new int[3], Memory.Policy.DONATED, "counts");
    Node zeros = Transfer.upload(DEVICE, Shape.of(3), new int[] {1, 1, 0});
    assertThrows(DeviceException.class, () -> run(Nodes.assign(target, target.over(zeros))));
    StaleVersionException lost =
        assertThrows(StaleVersionException.class, () -> Transfer.download(target));
    assertTrue(
        lost.getMessage().startsWith("counts: an in-place update failed halfway"),
        lost.getMessage());
  }

  @Test
  void alternatingStorageKeepsItsOldVersionWhenTheUpdateFails() {
    Node target =
        Transfer.upload(DEVICE, Shape.of(2), new int[] {3, 4}, Memory.Policy.ALTERNATING, "counts");
    Node zeros = Transfer.upload(DEVICE, Shape.of(2), new int[] {1, 0});
    assertThrows(DeviceException.class, () -> run(Nodes.assign(target, target.over(zeros))));
    assertEquals(3, ((int[]) Transfer.download(target))[0]);
    Node next = Nodes.assign(target, target.plus(target));
    run(next);
    assertEquals(8, ((int[]) Transfer.download(Evaluation.stored(next).orElseThrow()))[1]);
  }

  @Test
  void memoryOfAFailedEvaluationComesBack() {
    Device device = Devices.fresh("java");
    Node x = Transfer.upload(device, Shape.of(1000), new int[1000]);
    for (int i = 0; i < 5; i++) {
      assertThrows(DeviceException.class, () -> Evaluation.evaluate(device, List.of(x.over(x))));
    }
    assertEquals(4000, device.liveBytes());
    Reference.reachabilityFence(x);
  }
}
