package dev.quern.tests.conformance;

import dev.quern.Tensor;
import dev.quern.runtime.device.Device;
import dev.quern.tests.Machines;
import java.util.List;

/** Runs each operation of the table once with each of its dtypes, gradients included. */
public final class EveryOperation {
  private EveryOperation() {}

  /** On the device of this name. */
  public static void run(String name) {
    Device device = Machines.of(name);
    for (List<Row> rows : Table.groups().values()) {
      for (Row row : rows) {
        row.cases().forEach(test -> Tensor.realize(Trial.of(test, device).wanted()));
      }
    }
  }
}
