package dev.quern;

/**
 * A stretch of code in which nothing is recorded for gradients, on this thread:
 *
 * <pre>{@code
 * try (NoGrad off = NoGrad.enter()) {
 *   weight.sub_(weight.grad().mul(0.1));
 * }
 * }</pre>
 *
 * <p>{@link Autograd#noGrad(Runnable)} says the same with a lambda.
 */
public final class NoGrad implements AutoCloseable {
  private final boolean before;

  private NoGrad(boolean before) {
    this.before = before;
  }

  /** Switches recording off until the result is closed. */
  public static NoGrad enter() {
    return new NoGrad(Mode.current().recording(false));
  }

  /** Switches recording back to what it was. */
  @Override
  public void close() {
    Mode.current().recording(before);
  }
}
