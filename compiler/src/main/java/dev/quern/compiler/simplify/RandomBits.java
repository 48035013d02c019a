package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Threefry;

/** Turns an element of a RANDOM into the int32 arithmetic of {@link Threefry}. */
public final class RandomBits {
  private static final int ROUNDS_PER_KEY = 4;

  private RandomBits() {}

  /** The random word at an int32 index, not negative, of a stream, which is int64. */
  public static Node expand(Node index, Node stream) {
    Node low = Nodes.cast(stream, DType.INT32);
    Node high = Nodes.cast(Nodes.binary(Op.USHR, stream, stream.like(32L)), DType.INT32);
    return words(index, index.like(0L), low, high)[0];
  }

  /** The two words of a block. */
  static Node[] words(Node counter0, Node counter1, Node key0, Node key1) {
    Node[] key = {key0, key1, xor(xor(key0, key1), key0.like((long) Threefry.PARITY))};
    Node a = counter0.plus(key0);
    Node b = counter1.plus(key1);
    for (int round = 0; round < Threefry.ROUNDS; round++) {
      a = a.plus(b);
      b = xor(rotated(b, Threefry.ROTATIONS[round % Threefry.ROTATIONS.length]), a);
      if (round % ROUNDS_PER_KEY == ROUNDS_PER_KEY - 1) {
        int injection = round / ROUNDS_PER_KEY + 1;
        a = a.plus(key[injection % 3]);
        b = b.plus(key[(injection + 1) % 3].plus(injection));
      }
    }
    return new Node[] {a, b};
  }

  private static Node xor(Node a, Node b) {
    return Nodes.binary(Op.XOR, a, b);
  }

  private static Node rotated(Node x, int count) {
    Node left = Nodes.binary(Op.SHL, x, x.like((long) count));
    Node right = Nodes.binary(Op.USHR, x, x.like(32L - count));
    return Nodes.binary(Op.OR, left, right);
  }
}
