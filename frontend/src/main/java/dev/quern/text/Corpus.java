package dev.quern.text;

import static java.util.Comparator.comparing;
import static java.util.Locale.ROOT;

import dev.quern.io.BadFileException;
import dev.quern.io.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text to train on: turns a file, or the sources of Quern itself, into tokens, the first 90 % of
 * the characters to train on and the rest to validate with.
 *
 * <p>{@code name} is what errors call it.
 *
 * <p>Why the sources are read from the tree and not from the jar (November 2026): the launcher
 * knows the tree, and a copy in the jar would be one build older than the code it is a copy of.
 */
public record Corpus(String name, String text) {
  private static final List<String> MODULES =
      List.of("compiler", "frontend", "kernels-templates", "runtime");

  public Corpus {
    if (text.isEmpty()) {
      throw new BadFileException(name, "is empty, a text to train on is needed");
    }
  }

  /** The text of a UTF-8 file. */
  public static Corpus of(Path file) {
    return new Corpus(file.toString(), TextFile.read(file));
  }

  /** The main sources of the checkout at {@code home}, in the order of their paths. */
  public static Corpus sources(Path home) {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      files.addAll(javaFiles(home, home.resolve(module).resolve("src/main/java")));
    }
    if (files.isEmpty()) {
      throw new BadFileException(
          home.toString(), "no .java files under */src/main/java, the checkout of Quern is needed");
    }
    StringBuilder text = new StringBuilder();
    files.forEach(file -> text.append(TextFile.read(file)));
    return new Corpus(home.toString(), text.toString());
  }

  /** The tokens of the first nine tenths; more than {@code context}, or it is an error. */
  public int[] train(Tokenizer tokenizer, int context) {
    return tokens("training", text.substring(0, border()), tokenizer, context);
  }

  /** The tokens of the last tenth; more than {@code context}, or it is an error. */
  public int[] validation(Tokenizer tokenizer, int context) {
    return tokens("validation", text.substring(border()), tokenizer, context);
  }

  /** Its length in characters, that is code points. */
  public long characters() {
    return text.codePointCount(0, text.length());
  }

  /** The char index at which the validation split begins. */
  private int border() {
    return text.offsetByCodePoints(0, (int) (characters() * 9 / 10));
  }

  /** One token more than the context is needed, since targets are the inputs shifted by one. */
  private int[] tokens(String split, String part, Tokenizer tokenizer, int context) {
    int[] tokens = encode(part, tokenizer);
    if (tokens.length <= context) {
      String unit = tokenizer instanceof CharacterTokenizer ? "characters" : "tokens";
      String form = "%,d %s in the %s split, a context of %,d needs at least %,d";
      throw new BadFileException(
          name, String.format(ROOT, form, tokens.length, unit, split, context, context + 1L));
    }
    return tokens;
  }

  private int[] encode(String part, Tokenizer tokenizer) {
    try {
      return tokenizer.encode(part);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(name, e.getMessage(), e);
    }
  }

  private static List<Path> javaFiles(Path home, Path sources) {
    if (!Files.isDirectory(sources)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted(comparing(file -> unixPath(home, file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(sources + ": cannot list: " + e.getMessage(), e);
    }
  }

  /** The same order on every system. */
  private static String unixPath(Path home, Path file) {
    return home.relativize(file).toString().replace('\\', '/');
  }
}
