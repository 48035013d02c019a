package dev.quern.benchmarks.report;

import java.util.List;

/** A part of the report. */
interface Section {
  /** The names that choose it, or parts of it. */
  List<String> names();

  /** Measures what was chosen, and tells it in Markdown; empty if nothing was. */
  String report(Options options);
}
