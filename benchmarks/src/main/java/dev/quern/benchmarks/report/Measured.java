package dev.quern.benchmarks.report;

import dev.quern.benchmarks.workload.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came out for one contender.
 *
 * @param median seconds a call, over the rounds; so are the quartiles {@code low} and {@code high}
 * @param amount of bytes or operations in a call
 * @param failure why there are no times; empty if there are
 */
record Measured(
    Side side,
    String form,
    double median,
    double low,
    double high,
    double amount,
    Map<String, Double> notes,
    String failure) {
  static Measured of(
      Side side, String form, List<Double> times, double amount, Map<String, Double> notes) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return new Measured(
        side,
        form,
        quantile(sorted, 0.5),
        quantile(sorted, 0.25),
        quantile(sorted, 0.75),
        amount,
        notes,
        "");
  }

  static Measured failed(Side side, String form, String failure) {
    return new Measured(side, form, Double.NaN, Double.NaN, Double.NaN, 0, Map.of(), failure);
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }

  boolean worked() {
    return failure.isEmpty();
  }

  /** Thousand millions of bytes or operations a second. */
  double rate() {
    return amount / median / 1e9;
  }

  /** One line, its fields between tabs, for the process that asked. */
  String line() {
    StringBuilder notes = new StringBuilder();
    this.notes.forEach((name, value) -> notes.append(name).append('=').append(value).append(';'));
    return String.join(
        "\t",
        side.name(),
        form,
        "" + median,
        "" + low,
        "" + high,
        "" + amount,
        notes,
        failure.replaceAll("\\s+", " "));
  }

  /** From what {@link #line} gave. */
  static Measured parse(String line) {
    String[] fields = line.split("\t", -1);
    Map<String, Double> notes = new LinkedHashMap<>();
    for (String note : fields[6].split(";")) {
      if (!note.isEmpty()) {
        String[] pair = note.split("=");
        notes.put(pair[0], Double.parseDouble(pair[1]));
      }
    }
    return new Measured(
        Side.valueOf(fields[0].toUpperCase(Locale.ROOT)),
        fields[1],
        Double.parseDouble(fields[2]),
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]),
        notes,
        fields[7]);
  }
}
