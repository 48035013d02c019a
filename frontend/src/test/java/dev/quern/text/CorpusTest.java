package dev.quern.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.io.BadFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  private static final Path ROOT = Path.of(System.getProperty("quern.root", ".."));

  @TempDir private Path folder;

  @Test
  void nineTenthsOfTheCharactersTrainAndTheRestValidates() {
    Corpus corpus = new Corpus("text", "0123456789".repeat(3) + "𝄞𝄞𝄞𝄞𝄞");
    Tokenizer tokenizer = CharacterTokenizer.of(corpus.text());
    int[] train = corpus.train(tokenizer, 8);
    int[] validation = corpus.validation(tokenizer, 3);
    assertEquals(31, train.length); // 35 * 9 / 10, rounded down
    assertEquals(4, validation.length);
    assertEquals(corpus.text(), tokenizer.decode(train) + tokenizer.decode(validation));
  }

  @Test
  void aSplitShorterThanTheContextAndOneIsRefused() {
    Corpus corpus = new Corpus("text", "x".repeat(120));
    Tokenizer tokenizer = CharacterTokenizer.of(corpus.text());
    assertEquals(12, corpus.validation(tokenizer, 11).length);
    refused(
        "text: 12 characters in the validation split, a context of 64 needs at least 65",
        () -> corpus.validation(tokenizer, 64));
    refused(
        "text: 108 characters in the training split, a context of 1,024 needs at least 1,025",
        () -> corpus.train(tokenizer, 1024));
    refused(
        "text: 12 characters in the validation split, a context of 2,147,483,647 needs at least"
            + " 2,147,483,648",
        () -> corpus.validation(tokenizer, Integer.MAX_VALUE));
  }

  @Test
  void aTextOfOneCharacterHasNothingToTrainOn() {
    Corpus corpus = new Corpus("text", "x");
    refused(
        "text: 0 characters in the training split, a context of 1 needs at least 2",
        () -> corpus.train(CharacterTokenizer.of("x"), 1));
  }

  @Test
  void aFileIsReadAsItStands() throws IOException {
    Path file = folder.resolve("x.txt");
    Files.writeString(file, "Grüße\r\n𝄞");
    assertEquals(new Corpus(file.toString(), "Grüße\r\n𝄞"), Corpus.of(file));
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws IOException {
    Path file = folder.resolve("x.txt");
    refused(file + ": no such file or folder", () -> Corpus.of(file));
    refused(folder + ": is a folder, a file is needed", () -> Corpus.of(folder));
    Files.createFile(file);
    refused(file + ": is empty, a text to train on is needed", () -> Corpus.of(file));
    Files.write(file, "Grüße".getBytes(StandardCharsets.ISO_8859_1));
    refused(file + ": byte 0xfc at offset 2 is not UTF-8", () -> Corpus.of(file));
  }

  @Test
  void theSourcesAreTheMainJavaFilesInTheOrderOfTheirPaths() throws IOException {
    source("runtime/src/main/java/r/R.java", "R");
    source("compiler/src/main/java/a/b/B.java", "B");
    source("compiler/src/main/java/a/C.java", "C");
    source("compiler/src/main/java/a/notes.txt", "not code");
    source("compiler/src/test/java/a/T.java", "not main");
    source("tests/src/main/java/T.java", "not of the library");
    source("kernels-templates/src/main/java/K.java", "K");
    source("frontend/src/main/java/F.java", "F");
    assertEquals("CBFKR", Corpus.sources(folder).text());
  }

  @Test
  void aFolderWithoutSourcesIsRefused() {
    String problem = ": no .java files under */src/main/java, the checkout of Quern is needed";
    refused(folder + problem, () -> Corpus.sources(folder));
    Path none = folder.resolve("none");
    refused(none + problem, () -> Corpus.sources(none));
  }

  @Test
  void thisCheckoutIsACorpusThatTrains() {
    Path here = ROOT.resolve("frontend/src/main/java");
    assumeTrue(Files.isDirectory(here), "skipped: no " + here);
    Corpus corpus = Corpus.sources(ROOT);
    Tokenizer tokenizer = CharacterTokenizer.of(corpus.text());
    assertTrue(corpus.text().contains("package dev.quern.text;"));
    assertTrue(corpus.validation(tokenizer, 64).length > 64);
  }

  @Test
  void tinyShakespeareSplitsAsItsPublishersSay() {
    Path file = ROOT.resolve("../shared/data/tinyshakespeare.txt");
    assumeTrue(Files.exists(file), "skipped: no " + file);
    Corpus corpus = Corpus.of(file);
    Tokenizer tokenizer = CharacterTokenizer.of(corpus.text());
    assertEquals(65, tokenizer.size());
    assertEquals(1_003_854, corpus.train(tokenizer, 256).length);
    assertEquals(111_540, corpus.validation(tokenizer, 256).length);
  }

  private void source(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void refused(String message, Executable misuse) {
    assertEquals(message, assertThrows(BadFileException.class, misuse).getMessage());
  }
}
