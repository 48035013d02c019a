package dev.quern.benchmarks.workload;

import static dev.quern.benchmarks.workload.Goal.share;
import static dev.quern.benchmarks.workload.Goal.timesTorch;

import dev.quern.ConvOptions;
import dev.quern.Tensor;
import dev.quern.benchmarks.workload.TensorFunction.Input;
import dev.quern.benchmarks.workload.TensorFunction.Script;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The workloads that are a function of tensors. */
final class Functions {
  static final String INTO = "into a tensor";
  static final String OUT = "out=";
  static final String IN_PLACE = "in place";
  static final String CHANNELS_LAST = "channels last";

  private static final int CHAIN = 1 << 24;
  private static final int LARGE = 4096;
  private static final int ROW = 1024;
  private static final double EXACT = 1e-6; // of elementwise work
  private static final double SUMMED = 1e-4; // of sums, whose order differs

  private Functions() {}

  static List<Workload> all() {
    return Stream.of(
            products(),
            Stream.of(chain(), chainExpLog(), softmax(), layerNorm()),
            sums(),
            Stream.of(conv2d(), depthwise()))
        .flatMap(workloads -> workloads)
        .toList();
  }

  private static Stream<Workload> products() {
    return Stream.of(
        product(256, "32 GFLOP/s"), product(512, "42 GFLOP/s"), product(1024, "16 GFLOP/s"));
  }

  static Workload product(int n, String tinygrad) {
    return new Workload(
        "gemm-" + n,
        "C = A B, all " + n + " x " + n,
        Work.operations(2.0 * n * n * n),
        SUMMED,
        tinygrad,
        List.of(timesTorch(1)),
        productOf(n).quern(x -> x[0].matmul(x[1])).contenders());
  }

  /** A product with PyTorch's contenders only. */
  static TensorFunction productOf(int n) {
    return TensorFunction.to(n, n)
        .from(n, n)
        .from(n, n)
        .torch("torch.matmul(x[0], x[1])")
        .torch(OUT, into("torch.matmul(x[0], x[1], out=y)"));
  }

  private static Script into(String expression) {
    return new Script("    return " + expression + "\n");
  }

  // ---- chains

  private static Workload chain() {
    return new Workload(
        "chain",
        "16 Mi floats: y=x*1.5; +0.5; *x; -0.25; relu; *0.5; +x; sqrt; *2; -x",
        Work.copies(CHAIN),
        EXACT,
        "6.1-9.4 ms",
        List.of(timesTorch(4, IN_PLACE), timesTorch(30, Contender.AS_WRITTEN), share(0.9)),
        chain(
            x ->
                x[0].mul(1.5)
                    .add(0.5)
                    .mul(x[0])
                    .sub(0.25)
                    .relu()
                    .mul(0.5)
                    .add(x[0])
                    .sqrt()
                    .mul(2)
                    .sub(x[0]),
            "mul x",
            "sqrt"));
  }

  private static Workload chainExpLog() {
    return new Workload(
        "chain-exp-log",
        "the same, exp for the third operation and log for sqrt",
        Work.copies(CHAIN),
        1e-5,
        "106 ms",
        List.of(timesTorch(25, Contender.AS_WRITTEN)),
        chain(
            x ->
                x[0].mul(1.5)
                    .add(0.5)
                    .exp()
                    .sub(0.25)
                    .relu()
                    .mul(0.5)
                    .add(x[0])
                    .log()
                    .mul(2)
                    .sub(x[0]),
            "exp",
            "log"));
  }

  private static List<Contender> chain(
      Function<Tensor[], Tensor> function, String third, String eighth) {
    List<String> steps =
        List.of(
            "mul 1.5",
            "add 0.5",
            third,
            "sub 0.25",
            "relu",
            "mul 0.5",
            "add x",
            eighth,
            "mul 2.",
            "sub x");
    return TensorFunction.to(CHAIN)
        .from(new Input(0, 1, CHAIN))
        .quern(function)
        .torch(Contender.AS_WRITTEN, new Script(TorchChain.asWritten(steps)))
        .torch(IN_PLACE, new Script(TorchChain.inPlace(steps)))
        .contenders();
  }

