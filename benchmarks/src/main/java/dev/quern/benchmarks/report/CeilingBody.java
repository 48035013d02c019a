package dev.quern.benchmarks.report;

import dev.quern.benchmarks.machine.Ceiling;
import dev.quern.benchmarks.workload.Body;
import dev.quern.benchmarks.workload.Side;
import java.util.List;
import java.util.Map;

/** A ceiling that takes its turns among the contenders. */
record CeilingBody(Ceiling ceiling) implements Body {
  /** What its turns came to. */
  static Measured measured(Ceiling ceiling, List<Double> times) {
    return Measured.of(Side.CEILING, ceiling.kind().toString(), times, ceiling.amount(), Map.of());
  }

  @Override
  public void run() {
    ceiling.run();
  }

  @Override
  public float[] result() {
    return new float[0];
  }
}
