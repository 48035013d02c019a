package dev.quern.models;

import dev.quern.models.Gpt.Sampling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses tokens from scores, by a sequence of random numbers of its own. */
final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;

  Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
  }

  /** A token, by its position among the scores. */
  int choose(float[] scores) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    if (Float.isNaN(scores[order[0]]) || Float.isNaN(scores[order[order.length - 1]])) {
      throw new IllegalStateException("generate: the model's scores are not numbers (NaN)");
    }
    if (sampling.temperature() == 0) {
      return order[0];
    }
    int most = sampling.topK() == 0 ? order.length : Math.min(sampling.topK(), order.length);
    double[] weights = new double[most];
    for (int i = 0; i < most; i++) {
      weights[i] = Math.exp((scores[order[i]] - scores[order[0]]) / sampling.temperature());
    }
    return order[draw(weights, nucleus(weights))];
  }

  /** How many of the likeliest hold the probability topP together; at least one. */
  private int nucleus(double[] weights) {
    double enough = sampling.topP() * Arrays.stream(weights).sum();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (sum >= enough) {
        return i + 1;
      }
    }
    return weights.length;
  }

  private int draw(double[] weights, int count) {
    double point = random.nextDouble() * Arrays.stream(weights, 0, count).sum();
    for (int i = 0; i < count; i++) {
      point -= weights[i];
      if (point < 0) {
        return i;
      }
    }
    return count - 1;
  }
}
