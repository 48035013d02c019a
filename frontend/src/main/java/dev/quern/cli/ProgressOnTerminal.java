package dev.quern.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress for a person: a bar in the last line, which moves down when a line is shown above it.
 */
final class ProgressOnTerminal implements Progress {
  private static final String START_OF_LINE = "\r\u001b[K"; // and erases the line
  private static final int REFRESH_MILLISECONDS = 200;
  private static final int USUAL_WIDTH = 80;

  private final PrintWriter err;
  private final ProgressBar bar;
  private String shown = ""; // guarded by this: the bar's own thread writes it

  ProgressOnTerminal(Terminal terminal, int done, int steps) {
    this.err = terminal.err();
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("train")
            .setInitialMax(steps)
            .startsFrom(done, java.time.Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
            .setConsumer(new DelegatingProgressBarConsumer(this::show, width() - 1))
            .build();
  }

  private synchronized void show(String text) {
    shown = text;
    err.print(START_OF_LINE + text);
    err.flush();
  }

  @Override
  public void step(int step, double loss, OptionalDouble tokensPerSecond) {
    bar.setExtraMessage(Progress.text(loss, tokensPerSecond));
    bar.stepTo(step);
  }

  /** On the same stream as the bar, since only so the two can't mix. */
  @Override
  public synchronized void line(String text) {
    err.println(START_OF_LINE + text);
    err.print(shown);
    err.flush();
  }

  @Override
  public void close() {
    bar.close();
    synchronized (this) {
      err.println();
      err.flush();
    }
  }

  /** The terminal's width in characters, as {@code stty} reports it. */
  private static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      String[] rowsAndColumns = size.strip().split(" ");
      boolean two = size.matches("\\d{1,5} \\d{1,5}\\s*");
      int columns = two ? Integer.parseInt(rowsAndColumns[1]) : 0;
      return columns > 0 ? columns : USUAL_WIDTH;
    } catch (IOException noStty) {
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }
}
