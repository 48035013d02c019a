package dev.quern.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and tables as a reader wants them. */
final class Text {
  static final String NONE = "-";

  private Text() {}

  /** Three digits and the unit that fits. */
  static String time(double seconds) {
    if (seconds >= 1) {
      return digits(seconds) + " s";
    }
    return seconds >= 1e-3 ? digits(seconds * 1e3) + " ms" : digits(seconds * 1e6) + " us";
  }

  static String time(OptionalDouble seconds) {
    return seconds.isPresent() ? time(seconds.getAsDouble()) : NONE;
  }

  /** Three digits, without an exponent. */
  static String digits(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  static String times(double ratio) {
    return digits(ratio) + "x";
  }

  static String percent(OptionalDouble share) {
    return share.isPresent() ? Math.round(100 * share.getAsDouble()) + " %" : NONE;
  }

  /** A table in Markdown. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    row(table, head);
    row(table, head.stream().map(cell -> "---").toList());
    rows.forEach(row -> row(table, row));
    return table.toString();
  }

  private static void row(StringBuilder table, List<String> cells) {
    table.append('|');
    cells.forEach(cell -> table.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    table.append('\n');
  }
}
