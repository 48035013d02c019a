package dev.quern.tests.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.Tensor;
import dev.quern.runtime.device.Device;
import dev.quern.tests.Machines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole training runs of small GPTs, against those recorded with PyTorch. */
final class TrainingRunsTest {
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "gpt-micro, reference",
    "gpt-micro, java",
    "gpt-micro, java:plain",
    "gpt-micro, opencl",
    "gpt-nano, java",
    "gpt-nano, opencl"
  })
  void runsRepeatPyTorchs(String name, String device) {
    assumeTrue(TrainingRun.present(), TrainingRun::missing);
    TrainingRun run = TrainingRun.of(name, Machines.of(device));
    List<Double> losses = run.losses();
    assertEquals(10, losses.size());
    for (int step = 0; step < losses.size(); step++) {
      assertEquals(losses.get(step), run.step(), TOLERANCE, "loss of step " + (step + 1));
      if (step == 0) {
        checkGradients(run);
      }
    }
  }

  /** Closer than the others: the reference adds in double, and java is the standard device. */
  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({"gpt-micro, reference, 2e-6, 2e-6, 1e-6", "gpt-nano, java, 1e-5, 2e-4, 1e-5"})
  void standardRunsStayClose(
      String name, String device, double first, double later, double gradients) {
    assumeTrue(TrainingRun.present(), TrainingRun::missing);
    Device fresh = Machines.of(device);
    TrainingRun run = TrainingRun.of(name, fresh);
    assertEquals(name.equals("gpt-nano") ? 804096 : 4192, run.model().parameterCount());
    List<Double> losses = run.losses();
    assertEquals(losses.get(0), run.step(), first);
    Map<String, Tensor> named = run.model().namedParameters();
    run.gradients().forEach((key, gradient) -> checkEach(key, gradient, named.get(key), gradients));
    long scheduled = fresh.counters().graphsScheduled();
    for (int step = 1; step < losses.size(); step++) {
      assertEquals(losses.get(step), run.step(), later, "step " + step);
    }
    assertEquals(scheduled, fresh.counters().graphsScheduled(), "later steps replay the first");
  }

  private static void checkEach(String name, Tensor expected, Tensor parameter, double tolerance) {
    Tensor actual = parameter.grad();
    assertEquals(expected.shape(), actual.shape(), name);
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), tolerance, name);
  }

  private static void checkGradients(TrainingRun run) {
    Map<String, Tensor> parameters = run.model().namedParameters();
    Map<String, Tensor> recorded = run.gradients();
    assertEquals(parameters.keySet(), recorded.keySet());
    recorded.forEach((name, expected) -> checkClose(name, expected, parameters.get(name).grad()));
  }

  /** Within the tolerance of the largest element, and of the norm. */
  private static void checkClose(String name, Tensor expected, Tensor actual) {
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    double largest = 0;
    double furthest = 0;
    double squares = 0;
    double distances = 0;
    for (int i = 0; i < e.length; i++) {
      largest = Math.max(largest, Math.abs(e[i]));
      furthest = Math.max(furthest, Math.abs(e[i] - a[i]));
      squares += e[i] * e[i];
      distances += (e[i] - a[i]) * (e[i] - a[i]);
    }
    double elements = furthest / largest;
    double norm = Math.sqrt(distances / squares);
    assertTrue(elements < TOLERANCE && norm < TOLERANCE, name + ": " + elements + ", " + norm);
  }
}
