package dev.quern.benchmarks.report;

import dev.quern.benchmarks.machine.Ceiling;
import dev.quern.benchmarks.workload.Catalogue;
import dev.quern.benchmarks.workload.Side;
import dev.quern.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some workloads on the OpenCL device, beside PyTorch on the CPU. */
final class OpenclSection implements Section {
  private static final String NAME = "opencl";
  private static final double GFLOPS = 120;
  private static final double NANO_SECONDS = 0.060;
  private static final String NANO = "gpt-nano-step";

  /** Workloads, and what PEERS.md says of tinygrad on PoCL. */
  private static final Map<String, String> TINYGRAD =
      Map.of(
          "gemm-256",
          "29 GFLOP/s",
          "gemm-512",
          "32 GFLOP/s",
          "gemm-1024",
          "13 GFLOP/s",
          NANO,
          "868 ms; 207 by hand");

  @Override
  public String title() {
    return "OpenCL";
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(NAME));
    workloads().forEach(workload -> names.add(Options.part(NAME, workload.name())));
    return names;
  }

  private static List<Workload> workloads() {
    return Catalogue.all().stream()
        .filter(workload -> TINYGRAD.containsKey(workload.name()))
        .toList();
  }

  @Override
  public String report(Options options) {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : workloads()) {
      if (options.wants(NAME, workload.name())) {
        String what = Options.part(NAME, workload.name());
        rows.add(Progress.of(what, () -> row(options, workload)));
      }
    }
    List<String> head =
        List.of("workload", "ours", "torch", "ratio", "useful", "tinygrad", "target", "met");
    return rows.isEmpty() ? "" : Text.table(head, rows);
  }

  private static List<String> row(Options options, Workload workload) {
    Fork fork =
        ContestProcess.fork(
                options,
                Effort.FULL,
                workload.name(),
                EnumSet.of(Side.QUERN, Side.TORCH),
                ContestProcess.Kind.LAUNCHED)
            .with(List.of("-Dquern.device=opencl"));
    Results results = WorkloadSection.results(fork);
    Optional<Measured> ours = results.fastest(Side.QUERN);
    Optional<Measured> torch = results.fastest(Side.TORCH);
    boolean nano = workload.name().equals(NANO);
    boolean met =
        ours.isPresent()
            && (nano ? ours.get().median() <= NANO_SECONDS : ours.get().rate() >= GFLOPS);
    return List.of(
        workload.name(),
        ours.map(m -> Text.time(m.median())).orElse(failure(results)),
        torch.map(m -> Text.time(m.median())).orElse(Text.NONE),
        ours.isPresent() && torch.isPresent()
            ? Text.times(torch.get().median() / ours.get().median())
            : Text.NONE,
        ours.map(m -> Text.digits(m.rate()) + " " + Ceiling.Kind.FMA.unit()).orElse(Text.NONE),
        TINYGRAD.get(workload.name()),
        nano ? Text.time(NANO_SECONDS) : Text.digits(GFLOPS) + " GFLOP/s",
        met ? "yes" : "no");
  }

  private static String failure(Results results) {
    return results.all().stream()
        .filter(measured -> !measured.worked())
        .map(Measured::failure)
        .findFirst()
        .orElse("failed");
  }
}
