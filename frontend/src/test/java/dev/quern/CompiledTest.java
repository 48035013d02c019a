package dev.quern;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static dev.quern.Values.i;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.nn.Activation;
import dev.quern.nn.BatchNorm1d;
import dev.quern.nn.Dropout;
import dev.quern.nn.Linear;
import dev.quern.nn.Sequential;
import dev.quern.optim.AdamW;
import dev.quern.optim.ClipGradNorm;
import dev.quern.optim.Optimizer;
import dev.quern.optim.SGD;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A compiled function does at every call what the function itself would do. */
final class CompiledTest {
  @BeforeEach
  void device() {
    Values.onReference();
  }

  private static Compiled one(UnaryOperator<Tensor> function) {
    return Compiled.of(in -> List.of(function.apply(in.get(0))));
  }

  private static Tensor value(Compiled compiled, Tensor... inputs) {
    return compiled.call(inputs).get(0);
  }

  @Test
  void inputsAreReplacedAndTheFunctionRunsOnce() {
    Compiled sum = Compiled.of(in -> List.of(in.get(0).add(in.get(1)), in.get(0).sum()));
    for (int k = 0; k < 3; k++) {
      List<Tensor> outputs = sum.call(t(k, 2), t(10, 20).mul(k));
      assertValues(new double[] {11 * k, 2 + 20 * k}, outputs.get(0));
      assertValues(k + 2, outputs.get(1));
    }
    assertEquals(1, sum.captures());
  }

  @Test
  void outputsOfEarlierCallsStay() {
    Compiled twice = one(x -> x.mul(2));
    Tensor first = value(twice, t(1));
    value(twice, t(5));
    assertValues(new double[] {2}, first);
  }

  @Test
  void outputsThatAreReusedCanBeReadUntilTheNextCall() {
    Compiled twice = one(x -> x.mul(2)).reusingOutputs();
    Tensor first = value(twice, t(1));
    assertValues(new double[] {2}, first);
    Tensor second = value(twice, t(5));
    assertValues(new double[] {10}, second);
    assertRefused(first::toDoubleArray, "overwritten");
    assertValues(new double[] {20}, value(twice, second));
  }

  @Test
  void tensorsFromOutsideStandForWhatTheyHoldAtTheCall() {
    Tensor w = t(1, 2).withStorage(dev.quern.runtime.memory.Memory.Policy.ALTERNATING, "w");
    Tensor plain = t(1, 1);
    Compiled scaled = one(x -> x.mul(w).add(plain));
    assertValues(new double[] {4, 7}, value(scaled, t(3, 3)));
    w.mul_(10);
    plain.add_(1);
    assertValues(new double[] {32, 62}, value(scaled, t(3, 3)));
    w.data(t(0, 1));
    assertValues(new double[] {2, 5}, value(scaled, t(3, 3)));
    assertEquals(1, scaled.captures());
  }

  @Test
  void tensorsThatWereTheSameMayChangeApart() {
    Tensor w = t(1, 2);
    Tensor alias = w.detach();
    Compiled product = one(x -> x.mul(w).mul(alias));
    assertValues(new double[] {1, 4}, value(product, t(1, 1)));
    w.mul_(10);
    assertValues(new double[] {10, 40}, value(product, t(1, 1)));
    assertEquals(2, product.captures());
  }

  @Test
  void writesReachTensorsFromOutsideAtEveryCall() {
    Tensor kept = t(0, 0).withStorage(dev.quern.runtime.memory.Memory.Policy.DONATED, "kept");
    Tensor plain = t(0, 0);
    Tensor number = Tensor.zeros(DType.FLOAT64, 2);
    Compiled count =
        one(
            x -> {
              kept.add_(x);
              plain.add_(kept);
              number.add_(1);
              return kept.mul(2);
            });
    for (int k = 1; k <= 4; k++) {
      assertValues(new double[] {2 * k, 4 * k}, value(count, t(1, 2)));
      assertValues(new double[] {k, 2 * k}, kept);
      assertValues(new double[] {k * (k + 1) / 2., k * (k + 1)}, plain);
      assertValues(new double[] {k, k}, number);
    }
    assertEquals(2, count.captures(), "again once the number has become a tensor");
  }

  @Test
  void inputsAndTensorsFromOutsideMayBeReturned() {
    Tensor w = t(7);
    Compiled both = Compiled.of(in -> List.of(in.get(0), w, Tensor.ones(1)));
    for (double k : new double[] {1, 2}) {
      List<Tensor> outputs = both.call(t(k));
      assertValues(new double[] {k}, outputs.get(0));
      assertValues(new double[] {7}, outputs.get(1));
      assertValues(new double[] {1}, outputs.get(2));
    }
  }

