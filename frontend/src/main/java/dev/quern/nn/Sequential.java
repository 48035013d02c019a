package dev.quern.nn;

import dev.quern.Tensor;
import java.util.List;

/** Layers one after the other; modules among them are named by position, as PyTorch's. */
public final class Sequential extends Module implements Layer {
  private final List<Layer> layers;

  public Sequential(Layer... layers) {
    this.layers = List.of(layers);
    for (int i = 0; i < layers.length; i++) {
      layer(String.valueOf(i), layers[i]);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(
        () -> {
          Tensor y = x;
          for (Layer layer : layers) {
            y = layer.forward(y);
          }
          return y;
        });
  }
}
