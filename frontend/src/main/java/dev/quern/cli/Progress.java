package dev.quern.cli;

import java.util.Locale;
import java.util.OptionalDouble;

/** Tells a person how far a training run is. */
interface Progress extends AutoCloseable {
  /**
   * A step is done, counted from 1. Called often; what is shown, and when, is up to the receiver.
   */
  void step(int step, double loss, OptionalDouble tokensPerSecond);

  /** Shows a line that stays. */
  void line(String text);

  @Override
  void close();

  /** A bar where a person watches, else a line now and then. */
  static Progress of(Terminal terminal, int done, int steps) {
    return terminal.interactive()
        ? new ProgressOnTerminal(terminal, done, steps)
        : new ProgressLines(terminal.out(), steps);
  }

  /** Such as {@code loss 2.3456, 12,345 tokens/s}. */
  static String text(double loss, OptionalDouble tokensPerSecond) {
    String text = String.format(Locale.ROOT, "loss %.4f", loss);
    return tokensPerSecond.isEmpty()
        ? text
        : String.format(Locale.ROOT, "%s, %,.0f tokens/s", text, tokensPerSecond.getAsDouble());
  }
}
