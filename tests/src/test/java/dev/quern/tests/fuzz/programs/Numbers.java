package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.backend.HostArrays;
import java.util.SplittableRandom;

/** What an input holds: whole numbers of either sign, reals, or positions below a limit. */
record Numbers(Kind kind, int limit, long seed) {
  enum Kind {
    WHOLE,
    REAL,
    BELOW
  }

  static Numbers whole(long seed) {
    return new Numbers(Kind.WHOLE, 0, seed);
  }

  static Numbers real(long seed) {
    return new Numbers(Kind.REAL, 0, seed);
  }

  static Numbers below(int limit, long seed) {
    return new Numbers(Kind.BELOW, limit, seed);
  }

  private double next(SplittableRandom random) {
    return switch (kind) {
      case WHOLE -> random.nextInt(7) - 3;
      case REAL -> 4 * random.nextDouble() - 2;
      case BELOW -> random.nextInt(limit);
    };
  }

  Object array(DType dtype, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    Object array = HostArrays.allocate(dtype, count);
    for (int i = 0; i < count; i++) {
      double number = next(random);
      switch (dtype) {
        case BOOL -> ((boolean[]) array)[i] = number > 0;
        case INT32 -> ((int[]) array)[i] = (int) number;
        case INT64 -> ((long[]) array)[i] = (long) number;
        case FLOAT32 -> ((float[]) array)[i] = (float) number;
        case FLOAT64 -> ((double[]) array)[i] = number;
      }
    }
    return array;
  }

  /** The first arguments of {@code input} in a program's text. */
  @Override
  public String toString() {
    String draw =
        switch (kind) {
          case WHOLE -> "r.nextInt(7) - 3";
          case REAL -> "4 * r.nextDouble() - 2";
          case BELOW -> "r.nextInt(" + limit + ")";
        };
    return seed + "L, r -> " + draw;
  }
}
