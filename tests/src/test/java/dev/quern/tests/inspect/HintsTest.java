package dev.quern.tests.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code contiguous()} places the end of a kernel, {@code inline()} takes one away. */
final class HintsTest {
  private Device device;

  @BeforeEach
  void onAFreshDevice() {
    device = Devices.fresh("java");
    Quern.use(device);
  }

  private static Arguments row(
      String name,
      int plain,
      UnaryOperator<Tensor> program,
      int hinted,
      UnaryOperator<Tensor> with) {
    return of(name, plain, program, hinted, with);
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        row(
            "contiguous where a transpose reads what is cheap",
            1,
            x -> x.mul(2).add(x.mul(2).t()),
            2,
            x -> x.mul(2).contiguous().add(x.mul(2).contiguous().t())),
        row(
            "contiguous where the same kernel can store it on its way",
            1,
            x -> x.exp().mul(3).add(x),
            1,
            x -> x.exp().contiguous().mul(3).add(x)),
        row(
            "inline of what is read again and again",
            2,
            x -> x.exp().unsqueeze(2).add(x.exp().unsqueeze(1)).sum(2),
            1,
            x -> x.exp().inline().unsqueeze(2).add(x.exp().inline().unsqueeze(1)).sum(2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void aHintChangesTheKernelsAsItSaysAndNoValue(
      String name,
      int plain,
      UnaryOperator<Tensor> program,
      int hinted,
      UnaryOperator<Tensor> with) {
    float[] data = new float[48 * 48];
    for (int i = 0; i < data.length; i++) {
      data[i] = (i % 97) / 97f;
    }
    Tensor x = Tensor.of(data, 48, 48);
    Tensor before = program.apply(x).realize();
    assertEquals(plain, launches().size(), () -> "without the hint " + launches());
    Tensor hint = with.apply(x);
    String reasons = hint.explain();
    assertTrue(
        reasons.contains(hinted >= plain ? "contiguous() asks for it" : "inline() asks for it"),
        reasons);
    Tensor after = hint.realize();
    assertEquals(hinted, launches().size(), () -> launches() + reasons);
    assertArrayEquals(before.toFloatArray(), after.toFloatArray(), 1e-5f);
  }

  private List<String> launches() {
    return Evaluation.lastProgram(device).orElseThrow().launches().stream()
        .map(launch -> launch.nest().name())
        .toList();
  }
}
