package dev.quern.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.ir.Verify;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NestInterpreterTest {
  private static Nest nest(String kernel) {
    return NestText.parse(
        "nest \"test\"\nscalar f32 rate\nscalar i32 t 1..3\n\n" + kernel, List.of());
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xffffffffL;
  }

  private static void run(String kernel, Object... buffers) {
    Verify.vectors("test", Parser.parse(kernel).get(0));
    interpret(kernel, buffers);
  }

  private static void interpret(String kernel, Object... buffers) {
    NestInterpreter.run(nest(kernel), buffers, new long[] {bits(0.5f), 3});
  }

  @Test
  void softmaxRowByRow() {
    float[] out = new float[6];
    run(
        """
        buffer #0 f32[2, 3]
        buffer #1 f32[2, 3]
        local l0 f32[3]
        kernel:
          phase:
            segment i0 < 2:
              acc max a0 = -inf
              loop i1 < 3:
                a0 max= #0[i0*3 + i1]
              acc add a1 = 0.0
              loop i2 < 3:
                %0 = exp(#0[i0*3 + i2] - a0)
                l0[i2] = %0
                a1 add= %0
              loop i3 < 3:
                #1[i0*3 + i3] = l0[i3]/a1
        """,
        new float[] {0, 0, 0, -100, 0, -100}, out);
    assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 1 / 3f, 0, 1, 0}, out, 1e-6f);
  }

  @Test
  void scalarsGatesAndVaryingLoops() {
    float[] out = {9, 9, 9, 9};
    run(
        """
        buffer #0 f32[2]
        buffer #1 f32[4]
        var f32 {rate}
        var i32 {t 1..3}
        kernel:
          phase:
            segment:
              loop i0 < $t + 1:
                #1[i0 if i0 != 1] = #0[i0 if i0 < 2] + $rate
        """,
        new float[] {1, 2},
        out);
    assertArrayEquals(new float[] {1.5f, 9, 0.5f, 0.5f}, out);
  }

  @Test
  void phasesFollowEachOtherAndGridsAreRowMajor() {
    int[] order = new int[6];
    int[] sums = new int[2];
    run(
        """
        buffer #0 i32[6]
        buffer #1 i32[2]
        kernel:
          phase:
            segment i0 < 2, i1 < 3:
              #0[i0*3 + i1] = i0*10 + i1
          phase:
            segment i0 < 2:
              acc add a0 = 100
              loop i1 < 3:
                a0 add= #0[i0*3 + i1]
              #1[i0] = a0
        """,
        order,
        sums);
    assertArrayEquals(new int[] {0, 1, 2, 10, 11, 12}, order);
    assertArrayEquals(new int[] {103, 133}, sums);
  }

  @Test
  void localsHoldRubbishAtTheStartOfARow() {
    float[] out = new float[2];
    run(
        """
        buffer #0 f32[2]
        local l0 f32[1]
        kernel:
          phase:
            segment i0 < 2:
              #0[i0] = l0[0]
              l0[0] = 1.0
        """,
        (Object) out);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, out);
  }

  @Test
  void foldsAreTreesAndShortVectorsJoinTheFirstLanes() {
    float[] in = {1e8f, 1, 2, 3, -1e8f, 5, 6, 7, 100, 200};
    float[] out = new float[2];
    run(
        """
        buffer #0 f32[10]
        buffer #1 f32[2]
        kernel:
          phase:
            segment:
              acc add a0 = 0.5
              block:
                acc add a1 = broadcast{4}(0.0)
                loop i0 < 8 step 4:
                  a1 add= #0[ramp{4 by 1}(i0)]
                loop i1 < 2 step 2:
                  a1 add= #0[ramp{2 by 1}(i1 + 8)]
                a0 add= fold{add}(a1)
                #1[1] = fold{max}(a1)
              #1[0] = a0
        """,
        in, out);
    // ((1e8 - 1e8 + 100) + (2 + 6)) + ((1 + 5 + 200) + (3 + 7)) + 0.5
    assertArrayEquals(new float[] {324.5f, 206}, out);
  }

  @Test
  void hiddenLanesTouchNoMemory() {
    int[] in = {10, 11, 12, 13, 14, 15};
    int[] out = {9, 9, 9, 9, 9, 9};
    run(
        """
        buffer #0 i32[6]
        buffer #1 i32[6]
        kernel:
          phase:
            segment i0 < 2:
              %0 = ramp{4 by 1}(i0*4)
              %1 = #0[%0 if %0 < broadcast{4}(6)]
              #1[ramp{4 by -1}(i0*3 + 3) if i0 < 1] = %1
              #1[%1 - broadcast{4}(10) if %1 < broadcast{4}(11) & broadcast{4}(9) < %1] = %1
              #1[ramp{4 by 1}(i0*4) if ramp{4 by 1}(i0*4) == broadcast{4}(5)] = broadcast{4}(i0)
        """,
        in, out);
    assertArrayEquals(new int[] {10, 12, 11, 10, 9, 1}, out);
  }

  @Test
  void lanesOfARampWrapAsIntegersDo() {
    int[] out = new int[4];
    run(
        """
        buffer #0 i32[4]
        kernel:
          phase:
            segment:
              #0[ramp{4 by 1}(0)] = ramp{4 by 2147483647}(1)
        """,
        (Object) out);
    assertArrayEquals(new int[] {1, Integer.MIN_VALUE, -1, Integer.MAX_VALUE - 1}, out);
  }

  /** (3, 5) x (5, 6) in blocks of 2 x 4 over 3 terms, tiles of 2 x 4. */
  @Test
  void blockedContractionMultipliesPackedPanels() {
    float[] a = new float[15];
    float[] b = new float[30];
    float[] out = new float[18];
    int[] stored = new int[4];
    for (int i = 0; i < 30; i++) {
      a[i % 15] = i % 15 - 7;
      b[i] = i * 2 - 31;
    }
    run(
        """
        buffer #0 f32[3, 5]
        buffer #1 f32[5, 6]
        buffer #2 f32[2, 5, 4]
        buffer #3 f32[3, 6]
        buffer #4 i32[4]
        local l0 f32[8]
        local l1 f32[6]
        kernel:
          phase:
            segment i0 < 2, i1 < 5, i2 < 4:
              #2[i0*20 + i1*4 + i2] = #1[i1*6 + i0*4 + i2 if i0*4 + i2 < 6]
          phase:
            contraction {batch 1 m 3 n 6 k 5 f32 tile 2 4 block 2 4 3} over i3 < 1, i4 < 2, i5 < 2, i6 < 2 with l0, l1, #2:
              loop i7 < 3:
                loop i8 < 2:
                  l1[i7*2 + i8] = #0[(i4*2 + i8)*5 + i6*3 + i7 if i4*2 + i8 < 3 & i6*3 + i7 < 5]
              loop i9 < 2:
                loop i10 < 4:
                  #3[(i4*2 + i9)*6 + i5*4 + i10 if i4*2 + i9 < 3 & i5*4 + i10 < 6] = l0[i9*4 + i10]
              #4[i4*2 + i5] = 1
        """,
        a,
        b,
        new float[40],
        out,
        stored);
    assertArrayEquals(product(a, b), out);
    assertArrayEquals(new int[] {1, 1, 1, 1}, stored);
  }

  @Test
  void wholeContractionMultipliesPackedPanels() {
    float[] packedA = {1, 2, 3, 4, 5, 6, 7, 0, 8, 0, 9, 0}; // rows (1 3 5) (2 4 6) (7 8 9)
    float[] packedB = {1, 2, 3, 4, 5, 6};
    float[] products = new float[8];
    run(
        """
        buffer #0 f32[2, 3, 2]
        buffer #1 f32[1, 3, 2]
        buffer #2 f32[4, 2]
        kernel:
          phase:
            contraction {batch 1 m 3 n 2 k 3 f32 tile 2 2 block 2 2 3} with #0, #1, #2
        """,
        packedA,
        packedB,
        products);
    assertArrayEquals(new float[] {35, 44, 44, 56, 76, 100, 0, 0}, products);
  }

  private static float[] product(float[] a, float[] b) {
    float[] product = new float[18];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 6; j++) {
        for (int k = 0; k < 5; k++) {
          product[i * 6 + j] += a[i * 5 + k] * b[k * 6 + j];
        }
      }
    }
    return product;
  }

  @Test
  void accessOutsideAnArrayNamesItAndTheIndex() {
    String kernel =
        """
        buffer #0 f32[2]
        kernel:
          phase:
            segment i0 < 3:
              #0[i0] = 1.0
        """;
    assertEquals(
        "index 2 is outside buffer f32[2] {#0} of 2 elements",
        assertThrows(
                IndexOutOfBoundsException.class, () -> interpret(kernel, (Object) new float[2]))
            .getMessage());
    assertEquals(
        "a int[] holds no f32",
        assertThrows(IllegalArgumentException.class, () -> interpret(kernel, (Object) new int[3]))
            .getMessage());
  }
}
