package dev.quern.benchmarks.report;

import java.util.List;

/** A part of the report. */
interface Section {
  /** What stands above it. */
  String title();

  /** The names that choose it, or parts of it. */
  List<String> names();

  /** Measures what was chosen, and tells it in Markdown below the title; empty if nothing was. */
  String report(Options options);
}
