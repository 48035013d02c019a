package dev.quern.benchmarks.jmh;

import dev.quern.benchmarks.workload.Body;
import dev.quern.benchmarks.workload.Catalogue;
import dev.quern.benchmarks.workload.Contender;
import java.util.NoSuchElementException;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One contender of a workload; {@code -p contender=NAME} chooses, without it all take part. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WorkloadBenchmark {
  /** Workload and contender, such as {@code gemm-512/torch: out=}. */
  @Param("gemm-512/quern: into a tensor")
  public String contender;

  private Body body;

  /** Makes the inputs. */
  @Setup
  public void open() {
    int slash = contender.indexOf('/');
    String name = contender.substring(slash + 1);
    Contender chosen =
        Catalogue.of(contender.substring(0, Math.max(0, slash))).contenders().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("there is no contender " + contender));
    body = chosen.open().get();
    body.result(); // a training step stands still from then on
  }

  /** What the body wants done before each call. */
  @Setup(Level.Invocation)
  public void prepare() {
    body.prepare();
  }

  @Benchmark
  public void run() {
    body.run();
  }

  @TearDown
  public void close() {
    body.close();
  }
}
