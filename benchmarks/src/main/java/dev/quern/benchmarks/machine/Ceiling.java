package dev.quern.benchmarks.machine;

import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * One kind of work at the most that this machine does of it.
 *
 * <p>{@link #run} is what is timed; {@link #amount} is how many bytes, or floating-point
 * operations, it stands for.
 */
public final class Ceiling {
  /** What there is a ceiling for. */
  public enum Kind {
    /** Bytes read. */
    READ,
    /** Bytes written. */
    WRITE,
    /** Bytes read and written, as many of each. */
    COPY,
    /** Bytes of two arrays read and one written. */
    TRIAD,
    /** Fused multiply-adds, each two operations. */
    FMA;

    /** How a report calls an amount of this a second. */
    public String unit() {
      return this == FMA ? "GFLOP/s" : "GB/s";
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int PIECE = 1 << 14; // floats; a multiple of every vector loop's step
  private static final int FMA_ROUNDS = 20_000;
  private static final int FMA_PIECES = 64;

  /** Where results go, so that no loop is left out as useless. */
  private static volatile float sink;

  private final Kind kind;
  private final Team team = Team.standard();
  private final Loops loops = Loops.best();
  private final int pieces;
  private final float[][] arrays;

  /** Of as many bytes, rounded to whole pieces; for FMA the amount is its own. */
  public Ceiling(Kind kind, long bytes) {
    this.kind = kind;
    long floats = bytes / Float.BYTES / Math.max(1, arrays(kind));
    this.pieces = kind == Kind.FMA ? FMA_PIECES : (int) Math.max(1, floats / PIECE);
    this.arrays = new float[arrays(kind)][kind == Kind.FMA ? 0 : pieces * PIECE];
  }

  private static int arrays(Kind kind) {
    return switch (kind) {
      case FMA -> 0;
      case READ, WRITE -> 1;
      case COPY -> 2;
      case TRIAD -> 3;
    };
  }

  public Kind kind() {
    return kind;
  }

  /** Bytes moved or operations done by one {@link #run}. */
  public double amount() {
    return kind == Kind.FMA
        ? (double) pieces * FMA_ROUNDS * loops.operations()
        : (double) arrays.length * pieces * PIECE * Float.BYTES;
  }

  public void run() {
    team.run(pieces, work());
  }

  private IntConsumer work() {
    return switch (kind) {
      case READ -> i -> sink = loops.read(arrays[0], i * PIECE, (i + 1) * PIECE);
      case WRITE -> i -> loops.write(arrays[0], i * PIECE, (i + 1) * PIECE);
      case COPY -> i -> loops.copy(arrays[0], arrays[1], i * PIECE, (i + 1) * PIECE);
      case TRIAD -> i -> loops.triad(arrays[0], arrays[1], arrays[2], i * PIECE, (i + 1) * PIECE);
      case FMA -> i -> sink = loops.multiplyAdd(FMA_ROUNDS);
    };
  }
}
