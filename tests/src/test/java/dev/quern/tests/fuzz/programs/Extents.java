package dev.quern.tests.fuzz.programs;

import java.util.Random;
import java.util.stream.IntStream;

/** Sizes of a program's dims: few of them, at and beside multiples of the lane counts. */
final class Extents {
  private static final int[] LANES = {2, 4, 8, 16};
  private static final int[] OTHERS = {1, 1, 2, 3, 5, 6, 10, 12, 20, 28, 49, 50, 100, 130};
  private static final int[] LONG = {257, 511, 1000, 1025, 2049, 4096, 4099, 9001};

  private final Random random;
  private final boolean large;
  private final int[] chosen;

  Extents(Random random, boolean large) {
    this.random = random;
    this.large = large;
    this.chosen = IntStream.range(0, 3).map(i -> drawn()).toArray();
    if (large || random.nextInt(10) == 0) {
      chosen[0] = LONG[random.nextInt(LONG.length)];
    }
  }

  private int drawn() {
    if (random.nextBoolean()) {
      return OTHERS[random.nextInt(OTHERS.length)];
    }
    int multiple = LANES[random.nextInt(LANES.length)] * (1 + random.nextInt(4));
    return Math.max(1, multiple + random.nextInt(3) - 1);
  }

  /** Elements of a tensor. */
  long most() {
    return large ? 1_200_000 : 60_000;
  }

  int one() {
    return random.nextInt(4) == 0 ? drawn() : chosen[random.nextInt(chosen.length)];
  }

  int[] shape() {
    return shape(1 + random.nextInt(random.nextInt(4) == 0 ? 4 : 3));
  }

  int[] shape(int rank) {
    int[] shape = IntStream.range(0, rank).map(axis -> one()).toArray();
    long room = most() / 2;
    for (int axis = rank - 1; axis >= 0; axis--) {
      shape[axis] = (int) Math.max(1, Math.min(shape[axis], room));
      room /= shape[axis];
    }
    return shape;
  }

  /** True if the first broadcasts to the second. */
  boolean broadcast(int[] from, int[] to) {
    boolean fits = from.length <= to.length;
    for (int i = 1; fits && i <= from.length; i++) {
      int size = from[from.length - i];
      fits = size == 1 || size == to[to.length - i];
    }
    return fits;
  }
}
