package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Threefry;

/** Turns an element of a RANDOM into the int32 arithmetic of {@link Threefry}. */
public final class RandomBits {
  private static final int WORD = 32;
  private static final int ROUNDS_PER_KEY = 4;

  private RandomBits() {}

  /**
   * The random word at a position.
   *
   * @param index a scalar int32, the flat index
   * @param stream a scalar int64
   */
  public static Node expand(Node index, Node stream) {
    Node low = Nodes.cast(stream, DType.INT32);
    Node high = Nodes.cast(Nodes.binary(Op.USHR, stream, stream.like((long) WORD)), DType.INT32);
    Node mixed = Nodes.binary(Op.XOR, low, high);
    Node[] key = {low, high, Nodes.binary(Op.XOR, mixed, mixed.like((long) Threefry.PARITY))};
    Node x0 = index.plus(low);
    Node x1 = high;
    for (int round = 0; round < Threefry.ROUNDS; round++) {
      x0 = x0.plus(x1);
      int by = Threefry.ROTATIONS[round % Threefry.ROTATIONS.length];
      x1 = Nodes.binary(Op.XOR, rotated(x1, by), x0);
      if (round % ROUNDS_PER_KEY == ROUNDS_PER_KEY - 1) {
        int injection = round / ROUNDS_PER_KEY + 1;
        x0 = x0.plus(key[injection % key.length]);
        x1 = x1.plus(key[(injection + 1) % key.length]).plus(injection);
      }
    }
    return x0;
  }

  private static Node rotated(Node x, int by) {
    Node left = Nodes.binary(Op.SHL, x, x.like((long) by));
    Node right = Nodes.binary(Op.USHR, x, x.like((long) (WORD - by)));
    return Nodes.binary(Op.OR, left, right);
  }
}
