package dev.quern.compiler.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Variable;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClampTest {
  private static final Node X = Node.variable(DType.FLOAT32, Variable.scalar("x"));

  private static Node above(float limit) {
    Node c = X.like(limit);
    return Nodes.where(c.lessThan(X), c, X);
  }

  private static Node below(float limit) {
    Node c = X.like(limit);
    return Nodes.where(X.lessThan(c), c, X);
  }

  private static int limited(Clamp clamp, int bits) {
    return Math.min(bits + clamp.rotation(), clamp.limit() + clamp.rotation()) - clamp.rotation();
  }

  private static void same(float limit, float x) {
    boolean up = limit < 0;
    Clamp clamp = Clamp.of(up ? below(limit) : above(limit)).orElseThrow();
    float expected = (up ? x < limit : limit < x) ? limit : x;
    int bits = Float.floatToRawIntBits(x);
    assertEquals(Float.floatToRawIntBits(expected), limited(clamp, bits), () -> limit + " of " + x);
  }

  @ParameterizedTest
  @ValueSource(floats = {-110, -1e-45f, -1, -3e38f, 90, 1e-45f, 1, 3e38f})
  void allBitsStayThoseOfTheChoice(float limit) {
    Random random = new Random(1);
    for (int i = 0; i < 1 << 16; i++) {
      same(limit, Float.intBitsToFloat(random.nextInt()));
      same(limit, limit * (1 + (float) random.nextGaussian() / (1 << 20)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 0x7f7fffff, 0x7f800000, 0x7f800001, 0x7fc00000, 0x7fffffff, 0x007fffff})
  void zerosInfinitiesAndNanTooAreThoseOfTheChoice(int magnitude) {
    for (float limit : new float[] {-110, -1e-45f, 90, 1e-45f, 3e38f}) {
      same(limit, Float.intBitsToFloat(magnitude));
      same(limit, Float.intBitsToFloat(magnitude | Integer.MIN_VALUE));
    }
  }

  @Test
  void limitsTowardsZeroAreLeftAsTheyAre() {
    assertTrue(Clamp.of(below(1)).isEmpty());
    assertTrue(Clamp.of(above(-1)).isEmpty());
    assertTrue(Clamp.of(above(0)).isEmpty());
  }
}
