package dev.quern.text;

/** Turns text into token numbers, 0 to {@link #size()} - 1, and back. */
public interface Tokenizer {
  /** An {@link IllegalArgumentException} tells what in {@code text} has no token, and where. */
  int[] encode(String text);

  /** An {@link IllegalArgumentException} tells which token there is not, and where. */
  String decode(int[] tokens);

  /** The number of different tokens. */
  int size();
}