  // ---- rows and columns

  private static Workload softmax() {
    return new Workload(
        "softmax",
        "[4096, 1024], last axis",
        Work.copies(LARGE * ROW),
        EXACT * 10,
        "20-26 ms",
        List.of(timesTorch(1).or(share(0.95))),
        TensorFunction.to(LARGE, ROW)
            .from(LARGE, ROW)
            .quern(x -> x[0].softmax(-1))
            .torch("torch.softmax(x[0], -1)")
            .torch(OUT, into("torch._softmax(x[0], -1, False, out=y)"))
            .contenders());
  }

  private static Workload layerNorm() {
    int[] row = {ROW};
    return new Workload(
        "layer-norm",
        "[4096, 1024], weight and bias",
        Work.copies(LARGE * ROW),
        EXACT * 10,
        "3.2 ms",
        List.of(timesTorch(1).or(share(0.95))),
        TensorFunction.to(LARGE, ROW)
            .from(LARGE, ROW)
            .from(ROW)
            .from(ROW)
            .quern(x -> x[0].layerNorm(row, x[1], x[2], 1e-5))
            .torch("torch.layer_norm(x[0], [1024], x[1], x[2], 1.0e-5, False)")
            .contenders());
  }

  private static Stream<Workload> sums() {
    return Stream.of(
        sum("rows", "2.0 ms", x -> x[0].sum(1), "[1]", LARGE),
        sum("columns", "22 ms", x -> x[0].sum(0), "[0]", LARGE),
        sum("all", "2.2 ms", x -> x[0].sum(), "[0, 1]"));
  }

  private static Workload sum(
      String which, String tinygrad, Function<Tensor[], Tensor> function, String dims, int... to) {
    return new Workload(
        "sum-" + which,
        "[4096, 4096]",
        Work.reads((long) LARGE * LARGE),
        SUMMED,
        tinygrad,
        List.of(timesTorch(1).or(share(0.95))),
        TensorFunction.to(to)
            .from(new Input(0, 1, LARGE, LARGE))
            .quern(function)
            .torch("torch.sum(x[0], " + dims + ")")
            .torch(OUT, into("torch.sum(x[0], " + dims + ", False, dtype=None, out=y)"))
            .contenders());
  }

  // ---- convolutions

  private static Workload conv2d() {
    long operations = 2L * 8 * 64 * 56 * 56 * 64 * 9;
    return convolution(
        "conv2d", "[8, 64, 56, 56], 3x3, pad 1, to 64", 64, Work.operations(operations));
  }

  private static Workload depthwise() {
    return convolution(
        "depthwise",
        "depthwise conv2d, [8, 64, 56, 56], 3x3, pad 1",
        1,
        Work.copies(8L * 64 * 56 * 56));
  }

  private static Workload convolution(
      String name, String definition, int channelsOfAFilter, Work work) {
    int groups = 64 / channelsOfAFilter;
    ConvOptions options = ConvOptions.DEFAULT.withPadding(1).withGroups(groups);
    String expression = "torch.conv2d(x[0], x[1], None, [1, 1], [1, 1], [1, 1], " + groups + ")";
    String prepared =
        "[torch.contiguous(x[0], memory_format=2), torch.contiguous(x[1], memory_format=2)]";
    return new Workload(
        name,
        definition,
        work,
        SUMMED,
        "",
        List.of(timesTorch(1)),
        TensorFunction.to(8, 64, 56, 56)
            .from(8, 64, 56, 56)
            .from(64, channelsOfAFilter, 3, 3)
            .quern(x -> x[0].conv2d(x[1], options))
            .torch(expression)
            .torch(CHANNELS_LAST, new Script("    return " + expression + "\n", prepared))
            .contenders());
  }
}
