package dev.quern.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Who does pieces of a compilation that do not depend on each other. */
@FunctionalInterface
public interface Workers {
  /** One piece after the other, in this thread. */
  Workers ALONE =
      (pieces, work) -> {
        for (int piece = 0; piece < pieces; piece++) {
          work.accept(piece);
        }
      };

  /**
   * Does every piece once, in any order, perhaps several at a time; returns when all are done, or
   * throws what one of them threw.
   */
  void each(int pieces, IntConsumer work);

  /** What the pieces make, in their order. */
  default <T> List<T> map(int pieces, IntFunction<T> work) {
    Object[] made = new Object[pieces];
    each(pieces, piece -> made[piece] = work.apply(piece));
    @SuppressWarnings("unchecked") // only the line above writes to it
    List<T> list = (List<T>) new ArrayList<>(Arrays.asList(made));
    return list;
  }
}
