package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;

/**
 * How neighbouring iterations of a loop lie in vectors. A process uses one species for each element
 * type, the widest, so that a value of a wide type takes several vectors where one of a narrow type
 * takes one.
 *
 * @param elements iterations of a group: the lanes of the narrowest type's vector; 1 for a group of
 *     one iteration, which needs no vectors
 * @param bytes of a vector
 */
record LaneGroup(int elements, int bytes) {
  static final LaneGroup ONE = new LaneGroup(1, 0);

  /** Groups as large as a vector of the type. */
  static LaneGroup of(DType narrowest, int vectorBits) {
    int bytes = vectorBits / Byte.SIZE;
    return new LaneGroup(bytes / narrowest.bytes(), bytes);
  }

  boolean areVectors() {
    return elements > 1;
  }

  /** Lanes of a vector of the type, or of the mask for such a vector. */
  int lanes(DType dtype) {
    return areVectors() ? bytes / dtype.bytes() : 1;
  }

  /** Vectors of the type that a group takes. */
  int vectors(DType dtype) {
    return elements / lanes(dtype);
  }
}
