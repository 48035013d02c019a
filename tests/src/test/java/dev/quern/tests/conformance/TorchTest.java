package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The meaning of every operation of the table, against PyTorch. */
final class TorchTest {
  /** What PyTorch itself may be wrong by, relative, beside what a device may. */
  private static final double SINGLE = 4e-7;

  private static final double DOUBLE = 1e-14;

  private static final Map<Row, String> FUNCTIONS = new LinkedHashMap<>();
  private static Torch torch;

  @BeforeAll
  static void load() {
    Map<String, Torch.Function> functions = new LinkedHashMap<>();
    for (List<Row> rows : Table.groups().values()) {
      for (Row row : rows) {
        if (!row.torch().isEmpty()) {
          String name = "f" + FUNCTIONS.size();
          FUNCTIONS.put(row, name);
          functions.put(name, new Torch.Function(row.inputs().size(), row.torch()));
        }
      }
    }
    torch = new Torch(functions);
  }

  @AfterAll
  static void close() {
    torch.close();
    FUNCTIONS.clear();
  }

  @TestFactory
  Stream<DynamicNode> sameAsTorch() {
    Map<String, List<DynamicNode>> groups = new LinkedHashMap<>();
    FUNCTIONS.forEach(
        (row, name) ->
            row.cases()
                .forEach(
                    test ->
                        groups
                            .computeIfAbsent(row.name().split(" ")[0], key -> new ArrayList<>())
                            .add(dynamicTest(test.title(), () -> check(test, name)))));
    return groups.entrySet().stream().map(g -> dynamicContainer(g.getKey(), g.getValue()));
  }

  private static void check(Row.Case test, String function) {
    Trial trial = Trial.of(test, Devices.of("reference"));
    List<Result> ours = trial.reference();
    boolean gradients = ours.size() > 1;
    Torch.Answer theirs =
        gradients
            ? torch.gradients(function, test.arrays(), trial.weights())
            : torch.value(function, test.arrays());
    assertArrayEquals(theirs.shape(), ours.get(0).sizes(), test.title() + ": shape");
    List<String> problems = new ArrayList<>();
    compare("value", ours.get(0), theirs.value(), problems);
    List<Object> given = theirs.gradients().stream().filter(array -> array != null).toList();
    for (int i = 1; i < ours.size(); i++) {
      compare("gradient " + (i - 1), ours.get(i), given.get(i - 1), problems);
    }
    assertEquals("", String.join("\n", problems), test.title());
  }

  private static void compare(String name, Result ours, Object theirs, List<String> problems) {
    double[] numbers = numbers(theirs);
    assertEquals(dtype(theirs), ours.dtype(), name);
    double relative = ours.dtype() == DType.FLOAT32 ? SINGLE : DOUBLE;
    for (int i = 0; i < numbers.length; i++) {
      double expected = ours.dtype().isFloat() ? ours.reals()[i] : ours.integers()[i];
      double allowed =
          ours.dtype().isFloat() ? 2 * ours.bound(i) + relative * Math.abs(expected) : 0;
      boolean same =
          Double.compare(expected, numbers[i]) == 0
              || expected == numbers[i]
              || Math.abs(expected - numbers[i]) <= allowed;
      if (!same) {
        problems.add(
            name
                + " at "
                + i
                + ": ours "
                + expected
                + ", PyTorch's "
                + numbers[i]
                + ", allowed "
                + allowed);
        return;
      }
    }
  }

  private static DType dtype(Object array) {
    return dev.quern.runtime.backend.HostArrays.dtype(array);
  }

  private static double[] numbers(Object array) {
    double[] numbers = new double[java.lang.reflect.Array.getLength(array)];
    for (int i = 0; i < numbers.length; i++) {
      Object value = java.lang.reflect.Array.get(array, i);
      numbers[i] =
          value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).doubleValue();
    }
    return numbers;
  }
}
