package dev.quern.benchmarks.workload;

import java.util.OptionalDouble;

/** What was measured of a workload, for a goal to judge. Times are seconds; absent what failed. */
public interface Figures {
  /** The fastest form of a side. */
  OptionalDouble best(Side side);

  /** One form of a side. */
  OptionalDouble of(Side side, String form);

  /** The rate of Quern's fastest form as a share of the ceiling in the same rotation. */
  OptionalDouble share();

  /** What a contender tells beside its time. */
  OptionalDouble note(String name);
}
