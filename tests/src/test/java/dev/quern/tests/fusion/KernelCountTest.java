package dev.quern.tests.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import dev.quern.tests.golden.TrainingRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How many kernels programs become: entries of the plan's launch list. */
final class KernelCountTest {
  private static final int MOST_OF_A_NANO_STEP = 130;

  private Device device;

  @BeforeEach
  void onAFreshDevice() {
    device = Devices.fresh("java");
    Quern.use(device);
  }

  private static Map<String, UnaryOperator<Tensor>> rowFunctions() {
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("softmax", x -> x.softmax(1));
    functions.put("logSoftmax", x -> x.logSoftmax(1));
    functions.put("crossEntropy", x -> x.crossEntropy(Tensor.arange(96).remainder(65).realize()));
    functions.put("layerNorm", x -> x.layerNorm(new int[] {65}, 1e-5));
    functions.put("rmsNorm", x -> x.rmsNorm(new int[] {65}, 1e-5));
    return functions;
  }

  @TestFactory
  Stream<DynamicTest> rowFunctionsAreOneKernelForward() {
    return rowFunctions().entrySet().stream()
        .map(
            function ->
                DynamicTest.dynamicTest(
                    function.getKey(),
                    () -> {
                      onAFreshDevice();
                      Tensor x = Tensor.rand(96, 65).realize();
                      function.getValue().apply(x).realize();
                      int most = function.getKey().equals("crossEntropy") ? 2 : 1; // and the mean
                      assertTrue(launches().size() <= most, names());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> rowFunctionsAreOneKernelBackward() {
    return rowFunctions().entrySet().stream()
        .map(
            function ->
                DynamicTest.dynamicTest(
                    function.getKey(),
                    () -> {
                      onAFreshDevice();
                      Tensor x = Tensor.rand(96, 65).realize().detach().requiresGrad_();
                      Tensor y = function.getValue().apply(x);
                      Tensor weights = Tensor.rand(y.shape().toArray()).realize();
                      y.mul(weights).sum().backward();
                      x.grad().realize();
                      int most = function.getKey().equals("crossEntropy") ? 3 : 2; // and the loss
                      assertTrue(launches().size() <= most, names());
                    }));
  }

  @Test
  void aNanoStepIsFewKernelsAndEachProductIsATemplates() {
    assumeTrue(TrainingRun.present(), TrainingRun::missing);
    TrainingRun run = TrainingRun.of("gpt-nano", device);
    run.optimizer().zeroGrad();
    run.loss().backward();
    run.optimizer().step();
    assertTrue(launches().size() <= MOST_OF_A_NANO_STEP, launches().size() + " kernels");
    long contractions =
        launches().stream()
            .filter(
                launch ->
                    Topology.of(launch.nest().kernel()).stream()
                        .anyMatch(node -> node.op() == Op.CONTRACTION))
            .count();
    // Four layers of six products, the head, and for each of these 25 two in the backward pass: in
    // a template's k-loop nothing is evaluated but products.
    assertEquals(75, contractions);
  }

  private List<Program.Launch> launches() {
    return Evaluation.lastProgram(device).orElseThrow().launches();
  }

  private String names() {
    return launches().stream().map(launch -> launch.nest().name()).toList().toString();
  }
}
