package dev.quern.optim;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.Values;
import dev.quern.runtime.memory.Memory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Optimizers against their formulas, computed here in plain double arithmetic. */
final class OptimizerTest {
  private static final double[] TARGET = {1, -2, 3};

  @BeforeEach
  void device() {
    Values.onReference();
    Quern.evaluate();
  }

  private static Tensor parameter() {
    return t(0.5, 0.5, 0.5).withStorage(Memory.Policy.ALTERNATING, "w").requiresGrad_();
  }

  /** A step of the formula for one element: next value from value, gradient and step number. */
  private interface Formula {
    double next(double value, double gradient, int step, double[] kept);
  }

  /** Runs five steps toward the target with optimizer and formula. */
  private static void check(Optimizer optimizer, Tensor w, Formula formula) {
    double[] expected = {0.5, 0.5, 0.5};
    double[][] kept = new double[3][2];
    for (int step = 1; step <= 5; step++) {
      optimizer.zeroGrad();
      w.sub(t(TARGET)).square().sum().backward();
      optimizer.step();
      for (int k = 0; k < 3; k++) {
        expected[k] = formula.next(expected[k], 2 * (expected[k] - TARGET[k]), step, kept[k]);
      }
      assertValues(expected, w, 1e-12);
    }
    assertEquals(5, optimizer.steps());
  }

  @Test
  void plainDescentFollowsTheGradient() {
    Tensor w = parameter();
    check(new SGD(List.of(w), 0.1), w, (x, g, step, kept) -> x - 0.1 * g);
  }

  @Test
  void momentumAndWeightDecayAreThoseOfPyTorch() {
    Tensor w = parameter();
    check(
        new SGD(List.of(w), new SGD.Options(0.1, 0.9, 0.01, false)),
        w,
        (x, g, step, kept) -> x - 0.1 * (kept[0] = 0.9 * kept[0] + g + 0.01 * x));
  }

  @Test
  void nesterovLooksAhead() {
    Tensor w = parameter();
    check(
        new SGD(List.of(w), new SGD.Options(0.1, 0.9, 0, true)),
        w,
        (x, g, step, kept) -> x - 0.1 * (g + 0.9 * (kept[0] = 0.9 * kept[0] + g)));
  }

  private static double adam(double x, double g, int step, double[] kept, double lr) {
    kept[0] = 0.9 * kept[0] + 0.1 * g;
    kept[1] = 0.99 * kept[1] + 0.01 * g * g;
    double root = Math.sqrt(kept[1] / (1 - Math.pow(0.99, step)));
    return x - lr * kept[0] / (1 - Math.pow(0.9, step)) / (root + 1e-8);
  }

  @Test
  void adamAddsWeightDecayToTheGradient() {
    Tensor w = parameter();
    check(
        new Adam(List.of(w), new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0.1)),
        w,
        (x, g, step, kept) -> adam(x, g + 0.1 * x, step, kept, 0.1));
  }

  @Test
  void adamWDecouplesIt() {
    Tensor w = parameter();
    check(
        new AdamW(List.of(w), new Adam.Options(0.1, 0.9, 0.99, 1e-8, 0.1)),
        w,
        (x, g, step, kept) -> adam(x * (1 - 0.1 * 0.1), g, step, kept, 0.1));
  }

  @Test
  void groupsHaveTheirOwnRates() {
    Tensor a = parameter();
    Tensor b = parameter();
    AdamW optimizer =
        new AdamW(
            AdamW.defaults(1),
            List.of(new ParameterGroup(List.of(a), 0.1, 0), new ParameterGroup(List.of(b), 0, 0)));
    a.add(b).sum().backward();
    optimizer.step();
    assertValues(new double[] {0.4, 0.4, 0.4}, a, 1e-6);
    assertValues(new double[] {0.5, 0.5, 0.5}, b);
  }

  @Test
  void aParameterWithoutGradientStaysAsItIs() {
    Tensor a = parameter();
    Tensor b = parameter();
    AdamW optimizer = new AdamW(List.of(a, b), 0.1);
    a.sum().backward();
    optimizer.step();
    assertValues(new double[] {0.5, 0.5, 0.5}, b);
  }

  @Test
  void stepEvaluatesLossGradientsAndParameters() {
    Tensor w = parameter();
    Tensor loss = w.square().sum();
    loss.backward();
    assertFalse(loss.isStored());
    new SGD(List.of(w), 0.1).step();
    assertTrue(loss.isStored() && w.isStored() && w.grad().isStored());
    assertEquals(0.75, loss.item());
  }

  @Test
  void trainingGoesOnFromASavedState() {
    Tensor a = parameter();
    AdamW first = new AdamW(List.of(a), 0.1);
    train(first, a);
    Tensor b = t(a.toDoubleArray()).withStorage(Memory.Policy.ALTERNATING, "b").requiresGrad_();
    AdamW second = new AdamW(List.of(b), 0.1);
    second.loadStateDict(first.stateDict());
    train(first, a);
    train(second, b);
    assertValues(a.toDoubleArray(), b);
    assertEquals(2, second.steps());
    assertRefused(() -> second.loadStateDict(Map.of()), "AdamW", "0.exp_avg", "missing");
  }

  private static void train(Optimizer optimizer, Tensor w) {
    optimizer.zeroGrad();
    w.sub(t(TARGET)).square().sum().backward();
    optimizer.step();
  }

  @Test
  void clippingScalesToTheCommonNorm() {
    Tensor a = t(0).requiresGrad_();
    Tensor b = t(0).requiresGrad_();
    a.mul(3).add(b.mul(4)).sum().backward();
    Tensor norm = ClipGradNorm.clip(List.of(a, b), 1);
    assertFalse(a.grad().isStored());
    assertEquals(5, norm.item(), 1e-12);
    assertValues(new double[] {0.6}, a.grad(), 1e-6);
    assertValues(new double[] {0.8}, b.grad(), 1e-6);
  }

  @Test
  void clippingLeavesSmallGradientsAlone() {
    Tensor a = t(0).requiresGrad_();
    a.mul(3).sum().backward();
    ClipGradNorm.clip(List.of(a), 10);
    assertValues(new double[] {3}, a.grad());
    assertRefused(() -> ClipGradNorm.clip(List.of(a), 0), "ClipGradNorm", "0");
  }

  @Test
  void schedulesWarmUpAndCoolDown() {
    Schedule schedule = Schedule.warmupCosine(1, 0.1, 4, 104);
    assertEquals(0.2, schedule.at(0), 1e-12);
    assertEquals(1, schedule.at(4), 1e-12);
    assertEquals(0.55, schedule.at(54), 1e-12);
    assertEquals(0.1, schedule.at(104), 1e-12);
    assertEquals(0.1, schedule.at(1000), 1e-12);
    assertEquals(0.5, Schedule.linear(1, 10).at(5), 1e-12);
    assertRefused(() -> Schedule.warmupCosine(1, 0, 5, 4), "warm-up", "5");
  }

  @Test
  void misuseIsRefusedWhenTheOptimizerIsBuilt() {
    Tensor w = parameter();
    assertRefused(() -> new AdamW(List.of(), 0.1), "AdamW", "no parameters");
    assertRefused(() -> new AdamW(List.of(t(1)), 0.1), "AdamW", "requires grad");
    assertRefused(() -> new AdamW(List.of(w, w), 0.1), "AdamW", "twice");
    assertRefused(() -> new AdamW(List.of(w), -1), "lr", "-1");
    assertRefused(() -> AdamW.defaults(1).withBetas(1, 0), "betas");
    assertRefused(() -> new SGD.Options(1, 0, 0, true), "nesterov");
  }
}
