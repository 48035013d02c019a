package dev.quern.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CharacterTokenizerTest {

  @Test
  void tokensAreTheRanksOfTheDistinctCharacters() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("hello");
    assertEquals(4, tokenizer.size());
    assertEquals("ehlo", tokenizer.characters());
    assertArrayEquals(new int[] {1, 0, 2, 2, 3}, tokenizer.encode("hello"));
    assertEquals("hole", tokenizer.decode(new int[] {1, 3, 2, 0}));
  }

  @Test
  void aCharacterOutsideTheBasicPlaneIsOneToken() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("a𝄞\uffff");
    assertEquals(3, tokenizer.size());
    assertArrayEquals(new int[] {2, 0, 2}, tokenizer.encode("𝄞a𝄞")); // by code point, not by char
  }

  @Test
  void decodingWhatWasEncodedGivesTheTextAgain() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder corpus = new StringBuilder("a");
      for (int i = random.nextInt(300); i > 0; i--) {
        int character = random.nextInt(i % 3 == 0 ? Character.MAX_CODE_POINT + 1 : 128);
        if (Character.getType(character) != Character.SURROGATE) {
          corpus.appendCodePoint(character);
        }
      }
      CharacterTokenizer tokenizer = CharacterTokenizer.of(corpus.toString());
      int[] tokens = tokenizer.encode(corpus.toString());
      assertEquals(corpus.toString(), tokenizer.decode(tokens));
      assertArrayEquals(tokens, tokenizer.encode(tokenizer.decode(tokens)));
    }
  }

  @Test
  void itsCharactersMakeTheSameTokenizer() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("Grind, quern! é𝄞\n");
    assertEquals(tokenizer, CharacterTokenizer.of(tokenizer.characters()));
  }

  @Test
  void noTextIsNoTokens() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("a");
    assertArrayEquals(new int[0], tokenizer.encode(""));
    assertEquals("", tokenizer.decode(new int[0]));
  }

  @Test
  void misuseIsNamed() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("𝄞abc");
    check(
        "encode: unknown character 'é' (U+00E9) at position 2, the vocabulary has 4 others",
        () -> tokenizer.encode("𝄞aéb"));
    check(
        "encode: unknown character U+000A at position 0, the vocabulary has 4 others",
        () -> tokenizer.encode("\n"));
    check(
        "decode: token 4 at position 1, the vocabulary has 0 to 3",
        () -> tokenizer.decode(new int[] {0, 4}));
    check(
        "decode: token -1 at position 0, the vocabulary has 0 to 3",
        () -> tokenizer.decode(new int[] {-1}));
    check(
        "CharacterTokenizer: the text is empty, at least one character is needed",
        () -> CharacterTokenizer.of(""));
    check(
        "CharacterTokenizer: unpaired surrogate U+D834 at position 1",
        () -> CharacterTokenizer.of("a\ud834"));
  }

  private static void check(String message, Executable misuse) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, misuse).getMessage());
  }
}
