package dev.quern.benchmarks.jmh;

import dev.quern.Quern;
import dev.quern.benchmarks.workload.Programs;
import dev.quern.runtime.Devices;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A program's first step, on a device whose caches are empty: on {@code null} it is the graph and
 * its schedule, on {@code java} the classes and a first run too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class CompileBenchmark {
  /** One of {@link Programs#names}. */
  @Param({"gemm", "softmax", "mlp-step", "gpt-micro-step", "gpt-nano-step"})
  public String program;

  @Param({"null", "java"})
  public String device;

  private Runnable step;

  /** A device of its own for every step. */
  @Setup(Level.Iteration)
  public void open() {
    Quern.use(Devices.fresh(device));
    step = Programs.of(program).get();
  }

  @Benchmark
  public void firstStep() {
    step.run();
  }
}
