package dev.quern.benchmarks.workload;

import java.util.SplittableRandom;

/** The numbers that all contenders start from: the same for the same seed, everywhere. */
final class Inputs {
  private Inputs() {}

  /** Evenly between two bounds. */
  static float[] uniform(long seed, double low, double high, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }

  /** Whole numbers from 0 up to a limit, exclusive. */
  static long[] integers(long seed, int limit, int count) {
    return new SplittableRandom(seed).longs(count, 0, limit).toArray();
  }

  static int[] narrowed(long[] values) {
    int[] narrow = new int[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (int) values[i];
    }
    return narrow;
  }

  static int elements(int... shape) {
    int count = 1;
    for (int size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }
}
