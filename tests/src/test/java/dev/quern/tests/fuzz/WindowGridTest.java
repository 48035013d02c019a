package dev.quern.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.tests.Machines;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions and pools of random sizes on every width of vectors, each seed on one of them. */
final class WindowGridTest {
  private static final int LONG = 10; // times as many where the long versions are wanted

  @ParameterizedTest(name = "{2} from seed {1} on {0}")
  @CsvSource({
    "java:512, 1000, 60",
    "java:256, 2000, 50",
    "java:128, 3000, 50",
    "java:plain, 4000, 30",
    "opencl, 5000, 10"
  })
  void windowsHaveTheirValuesAndGradients(String device, long first, int count) {
    Machines.of(device);
    int wanted = Machines.ALL ? LONG * count : count;
    List<String> failures = new WindowGrid(device).failures(first, first + wanted);
    assertEquals("", String.join("\n", failures));
  }
}
