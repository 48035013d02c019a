package dev.quern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class InspectionTest {
  private static final float[] DATA = {1, 2, 3, 4, 5, 6, 7, 8};

  private static Tensor x() {
    return Tensor.of(DATA, 2, 4);
  }

  /** How many kernels a text of {@code kernels()} or {@code explain()} speaks of. */
  private static int kernels(Tensor tensor) {
    return Integer.parseInt(
        tensor.kernels().lines().findFirst().orElseThrow().replaceAll(".*: (\\d+) kernels", "$1"));
  }

  @Test
  void contiguousPlacesABoundaryAndInlineTakesItAway() {
    assertEquals(1, kernels(x().exp().mul(2)));
    assertTrue(kernels(x().exp().contiguous().sum(1).mul(2)) >= 1);
    Tensor stored = x().exp().contiguous();
    assertTrue(stored.add(stored.sum()).explain().contains("contiguous() asks for it"));
    Tensor weights = Tensor.of(new float[4096], 64, 64);
    Tensor hidden = Tensor.of(new float[4096], 64, 64).exp();
    assertTrue(hidden.matmul(weights).explain().contains(" exp "));
    String hinted = hidden.inline().matmul(weights).explain();
    assertTrue(hinted.contains("inline()"), hinted);
  }

  @Test
  void inlineChangesNoValueAndNoGradient() {
    Tensor plain = x().requiresGrad_();
    Tensor hinted = x().requiresGrad_();
    plain.exp().sum(1).square().sum().backward();
    hinted.exp().inline().sum(1).square().sum().backward();
    assertArrayEquals(plain.grad().toFloatArray(), hinted.grad().toFloatArray());
  }

  @Test
  void lookingAtATensorEvaluatesNothing() {
    Tensor y = x().exp().sum(1);
    assertTrue(y.toString().contains("not evaluated"), y.toString());
    assertTrue(y.explain().contains("asked for"), y.explain());
    assertTrue(y.kernels().contains("nest \""), y.kernels());
    assertFalse(y.isStored());
    y.realize();
    assertTrue(y.toString().contains("["), y.toString());
    assertTrue(y.explain().contains("asked for"), y.explain());
  }
}
