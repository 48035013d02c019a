package dev.quern.tests.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.quern.ConvOptions;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.runtime.device.Device;
import dev.quern.tests.Machines;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked for beside a product does not change it: a factor that is stored for each row or
 * column it does not vary with, and sums of the product's results in the kernel that stores them.
 */
final class StoredFactorsTest {
  private final Device before = Quern.device();

  @AfterEach
  void useAsBefore() {
    Quern.use(before);
  }

  private static Tensor whole(Random random, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(7) - 3;
    }
    return Tensor.of(values, shape);
  }

  private static List<float[]> values(String device, Random random) {
    Quern.use(Machines.of(device));
    int m = 1 + random.nextInt(40);
    int n = 1 + random.nextInt(40);
    int k = 1 + random.nextInt(60);
    Tensor a = whole(random, k, m);
    Tensor b = whole(random, k, n);
    Tensor left = a.transpose(0, 1); // (m, k)
    Tensor right = b.transpose(0, 1); // (n, k)
    Tensor product = left.matmul(b);
    Tensor perRow = right.expand(m, n, k);
    Tensor perColumn = left.reshape(m, 1, k).expand(m, n, k);
    List<Tensor> asked = new ArrayList<>(List.of(product, perRow, perColumn, product.sum(0)));
    asked.addAll(gradients(random));
    Tensor.realize(asked);
    return asked.stream().map(Tensor::toFloatArray).toList();
  }

  /** Of a convolution's operands; that of its bias is a sum of what makes the others. */
  private static List<Tensor> gradients(Random random) {
    int groups = 1 + random.nextInt(2);
    int dilation = 1 + random.nextInt(3);
    Tensor x = whole(random, 2, 4 * groups, 8 + random.nextInt(16), 9 + random.nextInt(16));
    Tensor weight = whole(random, 3 * groups, 4, 1 + random.nextInt(3), 1 + random.nextInt(3));
    Tensor bias = whole(random, 3 * groups);
    List<Tensor> learned = List.of(x.requiresGrad_(), weight.requiresGrad_(), bias.requiresGrad_());
    ConvOptions options =
        ConvOptions.DEFAULT.withPadding(dilation).withDilation(dilation).withGroups(groups);
    x.conv2d(weight, bias, options).maxPool2d(2).sum().backward();
    return learned.stream().map(Tensor::grad).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "java:128", "java:256", "java:plain", "opencl"})
  void answersAreExact(String device) {
    for (int seed = 0; seed < (device.equals("opencl") ? 4 : 25); seed++) {
      List<float[]> found = values(device, new Random(seed));
      List<float[]> expected = values("reference", new Random(seed));
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), found.get(i), "seed " + seed + ", value " + i);
      }
    }
  }
}
