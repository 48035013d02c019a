package dev.quern;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What backward() accumulates, keeps and drops. */
final class BackwardTest {
  @BeforeEach
  void device() {
    Values.onReference();
    Quern.evaluate();
  }

  private static Tensor leaf(double... values) {
    return t(values).requiresGrad_();
  }

  private static double[] d(double... values) {
    return values;
  }

  @Test
  void secondBackwardAddsToTheGradient() {
    Tensor x = leaf(1, 2);
    x.mul(x).sum().backward();
    Tensor gradient = x.grad();
    x.mul(3).sum().backward();
    assertValues(d(5, 7), x.grad());
    assertSame(gradient, x.grad());
  }

  @Test
  void zeroGradDropsTheGradient() {
    Tensor x = leaf(1);
    x.sum().backward();
    x.zeroGrad();
    assertFalse(x.hasGrad());
    assertRefused(x::grad, "no gradient");
    x.mul(2).sum().backward();
    assertValues(d(2), x.grad());
  }

  @Test
  void twoLeavesWithEqualValuesHaveTheirOwnGradients() {
    Tensor a = Tensor.zeros(2).requiresGrad_();
    Tensor b = Tensor.zeros(2).requiresGrad_();
    a.mul(2).add(b.mul(3)).sum().backward();
    assertValues(d(2, 2), a.grad());
    assertValues(d(3, 3), b.grad());
  }

  @Test
  void nothingIsRecordedWithinNoGrad() {
    Tensor x = leaf(2);
    Tensor y = Autograd.noGrad(() -> x.mul(x));
    assertFalse(y.requiresGrad());
    assertTrue(Autograd.isEnabled());
    assertRefused(y.sum()::backward, "backward", "does not require grad");
  }

  @Test
  void whatNoGradComputedIsConstantLater() {
    Tensor x = leaf(2);
    Tensor square = Autograd.noGrad(() -> x.mul(x));
    x.mul(square).sum().backward();
    assertValues(d(4), x.grad());
  }

  @Test
  void detachStopsTheGradient() {
    Tensor x = leaf(3);
    x.mul(x.mul(1).detach()).sum().backward();
    assertValues(d(3), x.grad());
    Tensor other = x.detach().requiresGrad_();
    x.zeroGrad();
    x.mul(other).sum().backward();
    assertValues(d(3), other.grad());
  }

  @Test
  void anIntermediateValueThatWasEvaluatedStillHasItsHistory() {
    Tensor x = leaf(3);
    Tensor y = x.mul(x);
    assertEquals(9, y.item());
    y.sum().backward();
    assertValues(d(6), x.grad());
  }

  @Test
  void historyIsDroppedUnlessRetained() {
    Tensor x = leaf(3);
    Tensor y = x.mul(x).sum();
    y.backward(true);
    y.backward();
    assertValues(d(12), x.grad());
    assertRefused(y::backward, "history", "backward(true)");
  }

  @Test
  void aRootWithoutHistoryHoldsOnlyItsNumber() {
    Tensor x = leaf(3);
    Tensor y = x.mul(x).sum();
    y.backward();
    Quern.evaluate();
    assertEquals(Op.BUFFER, y.value().op());
    Tensor z = y.mul(2);
    assertRefused(z::backward, "lost its history");
  }

  @Test
  void gradientOfATensorWithDimsMustBeGiven() {
    Tensor x = leaf(1, 2);
    assertRefused(x.mul(2)::backward, "one element", "(2)");
    x.mul(2).backward(t(1, 10));
    assertValues(d(2, 20), x.grad());
    assertRefused(() -> x.mul(2).backward(t(1, 2, 3)), "(3)", "(2)");
  }

  @Test
  void backwardEvaluatesWithTheRequestNotBefore() {
    Tensor x = leaf(2);
    Tensor loss = x.mul(x).sum();
    loss.backward();
    assertFalse(loss.isStored());
    assertFalse(x.grad().isStored());
    loss.item();
    assertTrue(x.grad().isStored());
  }

  @Test
  void aSecondBackwardOntoPendingGradientsEvaluatesTheFirst() {
    Tensor x = leaf(2);
    Tensor first = x.mul(x).sum();
    first.backward();
    x.mul(3).sum().backward();
    assertTrue(first.isStored());
    assertValues(d(7), x.grad());
  }

  @Test
  void aDroppedGradientIsNotPending() {
    Tensor x = leaf(2);
    x.mul(x).sum().backward();
    Tensor gradient = x.grad();
    x.zeroGrad();
    Quern.evaluate();
    assertFalse(gradient.isStored());
  }

  @Test
  void retainGradKeepsTheGradientInside() {
    Tensor x = leaf(2);
    Tensor y = x.mul(x);
    y.retainGrad();
    y.mul(5).sum().backward();
    assertValues(d(5), y.grad());
    assertRefused(x.mul(2)::grad, "retainGrad");
  }

  @Test
  void retainedTensorsWithEqualExpressionsHaveTheirOwnGradients() {
    Tensor x = leaf(2);
    Tensor a = x.add(1);
    Tensor b = x.add(1);
    a.retainGrad();
    b.retainGrad();
    a.mul(b.mul(2)).sum().backward();
    assertValues(d(6), a.grad());
    assertValues(d(6), b.grad());
    assertValues(d(12), x.grad());
  }

