package dev.quern.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Progress for a file or a pipe: plain lines, the first at once and then one every few seconds. */
final class ProgressLines implements Progress {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter out;
  private final int steps;
  private long shown = System.nanoTime() - PAUSE;

  ProgressLines(PrintWriter out, int steps) {
    this.out = out;
    this.steps = steps;
  }

  @Override
  public void step(int step, double loss, OptionalDouble tokensPerSecond) {
    long now = System.nanoTime();
    if (now - shown >= PAUSE || step == steps) {
      shown = now;
      line(
          String.format(
              Locale.ROOT,
              "step %,d of %,d: %s",
              step,
              steps,
              Progress.text(loss, tokensPerSecond)));
    }
  }

  @Override
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void close() {}
}
