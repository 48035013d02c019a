package dev.quern.optim;

import dev.quern.Tensor;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), the weight decay being added to the gradient; {@link
 * AdamW} decouples it.
 */
public class Adam extends Optimizer {
  private static final String FIRST = "exp_avg"; // PyTorch's names
  private static final String SECOND = "exp_avg_sq";

  /** PyTorch's options of the same names. */
  public record Options(double lr, double beta1, double beta2, double eps, double weightDecay) {
    public Options {
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && eps >= 0)) {
        throw new IllegalArgumentException(
            "Adam: betas "
                + beta1
                + ", "
                + beta2
                + " must be within 0..1, eps "
                + eps
                + " not negative");
      }
    }

    public Options withBetas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, eps, weightDecay);
    }

    public Options withWeightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, eps, weightDecay);
    }
  }

  private final Options options;
  private final List<Tensor> firsts; // moments, by parameter
  private final List<Tensor> seconds;

  public Adam(List<Tensor> parameters, double lr) {
    this(parameters, new Options(lr, 0.9, 0.999, 1e-8, 0));
  }

  public Adam(List<Tensor> parameters, Options options) {
    this(options, List.of(new ParameterGroup(parameters, options.lr(), options.weightDecay())));
  }

  /** With a learning rate and a weight decay for each group; those in the options are not used. */
  public Adam(Options options, List<ParameterGroup> groups) {
    super(groups);
    this.options = options;
    this.firsts = keep(FIRST);
    this.seconds = keep(SECOND);
  }

  /**
   * The factor that the parameter shrinks by before the step; 1 if the decay is in the gradient.
   */
  double shrinking(ParameterGroup group) {
    return 1;
  }

  /** The weight decay that is added to the gradient. */
  double inGradient(ParameterGroup group) {
    return group.weightDecay();
  }

  @Override
  final Rule rule(ParameterGroup group) {
    Tensor step = scalar("adam.step", group, () -> group.lr() / correction(options.beta1()));
    Tensor root = scalar("adam.root", group, () -> Math.sqrt(correction(options.beta2())));
    Tensor shrink = scalar("adam.shrink", group, () -> shrinking(group));
    return (parameter, gradient, index) -> {
      Tensor g = decayed(group, parameter, gradient);
      Tensor first = firsts.get(index);
      Tensor second = seconds.get(index);
      first.copy_(first.mul(options.beta1()).add(g.mul(1 - options.beta1())));
      second.copy_(second.mul(options.beta2()).add(g.mul(g).mul(1 - options.beta2())));
      Tensor deviation = second.sqrt().div(root).add(options.eps());
      parameter.copy_(parameter.mul(shrink).sub(first.div(deviation).mul(step)));
    };
  }

  /** What a moment of this decay has gathered of its weight by now. */
  private double correction(double beta) {
    return 1 - Math.pow(beta, steps());
  }

  private Tensor decayed(ParameterGroup group, Tensor parameter, Tensor gradient) {
    double decay = inGradient(group);
    return decay == 0 ? gradient : gradient.add(parameter.mul(decay));
  }
}
