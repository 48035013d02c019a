package dev.quern.benchmarks.workload;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A target of PEERS.md or of the issue.
 *
 * @param value what was reached of what is asked for: 1 or more is met; absent if it can't be told
 */
public record Goal(String text, Function<Figures, OptionalDouble> value) {
  /** Whether it was met; absent counts as missed. */
  public boolean met(Figures figures) {
    return value.apply(figures).orElse(0) >= 1;
  }

  /** So many times as fast as PyTorch's fastest form. */
  public static Goal timesTorch(double factor) {
    return new Goal(times(factor, ""), figures -> ratio(figures, figures.best(Side.TORCH), factor));
  }

  /** So many times as fast as one form of PyTorch's. */
  public static Goal timesTorch(double factor, String form) {
    return new Goal(
        times(factor, " " + form), figures -> ratio(figures, figures.of(Side.TORCH, form), factor));
  }

  /** One form of ours, so many times as fast as PyTorch's fastest form. */
  public static Goal formTimesTorch(String form, double factor) {
    return new Goal(
        form + " " + times(factor, ""),
        figures -> quotient(figures.best(Side.TORCH), figures.of(Side.QUERN, form), factor));
  }

  /** This share of the ceiling. */
  public static Goal share(double share) {
    return new Goal(
        String.format(Locale.ROOT, "%.0f %% of the ceiling", 100 * share),
        figures -> scaled(figures.share(), share));
  }

  /** At most so many seconds in our fastest form. */
  public static Goal within(double seconds, String text) {
    return new Goal(
        text, figures -> quotient(OptionalDouble.of(seconds), figures.best(Side.QUERN), 1));
  }

  /** A note that is at most so much. */
  public static Goal atMost(String note, double limit) {
    return new Goal(
        String.format(Locale.ROOT, "at most %.0f %s", limit, note),
        figures -> quotient(OptionalDouble.of(limit), figures.note(note), 1));
  }

  /** Either of two. */
  public Goal or(Goal other) {
    return new Goal(
        text + " or " + other.text,
        figures -> {
          double reached =
              Math.max(value.apply(figures).orElse(0), other.value.apply(figures).orElse(0));
          return OptionalDouble.of(reached);
        });
  }

  private static String times(double factor, String form) {
    return String.format(Locale.ROOT, "%.3gx torch%s", factor, form);
  }

  private static OptionalDouble ratio(Figures figures, OptionalDouble torch, double factor) {
    return quotient(torch, figures.best(Side.QUERN), factor);
  }

  private static OptionalDouble quotient(OptionalDouble x, OptionalDouble y, double factor) {
    return x.isPresent() && y.isPresent()
        ? OptionalDouble.of(x.getAsDouble() / y.getAsDouble() / factor)
        : OptionalDouble.empty();
  }

  private static OptionalDouble scaled(OptionalDouble x, double factor) {
    return x.isPresent() ? OptionalDouble.of(x.getAsDouble() / factor) : x;
  }
}
