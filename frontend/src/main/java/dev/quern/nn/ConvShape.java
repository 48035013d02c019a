package dev.quern.nn;

import dev.quern.ConvOptions;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What convolutions of any rank ask of their sizes. */
final class ConvShape {
  private ConvShape() {}

  /** The shape of a weight: (out, in / groups, kernel...). */
  static int[] weight(String name, int in, int out, int[] kernel, ConvOptions options, int dims) {
    int groups = options.groups();
    if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          name
              + ": channels "
              + in
              + " and "
              + out
              + " must be at least 1 and divide into "
              + groups
              + " groups");
    }
    if (kernel.length != dims || Arrays.stream(kernel).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          name + ": kernel " + Arrays.toString(kernel) + " needs " + dims + " sizes of at least 1");
    }
    return IntStream.concat(IntStream.of(out, in / groups), Arrays.stream(kernel)).toArray();
  }

  /** The elements that one output is the sum of. */
  static int inputs(int[] weight) {
    return Arrays.stream(weight).skip(1).reduce(1, Math::multiplyExact);
  }
}
