package dev.quern.benchmarks.workload;

import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Products of random shapes, as a check that no shape is slow beside its neighbours. */
public final class Sweep {
  private static final long SEED = 20261120;
  private static final double SMALLEST = Math.log(4);
  private static final double LARGEST = Math.log(1500);

  /** C (m, n) = A (m, k) B (k, n), each operand perhaps transposed in memory. */
  public record Shape(int m, int n, int k, boolean transposedA, boolean transposedB) {
    /** How far apart two shapes are: in each size, the logarithm of its ratio. */
    public double distance(Shape other) {
      return Math.abs(Math.log((double) m / other.m))
          + Math.abs(Math.log((double) n / other.n))
          + Math.abs(Math.log((double) k / other.k));
    }

    @Override
    public String toString() {
      String a = transposedA ? "t" : "n";
      String b = transposedB ? "t" : "n";
      return m + "x" + n + "x" + k + "-" + a + b;
    }

    /** The product as a workload, in the best form of each side. */
    public Workload workload() {
      List<Contender> contenders =
          function().contenders().stream()
              .filter(c -> c.form().equals(Functions.INTO) || c.form().equals(Functions.OUT))
              .toList();
      Work work = Work.operations(2.0 * m * n * k);
      return new Workload("sweep", toString(), work, 1e-4, "", List.of(), contenders);
    }

    private TensorFunction function() {
      Function<Tensor[], Tensor> product =
          x -> (transposedA ? x[0].t() : x[0]).matmul(transposedB ? x[1].t() : x[1]);
      String a = transposedA ? "torch.t(x[0])" : "x[0]";
      String b = transposedB ? "torch.t(x[1])" : "x[1]";
      String body = "    return torch.matmul(" + a + ", " + b + ", out=y)\n";
      return TensorFunction.to(m, n)
          .from(transposedA ? k : m, transposedA ? m : k)
          .from(transposedB ? n : k, transposedB ? k : n)
          .quern(product)
          .torch(Functions.OUT, new TensorFunction.Script(body));
    }
  }

  private Sweep() {}

  /** So many shapes, the same ones each time. */
  public static List<Shape> shapes(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shapes.add(
          new Shape(
              size(random),
              size(random),
              size(random),
              random.nextInt(3) == 0,
              random.nextInt(3) == 0));
    }
    return shapes;
  }

  private static int size(SplittableRandom random) {
    return (int) Math.exp(SMALLEST + (LARGEST - SMALLEST) * random.nextDouble());
  }
}
