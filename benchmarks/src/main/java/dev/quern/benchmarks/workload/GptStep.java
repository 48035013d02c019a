package dev.quern.benchmarks.workload;

import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import dev.quern.optim.Adam;
import dev.quern.optim.AdamW;
import dev.quern.optim.Optimizer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The training step of a GPT: forward, backward, AdamW. */
public record GptStep(Gpt.Config config, int batch, Adam.Options options) {
  private static final double TOLERANCE = 1e-4;

  /** golden/gpt-nano: 804,096 parameters. */
  public static GptStep nano() {
    return new GptStep(
        Gpt.Config.of(4, 4, 128, 64, 65), 12, new Adam.Options(1e-3, 0.9, 0.99, 1e-8, 0.1));
  }

  /** golden/gpt-micro: 4,192 parameters. */
  public static GptStep micro() {
    Gpt.Config config =
        Gpt.Config.of(1, 4, 16, 16, 27)
            .withNorm(Gpt.Norm.RMS)
            .withActivation(Activation.RELU)
            .withTied(false);
    return new GptStep(config, 1, new Adam.Options(1e-2, 0.85, 0.99, 1e-8, 0.01));
  }

  static Workload nanoWorkload() {
    return nano()
        .workload(
            "gpt-nano-step",
            "4 layers, 4 heads, width 128, context 64, batch 12, vocabulary 65, tied, AdamW",
            "683 ms; 165-210 by hand",
            List.of(Goal.timesTorch(2.5), Goal.atMost("kernels", 100)));
  }

  static Workload microWorkload() {
    return micro()
        .workload(
            "gpt-micro-step",
            "1 layer, 4 heads, width 16, context 16, batch 1, AdamW",
            "captured 1.0 ms, plain 105 ms",
            List.of(
                Goal.formTimesTorch(TrainingForms.CAPTURED, 10),
                Goal.formTimesTorch(TrainingForms.PLAIN, 2)));
  }

  private Workload workload(String name, String definition, String tinygrad, List<Goal> goals) {
    Work work = Work.operations(operations());
    return new Workload(name, definition, work, TOLERANCE, tinygrad, goals, contenders());
  }

  private List<Contender> contenders() {
    return List.of(
        new Contender(Side.QUERN, TrainingForms.PLAIN, this::plain),
        new Contender(Side.QUERN, TrainingForms.CAPTURED, this::captured),
        new Contender(Side.TORCH, Contender.AS_WRITTEN, () -> torch(false)),
        new Contender(Side.TORCH, TrainingForms.FUSED, () -> torch(true)));
  }

  /** Forward, and twice that backward. */
  private double operations() {
    double tokens = (double) batch * config.context();
    double weights =
        config.layers() * 12.0 * config.width() * config.width()
            + (double) config.vocabulary() * config.width();
    double attention = config.layers() * 2.0 * config.context() * config.width(); // a token
    return 3 * 2 * tokens * (weights + attention);
  }

  /** Quern's plain loop, on this thread's device. */
  public TrainingStep plain() {
    return quern(TrainingStep::plain);
  }

  /** The same, captured once. */
  TrainingStep captured() {
    return quern(TrainingStep::captured);
  }

  private TrainingStep quern(BiFunction<Optimizer, Supplier<Tensor>, TrainingStep> form) {
    Gpt model = new Gpt(config);
    Parameter.start(model);
    int context = config.context();
    Tensor inputs = Tensor.of(Inputs.narrowed(tokens(100)), batch, context);
    Tensor targets = Tensor.of(Inputs.narrowed(tokens(101)), batch, context);
    return form.apply(new AdamW(model.parameters(), options), () -> model.loss(inputs, targets));
  }

  private long[] tokens(long seed) {
    return Inputs.integers(seed, config.vocabulary(), batch * config.context());
  }

  private Body torch(boolean fused) {
    List<Parameter> parameters = Parameter.of(new Gpt(config));
    String update =
        fused ? TorchUpdate.fusedAdamW(options) : TorchUpdate.adamW(options, parameters.size());
    String loss = new TorchGpt(config, batch, parameters, fused).loss();
    int context = config.context();
    return new TorchStep(
        parameters,
        new TorchStep.Script(loss, update, options.lr()),
        context,
        module ->
            List.of(
                module.tensor(tokens(100), batch, context),
                module.tensor(tokens(101), batch, context)));
  }
}
