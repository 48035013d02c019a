package dev.quern.cli;

import dev.quern.models.Gpt.Sampling;
import dev.quern.text.CharacterTokenizer;
import java.io.PrintWriter;
import java.util.Arrays;

/** Prints what a model makes of a prompt, each character as soon as it is known. */
final class Continuation {
  private final TrainedModel trained;
  private final PrintWriter out;

  Continuation(TrainedModel trained, PrintWriter out) {
    this.trained = trained;
    this.out = out;
  }

  /**
   * Prints the prompt and so many characters more, then ends the line; an empty prompt is a new
   * line.
   */
  void print(String prompt, int characters, Sampling sampling) {
    CharacterTokenizer tokenizer = trained.tokenizer();
    int[] start = tokenizer.encode(prompt.isEmpty() ? beginning() : prompt);
    out.print(prompt);
    out.flush();
    trained
        .model()
        .generate(
            Arrays.stream(start).asLongStream().toArray(),
            characters,
            sampling,
            token -> {
              out.print(tokenizer.decode(new int[] {(int) token}));
              if (out.checkError()) { // which flushes
                throw new CommandException("cannot write to standard output");
              }
            });
    out.println();
    out.flush();
  }

  /**
   * What a text begins after: a line's end, or where there is none whatever character comes first.
   */
  private String beginning() {
    String characters = trained.tokenizer().characters();
    return characters.contains("\n")
        ? "\n"
        : characters.substring(0, characters.offsetByCodePoints(0, 1));
  }
}
