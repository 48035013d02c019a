package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Variable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where random tensors take their streams from: equal seeds give equal sequences on every device,
 * and each draw a stream of its own.
 *
 * <p>A draw's numbers are a function of its stream and of the element's position (Threefry-2x32),
 * so nothing depends on threads or on the order of evaluation.
 */
public final class Generator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final AtomicLong COUNT = new AtomicLong();

  private final String name = "." + COUNT.incrementAndGet();
  private long seed;
  private long draws;

  public Generator(long seed) {
    this.seed = seed;
  }

  /** Starts the sequence of this seed from its beginning. */
  public synchronized Generator manualSeed(long seed) {
    this.seed = seed;
    this.draws = 0;
    return this;
  }

  public synchronized long seed() {
    return seed;
  }

  /** Draws since the seed was set; with the seed, all there is to save. */
  public synchronized long draws() {
    return draws;
  }

  /** Goes to the state of a generator with this seed after so many draws. */
  public synchronized Generator restore(long seed, long draws) {
    this.seed = seed;
    this.draws = draws;
    return this;
  }

  /**
   * The next stream: 64 bits that depend on seed and number of the draw (SplitMix64's finalizer).
   */
  public synchronized long next() {
    long mixed = mix(seed) + GOLDEN_GAMMA * ++draws;
    return mix(mixed);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A stream as a scalar that is given at launch, so that the next draw compiles nothing. */
  synchronized Node stream() {
    long stream = next();
    Variable variable = Variable.scalar("stream" + draws + name);
    Capture.current()
        .ifPresent(
            capture -> capture.step(new Capture.Step.Ask(variable, DType.INT64, this::next)));
    return Nodes.bound(variable, Literal.of(DType.INT64, stream));
  }
}
