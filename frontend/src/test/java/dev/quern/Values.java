package dev.quern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/** Comparisons of tensors with what is expected, shared by the tests of the frontend. */
public final class Values {
  /** The device of {@link #onReference}. */
  static final String DEVICE = System.getProperty("quern.test.device", "reference");

  private Values() {}

  /**
   * Chooses the device that interprets graphs as they were built (property quern.test.device names
   * another, to try these tests there), and starts the random sequence.
   */
  public static void onReference() {
    Quern.use(DEVICE);
    Quern.use(new Generator(42));
  }

  public static Tensor t(double... values) {
    return Tensor.of(values);
  }

  public static Tensor f(float... values) {
    return Tensor.of(values);
  }

  public static Tensor i(long... values) {
    return Tensor.of(values);
  }

  /** The shape and values of a nested array, or of a number for a scalar, within the tolerance. */
  public static void assertValues(Object expected, Tensor actual, double tolerance) {
    Tensor wanted =
        expected instanceof Number number
            ? Tensor.of(new double[] {number.doubleValue()}).reshape()
            : Tensor.of(expected);
    assertEquals(Shapes.text(wanted.shape()), Shapes.text(actual.shape()), "shape");
    double[] a = wanted.toDoubleArray();
    double[] b = actual.toDoubleArray();
    for (int k = 0; k < a.length; k++) {
      boolean same = Double.compare(a[k], b[k]) == 0 || Math.abs(a[k] - b[k]) <= tolerance;
      int at = k;
      assertTrue(
          same, () -> "element " + at + ": " + Arrays.toString(a) + " and " + Arrays.toString(b));
    }
  }

  public static void assertValues(Object expected, Tensor actual) {
    assertValues(expected, actual, 1e-12);
  }

  /** That a call is refused with a message that has all these parts. */
  public static void assertRefused(Runnable call, String... parts) {
    RuntimeException thrown = assertThrows(RuntimeException.class, call::run);
    for (String part : parts) {
      assertTrue(
          String.valueOf(thrown.getMessage()).contains(part),
          () -> "message '" + thrown.getMessage() + "' lacks '" + part + "'");
    }
  }
}
