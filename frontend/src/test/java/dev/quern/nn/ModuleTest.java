package dev.quern.nn;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.ConvOptions;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.Values;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Modules: names, modes, state, and what the layers compute. */
final class ModuleTest {
  @BeforeEach
  void device() {
    Values.onReference();
  }

  private static Sequential net() {
    return new Sequential(new Linear(2, 3), Activation.RELU, new Linear(3, 1, false));
  }

  /** A module that uses one parameter twice. */
  private static final class Shared extends Module {
    final Linear first = module("first", new Linear(2, 2, false));
    final Tensor again = parameter("again", first.weight());
  }

  @Test
  void parametersAreNamedInTheOrderOfDeclaration() {
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight"), List.copyOf(net().namedParameters().keySet()));
    assertEquals(2 * 3 + 3 + 3, net().parameterCount());
  }

  @Test
  void aSharedParameterIsListedOnce() {
    assertEquals(1, new Shared().parameters().size());
  }

  @Test
  void namesAreUniqueAndHaveNoDots() {
    assertRefused(
        () ->
            new Module() {
              {
                parameter("a", Init.ZEROS, 1);
                parameter("a", Init.ZEROS, 1);
              }
            },
        "'a'",
        "taken");
    assertRefused(
        () ->
            new Module() {
              {
                parameter("a.b", Init.ZEROS, 1);
              }
            },
        "'a.b'");
  }

  @Test
  void parametersAreStoredFromTheStart() {
    for (Tensor parameter : net().parameters()) {
      assertTrue(parameter.isStored() && parameter.requiresGrad() && parameter.isLeaf());
    }
  }

  @Test
  void trainAndEvalReachAllModules() {
    Dropout dropout = new Dropout(0.5);
    Sequential net = new Sequential(new Sequential(dropout));
    net.eval();
    assertFalse(dropout.isTraining());
    Tensor x = Tensor.ones(4);
    assertSame(x, net.forward(x));
    net.train();
    assertTrue(dropout.isTraining());
  }

  @Test
  void applyVisitsInnerModulesFirst() {
    List<String> seen = new ArrayList<>();
    net().apply(module -> seen.add(module.getClass().getSimpleName()));
    assertEquals(List.of("Linear", "Linear", "Sequential"), seen);
  }

  @Test
  void zeroGradDropsAllGradients() {
    Sequential net = net();
    net.forward(Tensor.ones(2)).sum().backward();
    assertTrue(net.parameters().get(0).hasGrad());
    net.zeroGrad();
    assertFalse(net.parameters().stream().anyMatch(Tensor::hasGrad));
  }

  @Test
  void stateGoesFromOneModelToAnother() {
    Sequential from = net();
    Sequential to = net();
    to.loadStateDict(from.stateDict());
    Tensor x = Tensor.ones(5, 2);
    assertValues(from.forward(x).toArray(), to.forward(x));
    assertTrue(to.parameters().get(0).requiresGrad());
  }

  @Test
  void loadingTellsAllThatDoesNotFitAndChangesNothing() {
    Sequential net = net();
    float[] before = net.parameters().get(0).toFloatArray();
    Map<String, Tensor> state = new LinkedHashMap<>(net.stateDict());
    state.put("0.weight", Tensor.ones(3, 2));
    state.remove("0.bias");
    state.put("extra", Tensor.ones(1));
    state.put("2.weight", Tensor.ones(9));
    assertRefused(
        () -> net.loadStateDict(state),
        "missing: 0.bias",
        "unexpected: extra",
        "2.weight is (9), needed (1, 3)");
    assertValues(before, net.parameters().get(0).flatten());
  }

