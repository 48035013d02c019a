package dev.quern.compiler.render.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.target.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyLoopTest {
  /** The indices of rows without elements are outside of the arrays. */
  private static final String ROWS =
      """
      nest "rows"
      argument f32 5
      argument f32 9 written

      buffer #0 f32[5]
      buffer #1 f32[9]
      kernel:
        phase:
          segment i0 < 5:
            loop i1 < i0 - 1:
              #1[i0*3 + i1 - 6] = #0[i0 - 2 + i1]
      """;

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void aRowWithoutElementsIsNotCopied(int bits) {
    Target target = Target.java(bits, List.of());
    Nest nest = NestText.parse(ROWS, List.of());
    float[] to = new float[9];
    JavaRun.of(nest, target, new long[0], new float[] {1, 2, 3, 4, 5}, to);
    assertArrayEquals(new float[] {1, 0, 0, 2, 3, 0, 3, 4, 5}, to);
  }

  /** Where a row begins is looked up, which is done only if it has elements. */
  private static final String LOOKED_UP =
      """
      nest "rows"
      argument i32 3
      argument f32 6
      argument f32 8 written

      buffer #0 i32[3]
      buffer #1 f32[6]
      buffer #2 f32[8]
      kernel:
        phase:
          segment i0 < 4:
            loop i1 < i0:
              #2[i0*2 + i1 - 1] = #1[#0[i0 - 1]*2 + i1]
            loop i2 < i0 - 2:
              #2[i2] = #1[#0[i0 - 1]*2 + i2]
      """;

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void whereARowBeginsIsLookedUpForEachCopy(int bits) {
    Nest nest = NestText.parse(LOOKED_UP, List.of());
    float[] to = new float[8];
    int[] places = {2, 1, 0};
    JavaRun.of(
        nest,
        Target.java(bits, List.of()),
        new long[0],
        places,
        new float[] {1, 2, 3, 4, 5, 6},
        to);
    assertArrayEquals(new float[] {1, 5, 0, 3, 4, 1, 2, 3}, to);
  }
}
