package dev.quern.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.benchmarks.workload.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  @Test
  void aLineIsReadAsItWasWritten() {
    Measured measured =
        Measured.of(Side.TORCH, "out=", List.of(3.0, 1.0, 2.0), 6e9, Map.of("kernels", 82.0));
    assertEquals(measured, Measured.parse(measured.line()));
  }

  @Test
  void aFailureOfSeveralLinesIsOneLine() {
    Measured failed = Measured.failed(Side.QUERN, "as written", "it\n\tfailed");
    assertEquals("it failed", Measured.parse(failed.line()).failure());
  }

  @Test
  void theMedianIsThatOfTheRounds() {
    Measured measured = Measured.of(Side.QUERN, "x", List.of(9.0, 1.0, 2.0), 4e9, Map.of());
    assertEquals(2.0, measured.median());
    assertEquals(2.0, measured.rate(), 1e-12);
  }
}
