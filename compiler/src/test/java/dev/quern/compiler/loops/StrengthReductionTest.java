package dev.quern.compiler.loops;

import org.junit.jupiter.api.Test;

/** Operations on vectors become cheaper ones. */
final class StrengthReductionTest {
  private static void check(String before, String after) {
    LoopTexts.check(after, StrengthReduction.run(LoopTexts.nest(before)));
  }

  @Test
  void limitsAwayFromZeroAreMinimaOfIntegers() {
    check(
        """

        buffer #0 f32[8]
        buffer #1 f32[8]
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  %0 = #0[ramp{4 by 1}(i0)]
                  %1 = broadcast{4}(-9.0)
                  %2 = where(%0 < %1, %1, %0)
                  %3 = broadcast{4}(9.0)
                  #1[ramp{4 by 1}(i0)] = where(%3 < %2, %3, %2)
        """,
        """
        buffer #1 f32[8]
        buffer #0 f32[8]
        %0 = broadcast{4}(-2139095041)
        %1 = broadcast{4}(1099956223)
        %2 = broadcast{4}(8388607)
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  %3 = bitcast{i32}(bitcast{f32}(min(bitcast{i32}(#0[ramp{4 by 1}(i0)]) + %0, %1) - %0))
                  #1[ramp{4 by 1}(i0)] = bitcast{f32}(min(%3 + %2, %1) - %2)
        """);
  }

  @Test
  void limitsTowardsZeroAreLeft() {
    check(
        """

        buffer #0 f32[8]
        buffer #1 f32[8]
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  %0 = #0[ramp{4 by 1}(i0)]
                  %1 = broadcast{4}(9.0)
                  #1[ramp{4 by 1}(i0)] = where(%0 < %1, %1, %0)
        """,
        """
        buffer #1 f32[8]
        buffer #0 f32[8]
        %0 = broadcast{4}(9.0)
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  %1 = #0[ramp{4 by 1}(i0)]
                  #1[ramp{4 by 1}(i0)] = where(%1 < %0, %0, %1)
        """);
  }

  @Test
  void quotientsAndRemaindersByConstantsAreProducts() {
    check(
        """

        buffer #0 i32[8]
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  %0 = broadcast{4}(i0) + ramp{4 by 1}(0)
                  #0[ramp{4 by 1}(i0)] = %0/broadcast{4}(3) + %0 % broadcast{4}(5)
        """,
        """
        buffer #0 i32[8]
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  %0 = broadcast{4}(i0) + ramp{4 by 1}(0)
                  #0[ramp{4 by 1}(i0)] = (%0*broadcast{4}(11) >>> broadcast{4}(5)) + (%0 - (%0*broadcast{4}(7) >>> broadcast{4}(5))*broadcast{4}(5))
        """);
  }

  @Test
  void quotientsOfScalarsAndOfWhatMayBeNegativeAreLeft() {
    check(
        """

        buffer #0 i32[8]
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  #0[ramp{4 by 1}(i0)] = #0[ramp{4 by 1}(i0)]/broadcast{4}(3)
              loop i1 < 8:
                #0[i1] = i1/3
        """,
        """
        buffer #0 i32[8]
        kernel:
          phase:
            segment:
              block:
                loop i0 < 8 step 4:
                  #0[ramp{4 by 1}(i0)] = #0[ramp{4 by 1}(i0)]/broadcast{4}(3)
              loop i1 < 8:
                #0[i1] = i1/3
        """);
  }
}
