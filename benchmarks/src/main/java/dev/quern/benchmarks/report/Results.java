package dev.quern.benchmarks.report;

import dev.quern.benchmarks.workload.Figures;
import dev.quern.benchmarks.workload.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What all contenders of a workload came to. */
record Results(List<Measured> all) implements Figures {
  /** All of them, ours first. */
  List<Measured> bySide() {
    return all.stream().sorted(Comparator.comparing(Measured::side)).toList();
  }

  /** The fastest of a side. */
  Optional<Measured> fastest(Side side) {
    return of(side).min(Comparator.comparingDouble(Measured::median));
  }

  private Stream<Measured> of(Side side) {
    return all.stream().filter(measured -> measured.side() == side && measured.worked());
  }

  @Override
  public OptionalDouble best(Side side) {
    return fastest(side).map(m -> OptionalDouble.of(m.median())).orElse(OptionalDouble.empty());
  }

  @Override
  public OptionalDouble of(Side side, String form) {
    return of(side)
        .filter(measured -> measured.form().equals(form))
        .mapToDouble(Measured::median)
        .findFirst();
  }

  @Override
  public OptionalDouble share() {
    Optional<Measured> ours = fastest(Side.QUERN);
    Optional<Measured> ceiling = fastest(Side.CEILING);
    return ours.isPresent() && ceiling.isPresent()
        ? OptionalDouble.of(ours.get().rate() / ceiling.get().rate())
        : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble note(String name) {
    return of(Side.QUERN)
        .filter(measured -> measured.notes().containsKey(name))
        .mapToDouble(measured -> measured.notes().get(name))
        .min();
  }
}
