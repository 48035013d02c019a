package dev.quern.tests.bits;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.models.Gpt;
import dev.quern.optim.AdamW;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Prints a hash of the bits of many computations, each done several times; a main class to be forked. */
public final class Computations {
  private Computations() {}

  /** Arguments: how often, and the name of a device. */
  public static void main(String[] arguments) {
    Quern.use(arguments[1]);
    hashes(Integer.parseInt(arguments[0])).forEach((name, hash) -> System.out.println(name + " = " + hash));
    System.out.println("done");
  }

  /** By name, of this thread's device; all repetitions must agree. */
  static Map<String, Integer> hashes(int repetitions) {
    Map<String, Integer> hashes = new LinkedHashMap<>();
    table()
        .forEach(
            (name, computation) -> {
              int first = hash(computation);
              for (int i = 1; i < repetitions; i++) {
                if (hash(computation) != first) {
                  throw new AssertionError(name + " has other bits at repetition " + i);
                }
              }
              hashes.put(name, first);
            });
    return hashes;
  }

  private static int hash(Supplier<Tensor> computation) {
    Quern.manualSeed(11);
    double[] values = computation.get().toDoubleArray();
    return Arrays.hashCode(Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  private static Map<String, Supplier<Tensor>> table() {
    Map<String, Supplier<Tensor>> table = new LinkedHashMap<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      functions(dtype, table);
      rows(dtype, table);
    }
    table.put("matmul", () -> x(DType.FLOAT32, 67, 131).matmul(x(DType.FLOAT32, 131, 70)));
    table.put("small matmul", () -> x(DType.FLOAT32, 5, 7).matmul(x(DType.FLOAT32, 7, 3)));
    table.put("matmul float64", () -> x(DType.FLOAT64, 33, 64).matmul(x(DType.FLOAT64, 64, 29)));
    table.put("long dot", () -> x(DType.FLOAT32, 40_001).dot(x(DType.FLOAT32, 40_001)));
    table.put("random", () -> Tensor.randn(1000).add(Tensor.rand(1000)));
    table.put("training", Computations::training);
    return table;
  }

  private static void functions(DType dtype, Map<String, Supplier<Tensor>> table) {
    int size = 5_003;
    table.put("exp " + dtype, () -> x(dtype, size).exp());
    table.put("log " + dtype, () -> x(dtype, size).abs().log());
    table.put("tanh " + dtype, () -> x(dtype, size).tanh());
    table.put("erf " + dtype, () -> x(dtype, size).erf());
    table.put("sin " + dtype, () -> x(dtype, size).mul(30).sin());
    table.put("cos " + dtype, () -> x(dtype, size).mul(1e5).cos());
    table.put("pow " + dtype, () -> x(dtype, size).abs().pow(x(dtype, size)));
    table.put("arithmetic " + dtype, () -> x(dtype, size).mul(x(dtype, size)).add(0.1).div(x(dtype, size)).sqrt());
  }

  private static void rows(DType dtype, Map<String, Supplier<Tensor>> table) {
    table.put("sum " + dtype, () -> x(dtype, 90_001).sum());
    table.put("sum of rows " + dtype, () -> x(dtype, 67, 531).sum(1));
    table.put("sum of columns " + dtype, () -> x(dtype, 531, 67).sum(0));
    table.put("variance " + dtype, () -> x(dtype, 67, 131).var(0));
    table.put("maximum " + dtype, () -> x(dtype, 67, 131).amax(1));
    table.put("softmax " + dtype, () -> x(dtype, 67, 131).softmax(1));
    table.put("layer norm " + dtype, () -> x(dtype, 67, 131).layerNorm(new int[] {131}, 1e-5));
  }

  private static Tensor x(DType dtype, int... shape) {
    return Tensor.randn(dtype, shape).realize();
  }

  /** The parameters of a small GPT after three steps. */
  private static Tensor training() {
    Gpt model = new Gpt(Gpt.Config.of(1, 2, 32, 16, 29).withDropout(0.1));
    AdamW optimizer = new AdamW(model.parameters(), 1e-2);
    for (int step = 0; step < 3; step++) {
      Tensor tokens = Tensor.randint(0, 29, 8, 17).realize();
      optimizer.zeroGrad();
      model.loss(tokens.narrow(1, 0, 16), tokens.narrow(1, 1, 16)).backward();
      optimizer.step();
    }
    return Tensor.cat(model.parameters().stream().map(p -> p.detach().flatten()).toList(), 0);
  }
}
