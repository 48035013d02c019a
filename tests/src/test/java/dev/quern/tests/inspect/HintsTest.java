package dev.quern.tests.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.runtime.Device;
import dev.quern.runtime.Evaluation;
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
    device = Device.fresh("java");
    Quern.use(device);
    Quern.manualSeed(1);
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
            "contiguous between elementwise operations",
            1,
            x -> x.exp().mul(3).add(x),
            2,
            x -> x.exp().contiguous().mul(3).add(x)),
        row(
            "contiguous twice",
            1,
            x -> x.exp().mul(3).sqrt(),
            3,
            x -> x.exp().contiguous().mul(3).contiguous().sqrt()),
        row(
            "contiguous before the rows of a reduction",
            1,
            x -> x.mul(2).softmax(1),
            2,
            x -> x.mul(2).contiguous().softmax(1)),
        row(
            "inline of what a transpose reads again and again",
            2,
            x -> x.exp().unsqueeze(2).add(x.exp().unsqueeze(1)).sum(2),
            1,
            x -> x.exp().inline().unsqueeze(2).add(x.exp().inline().unsqueeze(1)).sum(2)),
        row(
            "inline takes back contiguous",
            2,
            x -> x.exp().contiguous().mul(3),
            1,
            x -> x.exp().inline().mul(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void aHintChangesTheKernelsAsItSaysAndNoValue(
      String name,
      int plain,
      UnaryOperator<Tensor> program,
      int hinted,
      UnaryOperator<Tensor> with) {
    Tensor x = Tensor.rand(48, 48).realize();
    Tensor before = program.apply(x).realize();
    assertEquals(plain, launches(), "without the hint");
    Tensor hint = with.apply(x);
    String reasons = hint.explain();
    assertTrue(reasons.contains(hinted > plain ? "contiguous()" : "inline"), reasons);
    Tensor after = hint.realize();
    assertEquals(hinted, launches(), reasons);
    assertArrayEquals(before.toFloatArray(), after.toFloatArray(), 1e-5f);
  }

  private int launches() {
    return Evaluation.lastProgram(device).orElseThrow().launches().size();
  }
}