  @Test
  void initialValuesHavePyTorchsRange() {
    float[] weight = new Linear(100, 100).weight().toFloatArray();
    double largest = 0;
    for (float value : weight) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest <= 0.1 && largest > 0.099, "largest " + largest);
    Tensor table = new Embedding(100, 100).weight();
    assertEquals(1, table.std().item(), 0.03);
    assertEquals(0, table.mean().item(), 0.03);
  }

  @Test
  void initialValuesDependOnlyOnTheSeed() {
    Quern.manualSeed(1);
    float[] first = new Linear(3, 3).weight().toFloatArray();
    Quern.manualSeed(1);
    assertValues(first, new Linear(3, 3).weight().flatten());
  }

  @Test
  void modulesFollowTheDefaultDtype() {
    Quern.defaultDtype(DType.FLOAT64);
    try {
      assertEquals(DType.FLOAT64, new Linear(1, 1).weight().dtype());
    } finally {
      Quern.defaultDtype(DType.FLOAT32);
    }
  }

  @Test
  void layersComputeWhatTheirNamesSay() {
    Linear linear = new Linear(2, 1, true, Init.ONES, Init.ONES);
    assertValues(new double[] {6}, linear.forward(Tensor.of(new float[] {2, 3})));
    Embedding table = new Embedding(2, 2, Init.ONES);
    assertValues(new double[][] {{1, 1}}, table.forward(Tensor.of(new long[] {1})));
    Tensor x = Tensor.of(new float[] {1, 3});
    assertValues(new double[] {-1, 1}, new LayerNorm(2).forward(x), 1e-4);
    assertValues(new double[] {0.4472, 1.3416}, new RMSNorm(2).forward(x), 1e-4);
    assertEquals(1, new MLP(Activation.TANH, 2, 4, 1).forward(x).numel());
  }

  @Test
  void attentionSeesOnlyWhatCameBefore() {
    CausalSelfAttention attention = new CausalSelfAttention(8, 2, true, 0);
    Tensor x = Tensor.randn(1, 4, 8).realize();
    Tensor other = Tensor.cat(List.of(x.narrow(1, 0, 3), Tensor.ones(1, 1, 8)), 1);
    Tensor same = attention.forward(x).narrow(1, 0, 3);
    assertValues(same.toArray(), attention.forward(other).narrow(1, 0, 3), 1e-6);
    assertRefused(() -> new CausalSelfAttention(8, 3, true, 0), "width 8", "3 heads");
  }

  private static Sequential images() {
    return new Sequential(
        new Conv2d(1, 4, 3, ConvOptions.DEFAULT.withPadding(1)),
        new BatchNorm2d(4),
        Activation.RELU,
        new MaxPool2d(2),
        new Conv2d(4, 4, new int[] {3, 1}, ConvOptions.DEFAULT.withGroups(4), false),
        new AvgPool2d(2, 1, 0),
        new AdaptiveAvgPool2d(1),
        new Flatten(),
        new BatchNorm1d(4, 1e-5, 0.5, false));
  }

  @Test
  void aConvolutionalNetHasPyTorchsNamesAndBuffers() {
    Sequential net = images();
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias", "4.weight"),
        List.copyOf(net.namedParameters().keySet()));
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked",
            "4.weight",
            "8.running_mean",
            "8.running_var",
            "8.num_batches_tracked"),
        List.copyOf(net.stateDict().keySet()));
    assertEquals("(4, 1, 3, 1)", shape(net.stateDict().get("4.weight")));
  }

  private static String shape(Tensor tensor) {
    return tensor.shape().toString().replace('[', '(').replace(']', ')');
  }

  @Test
  void batchesMoveTheRunningValuesInTrainingOnly() {
    Sequential net = images();
    Tensor x = Tensor.randn(3, 1, 8, 8).realize();
    Tensor y = net.forward(x);
    assertEquals(0, y.mean().item(), 1e-6);
    assertEquals(1, net.stateDict().get("8.num_batches_tracked").itemLong());
    float[] mean = net.stateDict().get("1.running_mean").toFloatArray();
    net.eval();
    net.forward(x).sum().item();
    assertValues(mean, net.stateDict().get("1.running_mean"));
    Sequential other = images();
    other.loadStateDict(net.stateDict());
    other.eval();
    assertValues(net.forward(x).toArray(), other.forward(x), 1e-6);
  }

  @Test
  void everyParameterOfAConvolutionalNetGetsAGradient() {
    Sequential net = images();
    net.forward(Tensor.randn(3, 1, 8, 8)).square().sum().backward();
    net.namedParameters().forEach((name, p) -> assertTrue(p.hasGrad(), name));
  }

  @Test
  void convolutionsRefuseSizesThatDoNotFit() {
    assertRefused(
        () -> new Conv2d(3, 4, 3, ConvOptions.DEFAULT.withGroups(2)),
        "Conv2d",
        "3 and 4",
        "2 groups");
    assertRefused(() -> new Conv1d(3, 4, 0), "Conv1d", "kernel [0]");
    assertRefused(() -> new BatchNorm2d(3).forward(Tensor.zeros(2, 3)), "BatchNorm2d", "[2, 3]");
  }
}