  @Test
  void hooksSeeAndReplaceGradients() {
    Tensor x = leaf(2);
    List<Tensor> seen = new ArrayList<>();
    x.registerHook(
        g -> {
          seen.add(g);
          return g.mul(10);
        });
    Tensor y = x.mul(3);
    Runnable remove = y.registerHook(g -> g.mul(2));
    y.sum().backward();
    assertValues(d(60), x.grad());
    assertValues(d(6), seen.get(0));
    remove.run();
    x.zeroGrad();
    y.sum().backward();
    assertValues(d(30), x.grad());
  }

  @Test
  void gradLeavesAccumulatedGradientsAlone() {
    Tensor x = leaf(2);
    Tensor y = x.mul(x);
    List<Tensor> gradients = Autograd.grad(y.mul(y).sum(), List.of(x, y));
    assertValues(d(32), gradients.get(0));
    assertValues(d(8), gradients.get(1));
    assertFalse(x.hasGrad());
    assertRefused(() -> Autograd.grad(x.sum(), List.of(leaf(1))), "does not depend");
    assertRefused(() -> Autograd.grad(x.sum(), List.of(t(1))), "does not require grad");
  }

  @Test
  void gradientsOfGradientsAreRight() {
    Tensor x = leaf(2);
    Tensor first = Autograd.grad(x.pow(3).sum(), List.of(x), true).get(0);
    Tensor second = Autograd.grad(first.sum(), List.of(x), true).get(0);
    assertValues(d(12), first);
    assertValues(d(12), second);
    assertValues(d(6), Autograd.grad(second.sum(), List.of(x)).get(0));
  }

  @Test
  void createGraphMakesAccumulatedGradientsDifferentiable() {
    Tensor x = leaf(2);
    x.pow(3).sum().backward(Tensor.of(new double[] {1}).reshape(), true, true);
    Tensor gradient = x.grad();
    x.zeroGrad();
    gradient.sum().backward();
    assertValues(d(12), x.grad());
  }

  @Test
  void aGraphOfTenThousandNodesIsNoProblem() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int k = 0; k < 10000; k++) {
      y = y.add(x);
    }
    y.sum().backward();
    assertValues(d(10001), x.grad());
  }

  @Test
  void tiesShareTheGradient() {
    Tensor x = leaf(2, 2, 1);
    x.amax().backward();
    assertValues(d(0.5, 0.5, 0), x.grad());
    x.zeroGrad();
    x.max(0).values().backward();
    assertValues(d(1, 0, 0), x.grad());
    Tensor y = leaf(2);
    y.maximum(t(2)).sum().backward();
    assertValues(d(0.5), y.grad());
  }

  @Test
  void reluIsFlatAtZero() {
    Tensor x = leaf(0, -0.0);
    x.relu().sum().backward();
    assertValues(d(0, 0), x.grad());
  }

  @Test
  void gradientsStayFiniteWhereTheFunctionIs() {
    Tensor x = leaf(-800, 800);
    x.sigmoid().add(x.softplus()).add(x.elu(1)).add(x.gelu(Approximation.TANH)).sum().backward();
    assertTrue(x.grad().isfinite().all().itemBoolean());
  }

  @Test
  void anOwnGradientIsUsedInsteadOfTheRules() {
    Tensor x = leaf(3);
    Autograd.function(x, Tensor::floor, (in, y, g) -> g.mul(in)).sum().backward();
    assertValues(d(3), x.grad());
  }

  @Test
  void inPlaceOnALeafThatRequiresGradNeedsNoGrad() {
    Tensor x = leaf(3);
    assertRefused(() -> x.add_(1), "add_", "noGrad");
    Autograd.noGrad(
        () -> {
          x.add_(1);
        });
    assertValues(d(4), x);
    assertTrue(x.requiresGrad() && x.isLeaf());
    x.mul(x).sum().backward();
    assertValues(d(8), x.grad());
  }

  @Test
  void inPlaceInsideTheGraphIsDifferentiated() {
    Tensor x = leaf(3);
    Tensor y = x.mul(2);
    y.mul_(y).add_(x);
    y.sum().backward();
    assertValues(d(25), x.grad());
  }

  @Test
  void aTensorThatTakesInWhatRequiresGradRequiresItToo() {
    Tensor x = leaf(3);
    Tensor sum = t(0);
    sum.add_(x.mul(2));
    assertTrue(sum.requiresGrad());
    sum.sum().backward();
    assertValues(d(2), x.grad());
  }

  @Test
  void whoReadBeforeAWriteKeepsTheOldValue() {
    Tensor x = t(1, 2);
    Tensor before = x.mul(10);
    x.add_(5).mul_(2);
    assertValues(d(10, 20), before);
    assertValues(d(12, 14), x);
  }

  @Test
  void aWriteIsEvaluatedWithTheNextRequest() {
    Tensor sum = t(0);
    for (int step = 1; step <= 3; step++) {
      sum.add_(step);
      t(1).mul(2).toDoubleArray();
      assertTrue(sum.isStored());
    }
    assertValues(d(6), sum);
  }

  @Test
  void aCloneOutlivesItsOriginal() {
    Tensor x = t(1);
    Tensor copy = x.clone();
    x.fill_(9);
    assertValues(d(1), copy);
    copy.add_(1);
    assertValues(d(2), copy);
    assertValues(d(9), x);
  }

  @Test
  void writingThroughAViewPointsToSet() {
    Tensor x = t(1, 2, 3, 4).reshape(2, 2).clone();
    assertRefused(() -> x.select(0, 1).zero_(), "zero_", "view", "set(");
    assertRefused(() -> x.t().add_(1), "add_", "view");
    x.set(1, t(8, 9));
    x.set(1, 0, 1, Tensor.zeros(2, 1));
    assertValues(new double[][] {{0, 2}, {0, 9}}, x);
  }
}
