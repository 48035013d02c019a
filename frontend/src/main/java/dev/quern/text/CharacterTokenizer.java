package dev.quern.text;

import java.util.Arrays;

/**
 * Turns each character (code point) of a text into its rank among the distinct characters of the
 * text that the tokenizer was made from.
 *
 * <p>{@link #characters()} is all there is to store: {@code of(characters())} is the same
 * tokenizer.
 */
public final class CharacterTokenizer implements Tokenizer {
  private final int[] characters; // distinct, ascending

  private CharacterTokenizer(int[] characters) {
    this.characters = characters;
  }

  /** The tokenizer of the distinct characters in {@code text}, in ascending order. */
  public static CharacterTokenizer of(String text) {
    int[] all = text.codePoints().toArray();
    if (all.length == 0) {
      throw new IllegalArgumentException(
          "CharacterTokenizer: the text is empty, at least one character is needed");
    }
    for (int i = 0; i < all.length; i++) {
      if (Character.getType(all[i]) == Character.SURROGATE) {
        throw new IllegalArgumentException(
            "CharacterTokenizer: unpaired surrogate " + name(all[i]) + " at position " + i);
      }
    }
    return new CharacterTokenizer(Arrays.stream(all).sorted().distinct().toArray());
  }

  /** Every character it knows, once, in the order of their tokens. */
  public String characters() {
    return new String(characters, 0, characters.length);
  }

  @Override
  public int[] encode(String text) {
    int[] tokens = text.codePoints().toArray();
    for (int i = 0; i < tokens.length; i++) {
      int token = Arrays.binarySearch(characters, tokens[i]);
      if (token < 0) {
        throw new IllegalArgumentException(
            String.format(
                "encode: unknown character %s at position %d, the vocabulary has %d others",
                name(tokens[i]), i, size()));
      }
      tokens[i] = token;
    }
    return tokens;
  }

  @Override
  public String decode(int[] tokens) {
    StringBuilder text = new StringBuilder(tokens.length);
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= size()) {
        throw new IllegalArgumentException(
            String.format(
                "decode: token %d at position %d, the vocabulary has 0 to %d",
                tokens[i], i, size() - 1));
      }
      text.appendCodePoint(characters[tokens[i]]);
    }
    return text.toString();
  }

  @Override
  public int size() {
    return characters.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterTokenizer that && Arrays.equals(characters, that.characters);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(characters);
  }

  @Override
  public String toString() {
    return "CharacterTokenizer of " + size() + " characters";
  }

  /** Such as {@code 'é' (U+00E9)}; without the quotes where there is nothing to see. */
  private static String name(int character) {
    String code = String.format("U+%04X", character);
    boolean visible =
        switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.UNASSIGNED,
              Character.PRIVATE_USE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
    return visible ? "'" + Character.toString(character) + "' (" + code + ")" : code;
  }
}
