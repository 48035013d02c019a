package dev.quern.benchmarks.workload;

import dev.quern.Tensor;
import dev.quern.nn.Activation;
import dev.quern.nn.MLP;
import dev.quern.optim.Optimizer;
import dev.quern.optim.SGD;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The training step of a small classifier, 784-128-10 with ReLU, batch 128. */
public final class MlpStep {
  private static final int BATCH = 128;
  private static final int IN = 784;
  private static final int HIDDEN = 128;
  private static final int CLASSES = 10;
  private static final double LEARNING_RATE = 0.1;
  private static final String LOSS =
      "    hidden = torch.relu(torch.linear(inputs, p[0], p[1]))\n"
          + "    loss = torch.cross_entropy_loss(torch.linear(hidden, p[2], p[3]), targets)\n";

  private MlpStep() {}

  static Workload workload() {
    return new Workload(
        "mlp-step",
        "784-128-10, ReLU, batch 128, cross-entropy, SGD: forward, backward, update",
        Work.operations(operations()),
        1e-4,
        "1.9 ms",
        List.of(Goal.timesTorch(1.5)),
        List.of(
            new Contender(Side.QUERN, TrainingForms.PLAIN, MlpStep::plain),
            new Contender(Side.QUERN, TrainingForms.CAPTURED, MlpStep::captured),
            torch(Contender.AS_WRITTEN, TorchUpdate.sgd(4)),
            torch(TrainingForms.FUSED, TorchUpdate.fusedSgd())));
  }

  /** No gradient of the inputs is needed. */
  private static double operations() {
    double first = 2.0 * BATCH * IN * HIDDEN;
    double second = 2.0 * BATCH * HIDDEN * CLASSES;
    return 2 * first + 3 * second;
  }

  /** Quern's plain loop, on this thread's device. */
  static TrainingStep plain() {
    return quern(TrainingStep::plain);
  }

  /** The same, captured once. */
  static TrainingStep captured() {
    return quern(TrainingStep::captured);
  }

  private static TrainingStep quern(BiFunction<Optimizer, Supplier<Tensor>, TrainingStep> form) {
    MLP model = model();
    Parameter.start(model);
    Tensor inputs = Tensor.of(inputs(), BATCH, IN);
    Tensor targets = Tensor.of(Inputs.narrowed(targets()), BATCH);
    return form.apply(
        new SGD(model.parameters(), LEARNING_RATE),
        () -> model.forward(inputs).crossEntropy(targets));
  }

  private static MLP model() {
    return new MLP(Activation.RELU, IN, HIDDEN, CLASSES);
  }

  private static float[] inputs() {
    return Inputs.uniform(100, 0, 1, BATCH * IN);
  }

  private static long[] targets() {
    return Inputs.integers(101, CLASSES, BATCH);
  }

  private static Contender torch(String form, String update) {
    TorchStep.Script script = new TorchStep.Script(LOSS, update, LEARNING_RATE);
    return new Contender(
        Side.TORCH,
        form,
        () ->
            new TorchStep(
                Parameter.of(model()),
                script,
                1,
                module ->
                    List.of(module.tensor(inputs(), BATCH, IN), module.tensor(targets(), BATCH))));
  }
}
