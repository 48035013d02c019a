package dev.quern.optim;

import dev.quern.Tensor;
import java.util.List;

/**
 * Parameters that share a learning rate and a weight decay, both of which may change between steps.
 */
public final class ParameterGroup {
  private final List<Tensor> parameters;
  private double lr;
  private double weightDecay;

  public ParameterGroup(List<Tensor> parameters, double lr, double weightDecay) {
    this.parameters = List.copyOf(parameters);
    lr(lr);
    weightDecay(weightDecay);
  }

  public List<Tensor> parameters() {
    return parameters;
  }

  public double lr() {
    return lr;
  }

  public void lr(double lr) {
    check("lr", lr);
    this.lr = lr;
  }

  public double weightDecay() {
    return weightDecay;
  }

  public void weightDecay(double weightDecay) {
    check("weight decay", weightDecay);
    this.weightDecay = weightDecay;
  }

  private static void check(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("ParameterGroup: " + what + " " + value + " is not valid");
    }
  }
}
