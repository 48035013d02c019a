package dev.quern.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** All workloads that are timed beside PyTorch in one JVM, in the order of PEERS.md. */
public final class Catalogue {
  private Catalogue() {}

  public static List<Workload> all() {
    List<Workload> all = new ArrayList<>(Functions.all());
    all.add(MlpStep.workload());
    all.add(GptStep.nanoWorkload());
    all.add(GptStep.microWorkload());
    all.add(Ladder.workload());
    return all;
  }

  /** The workload of this name. */
  public static Workload of(String name) {
    return all().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("there is no workload " + name));
  }
}
