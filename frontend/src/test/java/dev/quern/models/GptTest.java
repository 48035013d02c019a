package dev.quern.models;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.Values;
import dev.quern.models.Gpt.Sampling;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The GPT: its parts, and generating. */
final class GptTest {
  private static final Gpt.Config SMALL = Gpt.Config.of(2, 2, 8, 6, 5);

  @BeforeEach
  void device() {
    Values.onReference();
  }

  @Test
  void nanoHasItsParameters() {
    assertEquals(804096, new Gpt(Gpt.Config.of(4, 4, 128, 64, 65)).parameterCount());
  }

  @Test
  void aNewModelIsUnsure() {
    Gpt gpt = new Gpt(SMALL);
    Tensor tokens = Tensor.of(new long[][] {{0, 1, 2}, {3, 4, 0}});
    assertEquals(Math.log(5), gpt.loss(tokens, tokens).item(), 0.2);
  }

  @Test
  void everyParameterGetsAGradient() {
    for (Gpt.Norm norm : Gpt.Norm.values()) {
      for (boolean tied : new boolean[] {true, false}) {
        Gpt gpt = new Gpt(SMALL.withNorm(norm).withTied(tied).withDropout(0.1));
        Tensor tokens = Tensor.of(new long[][] {{0, 1, 2}});
        gpt.loss(tokens, tokens).backward();
        gpt.namedParameters().forEach((name, p) -> assertTrue(p.hasGrad(), name));
      }
    }
  }

  @Test
  void shorterInputsUseTheFirstPositions() {
    Gpt gpt = new Gpt(SMALL);
    Tensor tokens = Tensor.of(new long[][] {{0, 1, 2, 3}});
    Tensor all = gpt.forward(tokens).narrow(1, 0, 2);
    assertValues(all.toArray(), gpt.forward(tokens.narrow(1, 0, 2)), 1e-6);
  }

  private static List<Long> generate(Gpt gpt, int count, Sampling sampling) {
    List<Long> tokens = new ArrayList<>();
    gpt.generate(new long[] {1, 2}, count, sampling, tokens::add);
    return tokens;
  }

  @Test
  void greedyTokensAreTheLikeliest() {
    greedyTokenIsTheLikeliest(new Gpt(SMALL));
  }

  private static void greedyTokenIsTheLikeliest(Gpt gpt) {
    long next = generate(gpt, 1, Sampling.GREEDY).get(0);
    Tensor scores = gpt.forward(Tensor.of(new long[][] {{1, 2}})).select(1, -1);
    assertEquals(scores.argmax().itemLong(), next);
  }

  @Test
  void equalSeedsGenerateEqualTokensBeyondTheContext() {
    Gpt gpt = new Gpt(SMALL);
    List<Long> first = generate(gpt, 10, new Sampling(1, 0, 1, 7));
    assertEquals(first, generate(gpt, 10, new Sampling(1, 0, 1, 7)));
    assertEquals(10, first.size());
    assertTrue(gpt.isTraining());
  }

  @Test
  void allTokensComeFromOnePlanWithTheWeightsOfTheMoment() {
    Device device = Devices.fresh("java");
    Quern.use(device);
    Gpt gpt = new Gpt(SMALL);
    generate(gpt, 1, Sampling.GREEDY);
    long scheduled = device.counters().graphsScheduled();
    generate(gpt, 8, Sampling.GREEDY);
    assertEquals(scheduled, device.counters().graphsScheduled());
    gpt.loadStateDict(new Gpt(SMALL).stateDict());
    greedyTokenIsTheLikeliest(gpt);
  }

  @Test
  void topKAndTopPLeaveOnlyTheLikeliest() {
    Gpt gpt = new Gpt(SMALL);
    List<Long> greedy = generate(gpt, 4, Sampling.GREEDY);
    assertEquals(greedy, generate(gpt, 4, new Sampling(5, 1, 1, 3)));
    assertEquals(greedy, generate(gpt, 4, new Sampling(5, 0, 1e-9, 3)));
  }

  @Test
  void misuseIsRefused() {
    Gpt gpt = new Gpt(SMALL);
    assertRefused(() -> Gpt.Config.of(1, 3, 8, 6, 5), "width 8", "3 heads");
    assertRefused(() -> Gpt.Config.of(1, 1, 8, 0, 5), "context 0");
    assertRefused(() -> SMALL.withDropout(1), "dropout 1");
    assertRefused(() -> gpt.forward(Tensor.zeros(1, 7)), "at most 6", "[1, 7]");
    assertRefused(() -> gpt.forward(Tensor.of(new long[][] {{5}})), "index 5", "size 5");
    assertRefused(() -> gpt.generate(new long[0], 1, Sampling.GREEDY, t -> {}), "prompt");
    assertRefused(() -> new Sampling(-1, 0, 1, 0), "temperature -1");
  }
}
