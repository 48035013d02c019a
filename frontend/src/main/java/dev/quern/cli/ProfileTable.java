package dev.quern.cli;

import dev.quern.runtime.profile.KernelLine;
import dev.quern.runtime.profile.ProfileReport;
import dev.quern.runtime.profile.Roofline;
import java.util.ArrayList;
import java.util.List;

/** A profile as lines for people. */
final class ProfileTable {
  private static final double ENOUGH = 0.9; // of wall time attributed
  private static final String ROW = "%9.2f %5.1f%% %8d %10.1f %9.3f %9.3f %8.2f %8.2f %6.1f%%  %s";
  private static final String HEAD = "%9s %6s %8s %10s %9s %9s %8s %8s %7s  %s";

  private final ProfileReport report;
  private final Roofline roofline;

  ProfileTable(ProfileReport report, Roofline roofline) {
    this.report = report;
    this.roofline = roofline;
  }

  /** With so many kernels at most. */
  List<String> lines(int most) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        HEAD.formatted(
            "total ms",
            "wall",
            "launches",
            "median us",
            "MB",
            "MFLOP",
            "GB/s",
            "GFLOP/s",
            "roof",
            "kernel"));
    report.kernels().stream().limit(most).map(this::row).forEach(lines::add);
    int rest = report.kernels().size() - most;
    if (rest > 0) {
      long total = report.kernels().stream().skip(most).mapToLong(KernelLine::total).sum();
      lines.add("%9.2f %5.1f%%  in %d more kernels".formatted(total / 1e6, percent(total), rest));
    }
    lines.add("");
    report
        .phases()
        .forEach(
            (phase, time) ->
                lines.add(
                    "%9.2f %5.1f%%  %-9s %s"
                        .formatted(time / 1e6, percent(time), phase, phase.about())));
    lines.addAll(summary());
    return lines;
  }

  private List<String> summary() {
    List<String> lines = new ArrayList<>();
    double attributed = report.attributed();
    lines.add("");
    lines.add(
        "%.1f ms in all, %.1f%% of them attributed; %d optimizer steps, %d launches %s; at most %.1f MB live"
            .formatted(
                report.wall() / 1e6,
                100 * attributed,
                report.steps(),
                report.launches(),
                report.steps() > 0 ? "in the last" : "in all",
                report.peakBytes() / 1e6));
    lines.add(
        "roof: the least time by this machine's %.1f GB/s of memory and %.0f GFLOP/s of float32, over the median; data in caches can pass 100%%"
            .formatted(roofline.bytesPerSecond() / 1e9, roofline.flopsPerSecond() / 1e9));
    if (attributed < ENOUGH) {
      lines.add(
          "warning: less than 90%% of the time is attributed; the rest is the program's own work between operations"
              .formatted());
    }
    return lines;
  }

  private double percent(long nanoseconds) {
    return 100.0 * nanoseconds / Math.max(1, report.wall());
  }

  private String row(KernelLine kernel) {
    double median = Math.max(1, kernel.median());
    return ROW.formatted(
        kernel.total() / 1e6,
        percent(kernel.total()),
        kernel.launches(),
        kernel.median() / 1e3,
        kernel.bytes() / 1e6,
        kernel.flops() / 1e6,
        kernel.bytes() / median,
        kernel.flops() / median,
        100 * kernel.share(roofline),
        kernel.name());
  }
}
