package dev.quern.optim;

import dev.quern.Tensor;
import java.util.List;

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). */
public final class AdamW extends Adam {
  /** PyTorch's defaults: betas 0.9 and 0.999, eps 1e-8, weight decay 0.01. */
  public AdamW(List<Tensor> parameters, double lr) {
    this(parameters, defaults(lr));
  }

  public AdamW(List<Tensor> parameters, Options options) {
    this(options, List.of(new ParameterGroup(parameters, options.lr(), options.weightDecay())));
  }

  /** With a learning rate and a weight decay for each group; those in the options are not used. */
  public AdamW(Options options, List<ParameterGroup> groups) {
    super(options, groups);
  }

  /** PyTorch's defaults with another learning rate. */
  public static Options defaults(double lr) {
    return new Options(lr, 0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  double shrinking(ParameterGroup group) {
    return 1 - group.lr() * group.weightDecay();
  }

  @Override
  double inGradient(ParameterGroup group) {
    return 0;
  }
}
