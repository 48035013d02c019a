package dev.quern;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static dev.quern.Values.i;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.memory.Memory;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tensors as objects: arrays in and out, laziness, storage, text. */
final class TensorTest {
  @BeforeEach
  void device() {
    Values.onReference();
    Quern.evaluate();
  }

  @Test
  void ofCopiesTheArrayAtTheCall() {
    float[] data = {1, 2};
    Tensor x = Tensor.of(data);
    data[0] = 9;
    assertArrayEquals(new float[] {1, 2}, x.toFloatArray());
  }

  @Test
  void arraysComeBackNestedAndInTheirType() {
    int[][] rows = {{1, 2, 3}, {4, 5, 6}};
    assertArrayEquals(rows, (int[][]) Tensor.of(rows).toArray());
    boolean[][][] flags = {{{true}, {false}}};
    assertArrayEquals(flags, (boolean[][][]) Tensor.of(flags).toArray());
    assertArrayEquals(new long[] {1, 2}, t(1.5, 2.5).toLongArray());
    assertArrayEquals(new boolean[] {true, false}, i(2, 0).toBooleanArray());
  }

  @Test
  void itemsHaveAllTypes() {
    assertEquals(2.5, t(2.5).item());
    assertEquals(Long.MAX_VALUE, Tensor.of(new long[] {Long.MAX_VALUE}).itemLong());
    assertTrue(t(1).gt(0).itemBoolean());
    assertEquals(3, Tensor.scalar(3).itemLong());
  }

  @Test
  void nothingIsComputedBeforeItIsAskedFor() {
    Tensor x = t(1, 2).mul(3);
    assertFalse(x.isStored());
    assertTrue(
        x.toString().contains("f64(2)") && x.toString().contains("not evaluated"), x.toString());
    assertFalse(x.isStored());
    assertSame(x, x.realize());
    assertTrue(x.toString().contains("[3.0, 6.0]"), x.toString());
  }

  @Test
  void textShowsTheEdgesOfLongRows() {
    String text = Tensor.arange(20).realize().toString();
    assertTrue(text.contains("[0, 1, 2, ..., 17, 18, 19]"), text);
  }

  @Test
  void parametersKeepTheirStorageWhenTheyAreWritten() {
    Tensor p = t(1, 2).withStorage(Memory.Policy.ALTERNATING, "p").requiresGrad_();
    Tensor before = p.mul(10).detach();
    for (int step = 0; step < 5; step++) {
      Autograd.noGrad(
          () -> {
            p.add_(1);
          });
      p.realize();
    }
    assertValues(new double[] {6, 7}, p);
    assertRefused(before::toDoubleArray, "p", "overwritten");
  }

  @Test
  void whatWasComputedFromTheLastVersionIsStillRight() {
    Tensor p = t(1, 2).withStorage(Memory.Policy.ALTERNATING, "p");
    Tensor before = p.mul(10);
    p.add_(1).realize();
    assertValues(new double[] {10, 20}, before);
  }

  @Test
  void twoWritesBeforeAnEvaluationAreOne() {
    Tensor p = t(1).withStorage(Memory.Policy.DONATED, "p");
    p.add_(1).mul_(3);
    p.sub_(p.mul(0.5));
    assertValues(new double[] {3}, p);
  }

  @Test
  void dataReplacesWhatALeafHolds() {
    Tensor p = t(1).withStorage(Memory.Policy.ALTERNATING, "p").requiresGrad_();
    p.mul(p).sum().backward();
    p.data(t(5));
    assertValues(new double[] {5}, p);
    assertValues(new double[] {2}, p.grad());
    p.zeroGrad();
    p.mul(p).sum().backward();
    assertValues(new double[] {10}, p.grad());
  }

  @Test
  void aVariableIsAScalarGivenAtLaunch() {
    assertValues(new double[] {2}, t(4).mul(Tensor.variable("rate", DType.FLOAT64, 0.5)));
  }

  @Test
  void eachThreadHasAModeOfItsOwn() {
    try (NoGrad off = NoGrad.enter()) {
      boolean elsewhere = CompletableFuture.supplyAsync(Autograd::isEnabled).join();
      assertTrue(elsewhere);
      assertFalse(Autograd.isEnabled());
    }
    assertTrue(Autograd.isEnabled());
  }

  @Test
  void theDefaultDtypeIsThatOfNewFloats() {
    Quern.defaultDtype(DType.FLOAT64);
    try {
      assertEquals(DType.FLOAT64, Tensor.zeros(1).dtype());
      assertEquals(DType.FLOAT64, i(1).add(0.5).dtype());
    } finally {
      Quern.defaultDtype(DType.FLOAT32);
    }
    assertRefused(() -> Quern.defaultDtype(DType.INT32), "defaultDtype", "i32");
  }

  @Test
  void aGeneratorGoesOnFromASavedState() {
    Generator generator = new Generator(3);
    generator.next();
    Generator copy = new Generator(0).restore(generator.seed(), generator.draws());
    assertEquals(generator.next(), copy.next());
    assertNotEquals(new Generator(3).next(), new Generator(4).next());
  }
}
