package dev.quern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.runtime.device.Device;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Arguments near the limits of int and long: the right answer, or an error at the call. */
class ExtremeNumbersTest {
  private static final int MAX = Integer.MAX_VALUE;
  private static final int MIN = Integer.MIN_VALUE;

  private static Tensor row(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i + 1;
    }
    return Tensor.of(values, size);
  }

  private static void is(Tensor x, double... values) {
    assertArrayEquals(values, x.toDoubleArray(), () -> x.toString());
  }

  private static void refused(String op, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.startsWith(op + ": "), message);
  }

  @Test
  void aDiagonalMayLieAnywhere() {
    Tensor m = row(4).reshape(2, 2);
    for (int far : List.of(MAX, MAX - 1, 1 << 30, 2)) {
      is(m.tril(far), 1, 2, 3, 4);
      is(m.triu(far), 0, 0, 0, 0);
      is(m.tril(-far), 0, 0, 0, 0);
      is(m.triu(-far), 1, 2, 3, 4);
    }
    is(m.tril(MIN), 0, 0, 0, 0);
    is(m.triu(MIN), 1, 2, 3, 4);
    is(row(6).reshape(2, 3).triu(2), 0, 0, 3, 0, 0, 0);
    is(row(6).reshape(3, 2).tril(-2), 0, 0, 0, 0, 5, 0);
  }

  @Test
  void stepsMayBeLongerThanWhatTheyStepOver() {
    is(row(4).slice(0, 0, 4, MAX), 1);
    is(row(4).slice(0, 1, MAX, MAX), 2);
    is(row(4).slice(0, MIN, MAX, 1 << 30), 1);
    is(row(4).slice(0, MIN, MIN, MAX));
    is(row(4).unfold(0, 2, MAX), 1, 2);
    Tensor x = row(4).requiresGrad_();
    x.slice(0, 1, 4, MAX).sum().backward();
    is(x.grad(), 0, 1, 0, 0);
    Tensor y = row(4).requiresGrad_();
    y.unfold(0, 2, MAX).sum().backward();
    is(y.grad(), 1, 1, 0, 0);
    Tensor image = row(4).reshape(1, 1, 2, 2).requiresGrad_();
    Tensor pooled = image.maxPool2d(2, MAX, 0);
    pooled.sum().backward();
    is(pooled, 4);
    is(image.grad(), 0, 0, 0, 1);
  }

  @Test
  void partsAreAtMostTheWhole() {
    assertEquals(List.of(1.0), values(row(1).chunk(MAX, 0)));
    assertEquals(4, row(4).chunk(MAX, 0).size());
    assertEquals(1, row(4).split(MAX, 0).size());
    refused("split", () -> row(4).split(new int[] {MAX, MAX, 6}, 0));
    refused("split", () -> row(4).split(new int[] {-1, 5}, 0));
    refused("narrow", () -> row(4).narrow(0, MAX, MAX));
    refused("narrow", () -> row(4).narrow(0, MIN, 1));
    refused("narrow", () -> row(4).narrow(0, 1, MAX));
    refused("select", () -> row(4).select(0, MIN));
    refused("select", () -> row(4).select(0, MAX));
    refused("unfold", () -> row(4).unfold(0, MAX, 1));
  }

  private static List<Double> values(List<Tensor> parts) {
    return parts.stream().flatMap(p -> Arrays.stream(p.toDoubleArray()).boxed()).toList();
  }

  @Test
  void integersAreCountedExactly() {
    assertEquals(3, Tensor.arange(1L << 53, (1L << 53) + 3).size(0));
    assertArrayEquals(
        new long[] {Long.MAX_VALUE - 2, Long.MAX_VALUE - 1},
        Tensor.arange(Long.MAX_VALUE - 2, Long.MAX_VALUE).toLongArray());
    assertArrayEquals(
        new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - 1},
        Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongArray());
    assertArrayEquals(
        new long[] {Long.MAX_VALUE, -1},
        Tensor.arange(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE).toLongArray());
    refused("arange", () -> Tensor.arange(0L, 1L << 33));
    refused("arange", () -> Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE));
    refused("arange", () -> Tensor.arange(0.0, 1e12));
    refused("arange", () -> Tensor.arange(0L, 5L, 0L));
    refused("randint", () -> Tensor.randint(Long.MIN_VALUE, Long.MAX_VALUE, 3));
  }

  @Test
  void dimsAreAsLongAsAnIntCounts() {
    Tensor one = row(1);
    refused("flatten", () -> one.expand(70000, 70000).flatten());
    refused("flatten", () -> one.expand(70000, 70000).argmax());
    refused("reshape", () -> one.expand(70000, 70000).reshape(-1));
    refused("reshape", () -> Tensor.eye(70000).reshape(7000, 700000));
    refused("reshape", () -> one.reshape(MAX, MAX, MAX, -1));
    refused("repeat", () -> row(4).repeat(MAX));
    refused("pad", () -> row(4).pad(new int[] {MAX, MAX}, 0));
    refused("pad", () -> row(4).pad(new int[] {MIN, 0}, 0));
    refused("pad", () -> row(4).pad(new int[] {MIN, MAX}, 0));
    refused("cat", () -> Tensor.cat(List.of(one.expand(MAX), one.expand(MAX)), 0));
    refused("expand", () -> one.expand(MAX, MAX, MAX));
    refused("randn", () -> Tensor.randn(70000, 70000));
    assertEquals(List.of(70000, 7, 10000), sizes(Tensor.eye(70000).reshape(70000, 7, 10000)));
    is(row(4).pad(new int[] {-1, -1}, 0), 2, 3);
  }

  private static List<Integer> sizes(Tensor x) {
    return Arrays.stream(x.sizes()).boxed().toList();
  }

  @Test
  void unstoredElementsMayBeMoreThanAnIntCounts() {
    Device device = Quern.device();
    Quern.use("java");
    try {
      sumsOfUnstoredElements();
    } finally {
      Quern.use(device);
    }
  }

  @Test
  void theReferenceDeviceSaysWhatItCannotStore() {
    Device device = Quern.device();
    Quern.use("reference");
    try {
      Tensor many = row(1).expand(MAX, 2);
      String message =
          assertThrows(IllegalArgumentException.class, () -> many.sum().item()).getMessage();
      assertTrue(message.contains("4,294,967,294 elements"), message);
    } finally {
      Quern.use(device);
    }
  }

  private static void sumsOfUnstoredElements() {
    Tensor one = row(1);
    int most = 46_400; // squared more than an int counts
    double count = (double) most * most;
    Tensor many = one.expand(most, most);
    assertEquals(count, many.sum().item(), count * 1e-6);
    assertEquals(3, Tensor.of(new long[] {3}).expand(most, most).sum().div(count).item(), 1e-6);
    assertEquals(most, Tensor.eye(most).sum().item());
    assertEquals(1, many.mean().item(), 1e-6);
  }
}
