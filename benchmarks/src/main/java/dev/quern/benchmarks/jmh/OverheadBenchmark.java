package dev.quern.benchmarks.jmh;

import dev.quern.Quern;
import dev.quern.benchmarks.workload.Programs;
import dev.quern.runtime.Devices;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A replayed step on a device that launches nothing: building the graph, finding its plan, binding
 * it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OverheadBenchmark {
  /** One of {@link Programs#names}. */
  @Param({"gemm", "softmax", "mlp-step", "gpt-micro-step", "gpt-nano-step"})
  public String program;

  private Runnable step;

  /** The first step makes the plan. */
  @Setup
  public void open() {
    Quern.use(Devices.fresh("null"));
    step = Programs.of(program).get();
    step.run();
  }

  @Benchmark
  public void replayedStep() {
    step.run();
  }
}