  @Test
  void randomTensorsAreDrawnAsWithout() {
    Quern.manualSeed(3);
    List<double[]> expected = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      expected.add(Tensor.rand(2).add(Tensor.rand(2)).toDoubleArray());
    }
    Quern.manualSeed(3);
    Compiled drawn = Compiled.of(in -> List.of(Tensor.rand(2).add(Tensor.rand(2))));
    for (double[] numbers : expected) {
      assertValues(numbers, value(drawn).to(DType.FLOAT64));
    }
  }

  // ---- training

  private static Sequential net() {
    Quern.manualSeed(11);
    return new Sequential(
        new Linear(3, 8),
        new BatchNorm1d(8),
        Activation.TANH,
        new Dropout(0.2),
        new Linear(8, 1, false));
  }

  private static Tensor step(Sequential net, Optimizer optimizer, Tensor x, Tensor y) {
    optimizer.zeroGrad();
    Tensor loss = net.forward(x).mseLoss(y);
    loss.backward();
    ClipGradNorm.clip(net.parameters(), 0.5);
    optimizer.step();
    return loss;
  }

  private static List<Double> losses(
      Function<Sequential, Optimizer> optimizers, boolean compiled, List<Tensor> data) {
    Sequential net = net();
    Optimizer optimizer = optimizers.apply(net);
    Compiled step = Compiled.of(in -> List.of(step(net, optimizer, in.get(0), in.get(1))));
    List<Double> losses = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      optimizer.lr(0.05 / (k + 1));
      Tensor x = data.get(k % 2);
      Tensor y = data.get(2);
      Tensor loss = compiled ? step.call(x, y).get(0) : step(net, optimizer, x, y);
      losses.add(loss.item());
    }
    assertEquals(6, optimizer.steps());
    assertEquals(compiled ? 1 : 0, step.captures());
    losses.add(net.parameters().get(0).grad().sum().item());
    net.stateDict().values().forEach(state -> losses.add(state.to(DType.FLOAT32).sum().item()));
    optimizer.stateDict().values().forEach(s -> losses.add(s.to(DType.FLOAT32).sum().item()));
    return losses;
  }

  @Test
  void aTrainingStepTrainsAsWithout() {
    List<Tensor> data = List.of(Tensor.randn(5, 3), Tensor.randn(5, 3), Tensor.randn(5, 1));
    Tensor.realize(data);
    List<Function<Sequential, Optimizer>> optimizers =
        List.of(
            net -> new AdamW(net.parameters(), 0.1),
            net -> new SGD(net.parameters(), new SGD.Options(0.1, 0.9, 0.01, true)));
    for (Function<Sequential, Optimizer> optimizer : optimizers) {
      assertEquals(losses(optimizer, false, data), losses(optimizer, true, data));
    }
  }

  @Test
  void gradientsAccumulateFromCallToCall() {
    Tensor w = t(1, 2).requiresGrad_();
    Compiled add =
        one(
            x -> {
              Tensor loss = w.mul(x).sum();
              loss.backward();
              return loss;
            });
    for (int k = 1; k <= 4; k++) {
      value(add, t(1, 10));
      assertValues(new double[] {k, 10 * k}, w.grad());
    }
    w.zeroGrad();
    value(add, t(2, 3));
    assertValues(new double[] {2, 3}, w.grad());
    value(add, t(2, 3));
    assertValues(new double[] {4, 6}, w.grad());
    assertEquals(2, add.captures(), "with a gradient there, and without");
  }

  @Test
  void gradientsThatTheFunctionDropsAreNotThere() {
    Tensor w = t(1, 2).requiresGrad_();
    Compiled slope =
        one(
            x -> {
              w.zeroGrad();
              w.mul(x).square().sum().backward();
              Tensor gradient = w.grad();
              w.zeroGrad();
              return gradient;
            });
    assertValues(new double[] {2, 16}, value(slope, t(1, 2)));
    assertValues(new double[] {8, 4}, value(slope, t(2, 1)));
    assertFalse(w.hasGrad());
  }

  private static Compiled slope(Tensor w) {
    return one(
        x -> {
          w.zeroGrad();
          Tensor loss = w.mul(x).square().sum();
          loss.backward();
          return loss;
        });
  }

  @Test
  void gradientsThatSomebodyHasStay() {
    for (String device : List.of("reference", "java")) {
      Quern.use(Devices.fresh(device));
      Tensor w = t(1, 2).requiresGrad_();
      Compiled slope = slope(w);
      value(slope, t(1, 2));
      Tensor held = w.grad();
      value(slope, t(2, 1));
      Tensor twice = w.grad().mul(2);
      value(slope, t(3, 1));
      assertValues(new double[] {2, 16}, held);
      assertValues(new double[] {16, 8}, twice);
      assertValues(new double[] {18, 4}, w.grad());
    }
  }

  @Test
  void gradientsThatNobodyHasSeenAreWrittenOver() {
    Device device = Devices.fresh("java");
    Quern.use(device);
    Tensor w = t(1, 2).requiresGrad_();
    Compiled slope = slope(w).reusingOutputs();
    Tensor x = t(1, 2).realize();
    value(slope, x);
    value(slope, x);
    long allocations = device.counters().allocations();
    for (int k = 0; k < 5; k++) {
      value(slope, x);
    }
    assertEquals(allocations, device.counters().allocations());
    assertValues(new double[] {2, 16}, w.grad());
  }

  @Test
  void evaluationRunsTheFunctionAgainAndTrainingGoesOn() {
    Sequential net = net();
    Compiled forward = one(net::forward);
    Tensor x = Tensor.randn(4, 3).realize();
    for (int k = 0; k < 2; k++) {
      net.train();
      value(forward, x);
      net.eval();
      assertValues(net.forward(x).toArray(), value(forward, x), 1e-6);
    }
    assertEquals(2, forward.captures());
    assertEquals(2, net.stateDict().get("1.num_batches_tracked").itemLong());
  }

  @Test
  void everyCallRunsHostCodeAtEveryCall() {
    int[] count = {0};
    Compiled counted =
        one(
            x -> {
              Compiled.everyCall(() -> count[0]++);
              return x.mul(Tensor.variable("count", DType.FLOAT64, () -> count[0]));
            });
    for (int k = 1; k <= 3; k++) {
      assertValues(new double[] {k, 2 * k}, value(counted, t(1, 2)));
    }
  }

  @Test
  void aCompiledFunctionMayBePartOfAnother() {
    Compiled inner = one(x -> x.add(1));
    Compiled outer = one(x -> inner.call(x).get(0).mul(2));
    assertValues(new double[] {4}, value(outer, t(1)));
    assertValues(new double[] {6}, value(outer, t(2)));
    assertEquals(0, inner.captures());
  }

  // ---- misuse

  @Test
  void inputsAreAsAtTheFirstCall() {
    Compiled plain = one(x -> x.mul(2));
    value(plain, t(1, 2));
    assertRefused(() -> plain.call(t(1)), "input 0 is f64(1)", "it was f64(2)");
    assertRefused(() -> plain.call(i(1, 2)), "i64(2)");
    assertRefused(() -> plain.call(t(1, 2), t(1)), "2 inputs", "had 1");
    assertRefused(() -> plain.call(t(1, 2).requiresGrad_()), "input 0 requires grad", "detach()");
    Device device = Quern.device();
    Quern.use("null");
    Tensor elsewhere = t(1, 2);
    Quern.use(device);
    assertRefused(() -> plain.call(elsewhere), "on null", "it was");
  }

  @Test
  void indicesAreCheckedAtEveryCall() {
    Tensor table = t(1, 2, 3).reshape(3, 1);
    Compiled rows = one(index -> index.embedding(table));
    assertValues(new double[][] {{1}, {3}}, value(rows, i(0, 2)));
    assertValues(new double[][] {{2}, {2}}, value(rows, i(1, 1)));
    assertEquals(1, rows.captures());
    assertRefused(() -> rows.call(i(0, 3)), "embedding: index 3 is out of range for size 3");
  }

  @Test
  void targetsMayBeIgnoredLater() {
    Compiled loss = Compiled.of(in -> List.of(in.get(0).crossEntropy(in.get(1))));
    Tensor scores = t(1, 2, 3, 4).reshape(2, 2);
    for (Tensor target : List.of(i(0, 1), i(1, 1), i(0, -100), i(-100, 1))) {
      double expected = scores.crossEntropy(target).item();
      assertEquals(expected, loss.call(scores, target).get(0).item(), 1e-12);
    }
    assertEquals(2, loss.captures());
  }

  @Test
  void whatHasNoValueYetCanNotBeAskedFor() {
    Tensor w = t(1, 2);
    assertRefused(() -> one(x -> x.mul(x.sum().item())).call(t(1)), "compiled function", "values");
    assertRefused(
        () ->
            one(x -> {
                  w.add_(1);
                  throw new IllegalStateException("own failure");
                })
                .call(t(1)),
        "own failure");
    assertValues(new double[] {1, 2}, w);
    assertTrue(w.add(1).isLeaf());
  }

  @Test
  void changesThatCanNotBeRepeatedAreRefused() {
    Tensor leaf = t(1).requiresGrad_();
    Tensor history = leaf.mul(2);
    Tensor plain = t(1);
    assertRefused(() -> one(x -> x.add_(1)).call(t(1)), "writes to input 0");
    assertRefused(() -> one(x -> x.mul(history)).call(t(1)), "history", "detach()");
    assertRefused(() -> one(x -> plain.requiresGrad_()).call(t(1)), "requiresGrad_", "outside");
    assertRefused(() -> one(x -> plain.add_(leaf)).call(t(1)), "history", "detach()");
  }
}
