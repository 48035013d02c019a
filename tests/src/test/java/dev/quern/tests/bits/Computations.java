package dev.quern.tests.bits;

import dev.quern.ConvOptions;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import dev.quern.optim.AdamW;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Prints a hash of the bits of whole programs, each run several times; a main to be forked. */
final class Computations {
  /** What the interpreter of the JVM is through with in seconds, the making of kernels included. */
  static final Set<String> BRIEF = Set.of("few functions", "small product");

  private static final DType REAL = DType.FLOAT32;

  private Computations() {}

  /** Arguments: how often, the name of a device, and which: "all", or "brief" for a few. */
  public static void main(String[] arguments) {
    Quern.use(arguments[1]);
    Map<String, Supplier<Tensor>> table = table();
    if (arguments[2].equals("brief")) {
      table.keySet().retainAll(BRIEF);
    }
    int repetitions = Integer.parseInt(arguments[0]);
    table.forEach(
        (name, program) -> System.out.println(name + " = " + hash(name, program, repetitions)));
    System.out.println("done");
  }

  /** All repetitions must agree. */
  private static int hash(String name, Supplier<Tensor> program, int repetitions) {
    int first = hash(program);
    for (int i = 1; i < repetitions; i++) {
      if (hash(program) != first) {
        throw new AssertionError(name + " has other bits at repetition " + i);
      }
    }
    return first;
  }

  private static int hash(Supplier<Tensor> program) {
    Quern.manualSeed(11);
    double[] values = program.get().toDoubleArray();
    return Arrays.hashCode(Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  private static Map<String, Supplier<Tensor>> table() {
    Map<String, Supplier<Tensor>> table = new LinkedHashMap<>();
    table.put("few functions", () -> x(REAL, 7, 131).exp().tanh().softmax(1));
    table.put("functions", () -> functions(REAL));
    table.put("functions of float64", () -> functions(DType.FLOAT64));
    table.put("rows", () -> rows(REAL));
    table.put("rows of float64", () -> rows(DType.FLOAT64));
    table.put("long sum", () -> x(REAL, 90_001).sum());
    table.put("long dot", () -> x(REAL, 40_001).dot(x(REAL, 40_001)));
    table.put("sum of columns", () -> x(REAL, 531, 67).sum(0));
    table.put("small product", () -> x(REAL, 5, 7).matmul(x(REAL, 7, 3)));
    table.put("product", () -> x(REAL, 67, 131).matmul(x(REAL, 131, 70)).gelu().softmax(1));
    table.put("convolution", () -> convolved(x(REAL, 3, 16, 28, 29), 24, 1));
    table.put("windows", () -> convolved(x(REAL, 2, 8, 56, 57), 8, 8).maxPool2d(3, 2, 1));
    table.put("gpt-micro", Computations::training);
    return table;
  }

  private static Tensor functions(DType dtype) {
    Tensor x = x(dtype, 1_003);
    Tensor waves = x.mul(30).sin().add(x.mul(1e5).cos());
    return x.abs()
        .log()
        .add(x.exp())
        .mul(x.tanh())
        .add(x.erf().mul(waves))
        .sub(x.abs().pow(x).sqrt());
  }

  private static Tensor rows(DType dtype) {
    Tensor x = x(dtype, 37, 131);
    return x.softmax(1).add(x.layerNorm(new int[] {131}, 1e-5)).add(x.amax(1, true)).sum(1);
  }

  private static Tensor x(DType dtype, int... shape) {
    return Tensor.randn(dtype, shape).realize();
  }

  /** The parameters of the micro model after two steps, with dropout. */
  private static Tensor training() {
    Gpt.Config config =
        Gpt.Config.of(1, 4, 16, 16, 27)
            .withNorm(Gpt.Norm.RMS)
            .withActivation(Activation.RELU)
            .withTied(false)
            .withDropout(0.1);
    Gpt model = new Gpt(config);
    AdamW optimizer = new AdamW(model.parameters(), 1e-2);
    for (int step = 0; step < 2; step++) {
      Tensor tokens = Tensor.randint(0, 27, 8, 17).realize();
      optimizer.zeroGrad();
      model.loss(tokens.narrow(1, 0, 16), tokens.narrow(1, 1, 16)).backward();
      optimizer.step();
    }
    return Tensor.cat(model.parameters().stream().map(p -> p.detach().flatten()).toList(), 0);
  }

  /** A convolution that keeps the size of images, in groups of channels. */
  private static Tensor convolved(Tensor images, int outputs, int groups) {
    Tensor weight = x(REAL, outputs, (int) images.size(1) / groups, 3, 3);
    return images.conv2d(weight, ConvOptions.DEFAULT.withPadding(1).withGroups(groups));
  }
}
