package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void aTrainedModel() throws IOException {
    Path text = folder.resolve("text");
    Files.writeString(text, "ein Mühlstein 🌾 mahlt\n".repeat(9));
    Invocation run =
        Invocation.of(
            "train --layers 1 --heads 2 --width 8 --context 4 --batch 2 --steps 2 --sample 0"
                + " --device reference",
            List.of("--text", text.toString(), "--out", folder.resolve("trained").toString()));
    assertEquals(0, run.code(), run.err());
  }

  private static String generated(String... options) {
    List<String> checkpoint = List.of("--checkpoint", folder.resolve("trained").toString());
    String words = "generate --device reference " + String.join(" ", options);
    Invocation run = Invocation.of(words, checkpoint);
    assertEquals(0, run.code(), run.err());
    return run.out();
  }

  @Test
  void sameSeedIsTheSameTextAndAnotherIsAnother() {
    String text = generated("--seed 1");
    assertEquals(text, generated("--seed 1"));
    assertNotEquals(text, generated("--seed 2"));
  }

  @Test
  void textBeginsWithThePromptAndHasSoManyCharactersMore() {
    String text = generated("--prompt 🌾", "--tokens 5").stripTrailing();
    assertTrue(text.startsWith("🌾"), text);
    assertTrue(
        text.codePointCount(0, text.length()) <= 6, text); // new lines at the end are stripped
    assertEquals("Mühl", generated("--prompt Mühl", "--tokens 0").strip());
  }

  @Test
  void temperatureZeroAndTopOneTakeTheLikeliest() {
    String likeliest = generated("--temperature 0");
    assertEquals(likeliest, generated("--top-k 1", "--seed 3"));
    assertEquals(likeliest, generated("--top-p 1e-9", "--seed 4"));
  }

  @Test
  void outputThatNobodyReadsEndsTheCommand() {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(broken), new PrintWriter(err), false);
    String checkpoint = folder.resolve("trained").toString();
    int code =
        QuernCommand.run(terminal, "generate", "--checkpoint", checkpoint, "--device", "reference");
    assertEquals(1, code);
    assertEquals("quern generate: cannot write to standard output", err.toString().strip());
  }
}
