package dev.quern.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThreefryTest {
  /** Rows of Random123's file kat_vectors for threefry2x32, 20 rounds. */
  @ParameterizedTest
  @CsvSource({
    "00000000, 00000000, 00000000, 00000000, 6b200159, 99ba4efe",
    "ffffffff, ffffffff, ffffffff, ffffffff, 1cb996fc, bb002be7",
    "243f6a88, 85a308d3, 13198a2e, 03707344, c4923a9c, 483df7a0",
  })
  void blocksAreThePublishedOnes(
      String counter0, String counter1, String key0, String key1, String x0, String x1) {
    long block = Threefry.block(hex(key0), hex(key1), hex(counter0), hex(counter1));
    assertEquals(x0 + " " + x1, String.format("%08x %08x", (int) block, (int) (block >>> 32)));
  }

  private static int hex(String text) {
    return Integer.parseUnsignedInt(text, 16);
  }

  @Test
  void aWordIsTheFirstOfItsBlockWithLowHalvesFirst() {
    int word = Threefry.word(0x0370734413198a2eL, 0x85a308d3243f6a88L);
    assertEquals("c4923a9c", String.format("%08x", word));
  }
}
