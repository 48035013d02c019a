package dev.quern.runtime.dump;

import dev.quern.runtime.cache.Usage;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a plan and its kernels were found when they were first needed.
 *
 * @param plan a dump takes a plan from the disk through all passes again, to show them
 * @param miss which component of its key the disk has otherwise; absent if it is there, or if there
 *     is no cache on disk
 * @param kernels by launch
 */
public record Finding(Place plan, Optional<Usage.Miss> miss, List<Place> kernels) {
  /** Where something can be. */
  public enum Place {
    MEMORY,
    DISK,
    BUILT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A plan that this process had before the dump began. */
  public static Finding inMemory(int launches) {
    return new Finding(Place.MEMORY, Optional.empty(), Collections.nCopies(launches, Place.MEMORY));
  }

  Line planLine() {
    Line line = Line.of("found").with("of", "plan").with("place", plan.toString());
    miss.ifPresent(
        other ->
            line.with("nearest", other.plan())
                .with("component", other.component())
                .with("before", other.before())
                .with("now", other.now()));
    return line;
  }

  /** Of a kernel that a launch, from 1, runs first. */
  Line kernelLine(int kernel, int launch) {
    return Line.of("found")
        .with("of", "kernel")
        .with("kernel", kernel)
        .with("place", kernels.get(launch - 1).toString());
  }
}
