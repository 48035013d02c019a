package dev.quern.optim;

import dev.quern.Tensor;
import java.util.List;

/** Stochastic gradient descent, with momentum, Nesterov's included, and weight decay. */
public final class SGD extends Optimizer {
  private static final String MOMENTUM = "momentum";

  /** PyTorch's options of the same names. */
  public record Options(double lr, double momentum, double weightDecay, boolean nesterov) {
    public Options {
      if (nesterov && momentum <= 0) {
        throw new IllegalArgumentException("SGD: nesterov needs a momentum above 0");
      }
    }
  }

  private final Options options;
  private final List<Tensor> velocities; // by parameter; empty without momentum

  public SGD(List<Tensor> parameters, double lr) {
    this(parameters, new Options(lr, 0, 0, false));
  }

  public SGD(List<Tensor> parameters, Options options) {
    super(List.of(new ParameterGroup(parameters, options.lr(), options.weightDecay())));
    this.options = options;
    this.velocities = options.momentum() > 0 ? keep(MOMENTUM) : List.of();
  }

  @Override
  Rule rule(ParameterGroup group) {
    Tensor lr = scalar("sgd.lr", group, group::lr);
    return (parameter, gradient, index) ->
        parameter.sub_(direction(group, parameter, gradient, index).mul(lr));
  }

  private Tensor direction(ParameterGroup group, Tensor parameter, Tensor gradient, int index) {
    Tensor g =
        group.weightDecay() == 0
            ? gradient
            : gradient.add(parameter.detach().mul(group.weightDecay()));
    if (options.momentum() == 0) {
      return g;
    }
    Tensor velocity = velocities.get(index);
    velocity.copy_(velocity.mul(options.momentum()).add(g));
    return options.nesterov() ? g.add(velocity.mul(options.momentum())) : velocity;
  }
}
