package dev.quern.compiler.loops;

import dev.quern.compiler.ir.DType;

/**
 * The vector registers of a target. A process uses one width for each element type, the widest, so
 * that a vector of a wide type takes several registers where one of a narrow type takes one.
 *
 * @param bytes of a register
 */
public record Registers(int bytes) {
  /** Those of so many bits. */
  public static Registers ofBits(int bits) {
    return new Registers(bits / Byte.SIZE);
  }

  /** Lanes of a register of the type, or of the mask for one. */
  public int lanes(DType dtype) {
    return bytes / dtype.bytes();
  }

  /** Registers that so many values of the type take. */
  public int count(int lanes, DType dtype) {
    return Math.max(1, lanes / lanes(dtype));
  }
}
