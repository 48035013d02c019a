package dev.quern.models;

import dev.quern.Autograd;
import dev.quern.Compiled;
import dev.quern.Tensor;
import dev.quern.nn.Activation;
import dev.quern.nn.CausalSelfAttention;
import dev.quern.nn.Embedding;
import dev.quern.nn.Init;
import dev.quern.nn.Layer;
import dev.quern.nn.LayerNorm;
import dev.quern.nn.Linear;
import dev.quern.nn.Module;
import dev.quern.nn.ModuleList;
import dev.quern.nn.RMSNorm;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A GPT: learned positions, pre-norm blocks of causal attention and MLP, a norm, a head. */
public final class Gpt extends Module {
  private static final double STD = 0.02; // nanoGPT's initialization

  /** How activations are normalized. */
  public enum Norm {
    /** LayerNorm with weight and bias. */
    LAYER,
    /** LayerNorm with a weight only. */
    LAYER_WEIGHT,
    /** RMSNorm without weight. */
    RMS
  }

  /**
   * What a GPT is made of.
   *
   * @param context positions that there are
   * @param bias whether linear layers have one
   * @param tied whether the head is the token embedding
   */
  public record Config(
      int layers,
      int heads,
      int width,
      int context,
      int vocabulary,
      boolean bias,
      boolean tied,
      Norm norm,
      Activation activation,
      double dropout) {
    public Config {
      if (layers < 0 || heads < 1 || width < 1 || context < 1 || vocabulary < 1) {
        throw new IllegalArgumentException(
            "Gpt: sizes must be positive: layers "
                + layers
                + ", heads "
                + heads
                + ", width "
                + width
                + ", context "
                + context
                + ", vocabulary "
                + vocabulary);
      }
      if (width % heads != 0) {
        throw new IllegalArgumentException(
            "Gpt: width " + width + " does not divide into " + heads + " heads");
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException("Gpt: dropout " + dropout + " is not within 0..1");
      }
    }

    /** GPT-2's choices without biases, as nanoGPT trains it. */
    public static Config of(int layers, int heads, int width, int context, int vocabulary) {
      return new Config(
          layers,
          heads,
          width,
          context,
          vocabulary,
          false,
          true,
          Norm.LAYER_WEIGHT,
          Activation.GELU_TANH,
          0);
    }

    public Config withDropout(double dropout) {
      return new Config(
          layers, heads, width, context, vocabulary, bias, tied, norm, activation, dropout);
    }

    public Config withNorm(Norm norm) {
      return new Config(
          layers, heads, width, context, vocabulary, bias, tied, norm, activation, dropout);
    }

    public Config withActivation(Activation activation) {
      return new Config(
          layers, heads, width, context, vocabulary, bias, tied, norm, activation, dropout);
    }

    public Config withTied(boolean tied) {
      return new Config(
          layers, heads, width, context, vocabulary, bias, tied, norm, activation, dropout);
    }
  }

  private static Layer norm(Config config) {
    int[] shape = {config.width()};
    return switch (config.norm()) {
      case LAYER -> new LayerNorm(shape);
      case LAYER_WEIGHT -> new LayerNorm(shape, LayerNorm.EPS, true, false);
      case RMS -> new RMSNorm(shape, LayerNorm.EPS, false);
    };
  }

  /** Attention and MLP, each behind a norm and beside a residual. */
  private static final class Block extends Module implements Layer {
    private final Layer ln1;
    private final CausalSelfAttention attention;
    private final Layer ln2;
    private final Linear fc;
    private final Linear fc2;
    private final Config config;

    Block(Config config) {
      int width = config.width();
      boolean bias = config.bias();
      Init plain = Init.normal(0, STD);
      Init residual = Init.normal(0, STD / Math.sqrt(2 * config.layers()));
      this.config = config;
      this.ln1 = layer("ln1", norm(config));
      Linear qkv = new Linear(width, 3 * width, bias, plain, Init.ZEROS);
      Linear proj = new Linear(width, width, bias, residual, Init.ZEROS);
      this.attention =
          module(
              "attention",
              new CausalSelfAttention(width, config.heads(), config.dropout(), qkv, proj));
      this.ln2 = layer("ln2", norm(config));
      this.fc = module("fc", new Linear(width, 4 * width, bias, plain, Init.ZEROS));
      this.fc2 = module("fc2", new Linear(4 * width, width, bias, residual, Init.ZEROS));
    }

