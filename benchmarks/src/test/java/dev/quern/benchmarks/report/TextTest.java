package dev.quern.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({"1.5, 1.50 s", "0.0123, 12.3 ms", "0.000456, 456 us", "123, 123 s"})
  void timesHaveThreeDigitsAndTheUnitThatFits(double seconds, String text) {
    assertEquals(text, Text.time(seconds));
  }
}
