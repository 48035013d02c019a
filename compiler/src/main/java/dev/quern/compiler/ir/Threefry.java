package dev.quern.compiler.ir;

/**
 * The meaning of RANDOM: Threefry-2x32 with 20 rounds, a function of a stream and a position.
 *
 * <p>Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011),
 * section 4; the constants are those of Skein as its reference implementation Random123 has them.
 */
public final class Threefry {
  /** Rotations of the rounds, repeated. */
  public static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

  /** The third key word is the exclusive or of this and the other two. */
  public static final int PARITY = 0x1BD11BDA;

  public static final int ROUNDS = 20;

  private static final int ROUNDS_PER_KEY = 4;

  private Threefry() {}

  /**
   * The random word at a position of a stream: the first of the block whose key is (low half, high
   * half) of the stream and whose counter is (low half, high half) of the index.
   */
  public static int word(long stream, long index) {
    return (int) block((int) stream, (int) (stream >>> 32), (int) index, (int) (index >>> 32));
  }

  /** The two words of a block, the first in the low half. */
  static long block(int key0, int key1, int counter0, int counter1) {
    int first = key0; // the key words, which take turns
    int second = key1;
    int third = PARITY ^ key0 ^ key1;
    int x0 = counter0 + key0;
    int x1 = counter1 + key1;
    for (int round = 0; round < ROUNDS; round += ROUNDS_PER_KEY) {
      int rotation = round % ROTATIONS.length;
      for (int i = rotation; i < rotation + ROUNDS_PER_KEY; i++) {
        x0 += x1;
        x1 = Integer.rotateLeft(x1, ROTATIONS[i]) ^ x0;
      }
      int added = first;
      first = second;
      second = third;
      third = added;
      x0 += first;
      x1 += second + round / ROUNDS_PER_KEY + 1;
    }
    return (x0 & 0xffffffffL) | (long) x1 << 32;
  }
}
