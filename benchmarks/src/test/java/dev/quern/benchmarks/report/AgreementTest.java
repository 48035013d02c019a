package dev.quern.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgreementTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  static Arguments[] pairs() {
    double infinite = Double.POSITIVE_INFINITY;
    return new Arguments[] {
      pair(0, new float[] {1, 2}, 1, 2),
      pair(0.25, new float[] {1, 3}, 1, 4),
      pair(0, new float[] {NAN, INFINITY}, NAN, INFINITY),
      pair(infinite, new float[] {NAN, 1}, 1, 1),
      pair(infinite, new float[] {1, 1}, NAN, 1),
      pair(infinite, new float[] {1}, 1, 2),
      pair(infinite, new float[] {1}, 0),
    };
  }

  private static Arguments pair(double difference, float[] result, float... expected) {
    return Arguments.of(difference, result, expected);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theDifferenceIsAShareOfTheLargestValue(double difference, float[] result, float[] expected) {
    assertEquals(difference, Agreement.difference(result, expected));
  }
}
