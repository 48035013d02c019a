package dev.quern.benchmarks.jmh;

import dev.quern.benchmarks.machine.Ceiling;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** What the machine does at most: GB/s of memory, GFLOP/s of multiply-adds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CeilingBenchmark {
  @Param public Ceiling.Kind kind;

  /** Bytes of all arrays together. */
  @Param("402653184")
  public long bytes;

  private Ceiling ceiling;

  /** The rate beside JMH's own calls a second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Rate {
    /** Thousand millions of bytes or operations. */
    public double giga;

    /** JMH's counters start at 0 in each iteration. */
    @Setup(Level.Iteration)
    public void reset() {
      giga = 0;
    }
  }

  /** Allocates. */
  @Setup
  public void open() {
    ceiling = new Ceiling(kind, bytes);
  }

  @Benchmark
  public void run(Rate rate) {
    ceiling.run();
    rate.giga += ceiling.amount() / 1e9;
  }
}
