package dev.quern.cli;

import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.models.Gpt.Sampling;
import dev.quern.text.Corpus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Programs whose kernels can be looked at; their sizes are those of a {@link Recipe}. */
enum SampleProgram {
  TRAIN("one step of training: forward, backward, clipping, update", SampleProgram::trainingStep),
  GENERATE("the next character after a context", SampleProgram::nextCharacter),
  SOFTMAX("softmax of rows", r -> rows(r).softmax(-1).realize()),
  GELU("GELU of rows", r -> rows(r).gelu().realize()),
  LAYERNORM(
      "normalization of rows and its gradient",
      r -> gradient(rows(r), x -> x.layerNorm(new int[] {r.width()}, 1e-5).square())),
  MATMUL("rows times a square matrix", r -> rows(r).matmul(square(r)).realize()),
  LINEAR("the same and a GELU of the product", r -> rows(r).matmul(square(r)).gelu().realize()),
  CROSSENTROPY("loss of scores and its gradient", SampleProgram::crossEntropy),
  ATTENTION("softmax(x x^T) x for each head", SampleProgram::attention);

  /** Different characters: about as many as program text has. */
  private static final int VOCABULARY = 96;

  private final String description;
  private final Consumer<Recipe> run;

  SampleProgram(String description, Consumer<Recipe> run) {
    this.description = description;
    this.run = run;
  }

  String description() {
    return description;
  }

  /** Evaluates the program on this thread's device; nothing is evaluated there after it. */
  void run(Recipe recipe) {
    run.accept(recipe);
  }

  private static void trainingStep(Recipe recipe) {
    int repeats = 10 * recipe.context() / VOCABULARY + 10; // validation, a tenth, has a window too
    Corpus corpus = new Corpus("characters", characters().repeat(repeats));
    TrainingRun.start(recipe, new TrainingText(Optional.empty(), corpus)).step();
  }

  private static String characters() {
    StringBuilder text = new StringBuilder("\n");
    for (char c = ' '; text.length() < VOCABULARY; c++) {
      text.append(c);
    }
    return text.toString();
  }

  private static void nextCharacter(Recipe recipe) {
    new Gpt(recipe.model(VOCABULARY)).generate(new long[1], 1, Sampling.GREEDY, token -> {});
  }

  private static void crossEntropy(Recipe recipe) {
    int count = recipe.batch() * recipe.context();
    Tensor targets = Tensor.of(new int[count]);
    gradient(stored(count, VOCABULARY), x -> x.crossEntropy(targets));
  }

  private static void attention(Recipe recipe) {
    int size = recipe.width() / recipe.heads();
    Tensor x = stored(recipe.batch(), recipe.heads(), recipe.context(), size);
    x.matmul(x.transpose(-2, -1)).softmax(-1).matmul(x).realize();
  }

  private static Tensor rows(Recipe recipe) {
    return stored(recipe.batch() * recipe.context(), recipe.width());
  }

  private static Tensor square(Recipe recipe) {
    return stored(recipe.width(), recipe.width());
  }

  /** Zeros that are read from memory. */
  private static Tensor stored(int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    return Tensor.of(new float[count], shape);
  }

  private static void gradient(Tensor x, UnaryOperator<Tensor> function) {
    x.requiresGrad_();
    Tensor sum = function.apply(x).sum();
    sum.backward();
    Tensor.realize(List.of(sum));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