    @Override
    public Tensor forward(Tensor x) { // (batch, time, width)
      return within(
          () -> {
            Tensor attended = x.add(attention.forward(ln1.forward(x)));
            Tensor hidden = config.activation().forward(fc.forward(ln2.forward(attended)));
            return attended.add(fc2.forward(hidden).dropout(config.dropout(), isTraining()));
          });
    }
  }

  private final Config config;
  private final Embedding wte;
  private final Embedding wpe;
  private final ModuleList<Block> blocks;
  private final Layer lnf;
  private final Tensor head; // (vocabulary, width)
  private final Compiled scores = Compiled.of(this::scoresAfter);

  public Gpt(Config config) {
    this.config = config;
    this.wte =
        module("wte", new Embedding(config.vocabulary(), config.width(), Init.normal(0, STD)));
    this.wpe = module("wpe", new Embedding(config.context(), config.width(), Init.normal(0, STD)));
    this.blocks =
        module(
            "blocks",
            new ModuleList<>(
                Stream.generate(() -> new Block(config)).limit(config.layers()).toList()));
    this.lnf = layer("lnf", norm(config));
    this.head =
        config.tied()
            ? wte.weight()
            : module(
                    "head",
                    new Linear(
                        config.width(),
                        config.vocabulary(),
                        false,
                        Init.normal(0, STD),
                        Init.ZEROS))
                .weight();
  }

  public Config config() {
    return config;
  }

  /** Scores of the next token after each position: (batch, time) to (batch, time, vocabulary). */
  public Tensor forward(Tensor tokens) {
    return hidden(tokens).linear(head);
  }

  /** The mean cross-entropy of the tokens that follow; both (batch, time). */
  public Tensor loss(Tensor tokens, Tensor targets) {
    Tensor scores = forward(tokens); // (batch, time, vocabulary)
    return scores.flatten(0, 1).crossEntropy(targets.flatten());
  }

  private Tensor hidden(Tensor tokens) { // (batch, time)
    if (tokens.dim() != 2 || tokens.shape().max(1) > config.context()) {
      throw new IllegalArgumentException(
          "Gpt: needs tokens (batch, time), time at most "
              + config.context()
              + ", got "
              + tokens.shape());
    }
    Tensor positions = wpe.weight().narrow(0, 0, tokens.shape().size(1)); // (time, width)
    Tensor x = wte.forward(tokens).add(positions).dropout(config.dropout(), isTraining());
    for (Block block : blocks) {
      x = block.forward(x); // (batch, time, width)
    }
    return lnf.forward(x);
  }

  /** How the next token is chosen from the scores. */
  public record Sampling(double temperature, int topK, double topP, long seed) {
    /** The most likely token each time. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0);

    public Sampling {
      if (!(temperature >= 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
        throw new IllegalArgumentException(
            "Sampling: temperature "
                + temperature
                + " and top-k "
                + topK
                + " must not be negative, top-p "
                + topP
                + " must be within 0..1");
      }
    }
  }

  /**
   * Continues a prompt by {@code count} tokens, each told to {@code sink} as soon as it is known.
   *
   * <p>The model always sees a whole context, padded after the prompt, of which one row is read: so
   * all tokens are computed by one plan.
   */
  public void generate(long[] prompt, int count, Sampling sampling, LongConsumer sink) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("generate: the prompt needs at least one token");
    }
    boolean before = isTraining();
    eval();
    Sampler sampler = new Sampler(sampling);
    long[] known = prompt.clone();
    try {
      for (int i = 0; i < count; i++) {
        long next = sampler.choose(scoresAfter(known));
        known = Arrays.copyOf(known, known.length + 1);
        known[known.length - 1] = next;
        sink.accept(next);
      }
    } finally {
      train(before);
    }
  }

  private float[] scoresAfter(long[] known) {
    int context = config.context();
    int from = Math.max(0, known.length - context);
    int length = known.length - from;
    long[] window = Arrays.copyOf(Arrays.copyOfRange(known, from, known.length), context);
    Tensor last = Tensor.of(new long[] {length - 1});
    return Autograd.noGrad(
        () -> scores.call(Tensor.of(window, 1, context), last).get(0).toFloatArray());
  }

  /** From tokens (1, context) and a position (1) to the scores of the token after it. */
  private List<Tensor> scoresAfter(List<Tensor> given) {
    Tensor row = hidden(given.get(0)).indexSelect(1, given.get(1)); // (1, 1, width)
    return List.of(row.linear(head)); // (1, 1, vocabulary)
  }
}
