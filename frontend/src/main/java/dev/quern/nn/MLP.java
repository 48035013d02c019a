package dev.quern.nn;

import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Linear layers with an activation between them: sizes 784, 128, 10 make two. */
public final class MLP extends Module implements Layer {
  private final List<Linear> layers = new ArrayList<>();
  private final Activation activation;

  public MLP(Activation activation, int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException("MLP: needs at least an input and an output size");
    }
    this.activation = activation;
    for (int i = 0; i + 1 < sizes.length; i++) {
      layers.add(module("layer" + i, new Linear(sizes[i], sizes[i + 1])));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(
        () -> {
          Tensor y = layers.get(0).forward(x);
          for (Linear layer : layers.subList(1, layers.size())) {
            y = layer.forward(activation.forward(y));
          }
          return y;
        });
  }
}
