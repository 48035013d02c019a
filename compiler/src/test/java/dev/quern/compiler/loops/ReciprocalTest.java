package dev.quern.compiler.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReciprocalTest {
  private static Optional<Reciprocal> of(long dividends, long divisor) {
    return Reciprocal.of(Nodes.range(0, Node.index(dividends)).over(Node.index(divisor)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 9, 14, 28, 56, 57, 112, 1000, 4097, 32_767, 70_000})
  void quotientsAreExactForAllSmallDividends(int divisor) {
    Reciprocal reciprocal = of(1 << 15, divisor).orElseThrow();
    for (int x = 0; x < 1 << 15; x++) {
      assertEquals(x / divisor, x * reciprocal.multiplier() >>> reciprocal.shift());
    }
  }

  @Test
  void largeOrNegativeDividendsHaveNone() {
    assertTrue(of(Integer.MAX_VALUE, 7).isEmpty());
    Node below = Nodes.range(0, Node.index(9)).minus(Node.index(1));
    assertTrue(Reciprocal.of(below.over(Node.index(7))).isEmpty());
  }
}
