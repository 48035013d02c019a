package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Shapes of a random program: from few sizes, so that they often fit each other. */
final class Sizes {
  private static final int[] ALL = {
    1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 31, 32, 33, 64, 65, 100, 130, 257
  };
  private static final int[] LONG = {1025, 4096, 4097, 9001, 19_999};
  private static final long MOST = 20_000;

  private final Random random;
  private final int[] chosen;

  Sizes(Random random) {
    this.random = random;
    this.chosen = IntStream.range(0, 3).map(i -> ALL[random.nextInt(ALL.length)]).toArray();
    if (random.nextInt(12) == 0) {
      chosen[0] = LONG[random.nextInt(LONG.length)];
    }
  }

  /** A shape of up to four dims; mostly of two or three. */
  Shape shape() {
    int rank = List.of(0, 1, 1, 2, 2, 2, 2, 3, 3, 4).get(random.nextInt(10));
    long[] sizes = new long[rank];
    long product = 1;
    for (int i = 0; i < rank; i++) {
      sizes[i] = random.nextInt(60) == 0 ? 0 : size();
      sizes[i] = product * sizes[i] > MOST ? 1 + random.nextInt(2) : sizes[i];
      product *= sizes[i];
    }
    return Shape.of(sizes);
  }

  long size() {
    return random.nextInt(8) == 0 ? 1 : chosen[random.nextInt(chosen.length)];
  }

  static boolean fits(Shape shape) {
    return shape.elements() <= 2 * MOST;
  }

  List<Integer> order(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  /** Some of the axes, at least one. */
  List<Integer> axes(int rank) {
    int most = Math.max(1, rank - random.nextInt(rank));
    return order(rank).subList(0, 1 + random.nextInt(most)).stream().sorted().toList();
  }

  static List<Size> zeros(int rank) {
    return Collections.nCopies(rank, Size.ZERO);
  }

  List<Size> widths(int rank) {
    return IntStream.range(0, rank)
        .mapToObj(i -> random.nextInt(3) == 0 ? Size.of(random.nextInt(4)) : Size.ZERO)
        .toList();
  }

  /** The shape with an axis split in two, where it divides. */
  Shape split(Shape shape, int axis) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    long size = sizes.get(axis).fixed();
    List<Long> factors =
        IntStream.rangeClosed(1, (int) size)
            .filter(f -> size % f == 0)
            .mapToObj(f -> (long) f)
            .toList();
    long factor = factors.get(random.nextInt(factors.size()));
    sizes.set(axis, Size.of(factor));
    sizes.add(axis + 1, Size.of(size / factor));
    return Shape.of(sizes);
  }

  /** The shape with two neighbouring axes joined. */
  Shape joined(Shape shape, int axis) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    long product = sizes.get(axis).fixed() * sizes.get(axis + 1).fixed();
    sizes.remove(axis + 1);
    sizes.set(axis, Size.of(product));
    return Shape.of(sizes);
  }
}
