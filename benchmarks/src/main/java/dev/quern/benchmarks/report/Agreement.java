package dev.quern.benchmarks.report;

/** Whether two results are the same but for rounding. */
final class Agreement {
  private Agreement() {}

  /**
   * The largest difference as a share of the largest value; infinite if one has NaN or another
   * length where the other has not.
   */
  static double difference(float[] result, float[] expected) {
    if (result.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < result.length; i++) {
      if (Float.isNaN(result[i]) != Float.isNaN(expected[i])) {
        return Double.POSITIVE_INFINITY;
      }
      if (result[i] != expected[i] && !Float.isNaN(result[i])) {
        difference = Math.max(difference, Math.abs((double) result[i] - expected[i]));
      }
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return difference == 0 ? 0 : difference / largest;
  }
}
