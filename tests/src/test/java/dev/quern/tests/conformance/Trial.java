package dev.quern.tests.conformance;

import dev.quern.Autograd;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.Node;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A case of the table built on a device: the value, then the gradients that it has. */
final class Trial {
  private static final long SEED = 7;

  private final Row.Case test;
  private final List<Tensor> wanted = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private Trial(Row.Case test) {
    this.test = test;
  }

  static Trial of(Row.Case test, Device device) {
    Quern.use(device);
    Quern.manualSeed(SEED);
    Trial trial = new Trial(test);
    List<Tensor> arguments = new ArrayList<>();
    for (Torch.Array array : test.arrays()) {
      Tensor argument = tensor(array);
      boolean learned = test.row().smooth() && argument.dtype().isFloat();
      arguments.add(learned ? argument.requiresGrad_() : argument);
    }
    Tensor value = test.row().body().apply(arguments);
    trial.want("value", value);
    if (test.row().smooth() && value.requiresGrad()) {
      trial.gradients(value, arguments);
    }
    return trial;
  }

  private void want(String name, Tensor tensor) {
    names.add(name);
    wanted.add(tensor);
  }

  private void gradients(Tensor value, List<Tensor> arguments) {
    Tensor scalar = value.mul(tensor(weights(value))).sum();
    List<Tensor> learned = arguments.stream().filter(Tensor::requiresGrad).toList();
    List<Optional<Tensor>> found = Autograd.grad(Map.of(scalar, scalar.onesLike()), learned, false);
    for (int i = 0; i < found.size(); i++) {
      String name = "gradient " + i;
      found.get(i).ifPresent(gradient -> want(name, gradient));
    }
  }

  private static Tensor tensor(Torch.Array array) {
    Object elements = array.elements();
    int[] shape = array.shape();
    Tensor tensor =
        elements instanceof float[] floats
            ? Tensor.of(floats, shape)
            : elements instanceof double[] doubles
                ? Tensor.of(doubles, shape)
                : elements instanceof int[] ints
                    ? Tensor.of(ints, shape)
                    : elements instanceof long[] longs
                        ? Tensor.of(longs, shape)
                        : Tensor.of((boolean[]) elements, shape);
    return tensor.reshape(shape); // for a scalar, whose shape is empty
  }

  /** What the value is multiplied with before it is summed, so that all gradients differ. */
  Torch.Array weights() {
    return weights(wanted.get(0));
  }

  private Torch.Array weights(Tensor value) {
    int[] shape = IntStream.range(0, value.dim()).map(value::size).toArray();
    Random random = new Random(99);
    int count = (int) value.numel();
    double[] doubles = new double[count];
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (random.nextInt(17) - 8) / 4f;
      doubles[i] = floats[i];
    }
    boolean single = value.dtype() == dev.quern.compiler.ir.DType.FLOAT32;
    return new Torch.Array(single ? floats : doubles, shape);
  }

  List<Tensor> wanted() {
    return wanted;
  }

  /** The values by meaning of the ops, with their bounds. */
  List<Result> reference() {
    List<Node> roots = wanted.stream().map(Tensor::value).toList();
    Map<Node, Result> results =
        ReferenceInterpreter.run(
            roots,
            Transfer::download,
            variable -> {
              throw new AssertionError("no value for " + variable);
            });
    return roots.stream().map(results::get).toList();
  }

  /** What is wrong with the device's values, after they were evaluated; empty if nothing is. */
  List<String> problems(List<Result> expected) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Object actual = Transfer.download(Evaluation.stored(wanted.get(i).value()).orElseThrow());
      String name = test.title() + ": " + names.get(i) + " ";
      expected
          .get(i)
          .difference(actual)
          .or(() -> signOfZero(expected, actual))
          .ifPresent(problem -> problems.add(name + problem));
    }
    return problems;
  }

  /** Where an exact value is a zero of the other sign; sums start at +0 and may lose it. */
  private static Optional<String> signOfZero(List<Result> expected, Object actual) {
    double[] exact = expected.get(0).reals();
    for (int i = 0;
        expected.get(0).dtype().isFloat() && expected.size() == 1 && i < exact.length;
        i++) {
      double found = ((Number) java.lang.reflect.Array.get(actual, i)).doubleValue();
      if (exact[i] == 0
          && found == 0
          && expected.get(0).bound(i) == 0
          && Double.compare(exact[i], found) != 0) {
        return Optional.of("at " + i + ": " + found + ", expected " + exact[i]);
      }
    }
    return Optional.empty();
  }
}
