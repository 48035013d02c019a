package dev.quern.compiler.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.lower.Nest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scalar reductions get several accumulators. */
final class UnrollTest {
  private final List<String> notes = new ArrayList<>();

  private void check(String before, String after) {
    LoopTexts.check(after, run(LoopTexts.nest(before)));
  }

  private Nest run(Nest nest) {
    return Unroll.run(nest, LoopTexts.TARGET, Budget.full(LoopTexts.TARGET), notes::add);
  }

  @Test
  void partialSumsAreJoinedInATreeBeforeTheRest() {
    check(
        """
        decide Unroll range=0 factor=4

        buffer #0 f32[11]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc add a0 = 1.0
              loop i0 < 11:
                a0 add= #0[i0]
              #1[0] = a0
        """,
        """
        buffer #0 f32[11]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc add a0 = 1.0
              block:
                acc add a1 = 0.0
                acc add a2 = 0.0
                acc add a3 = 0.0
                acc add a4 = 0.0
                loop i5 < 8 step 4:
                  a1 add= #0[i5]
                  a2 add= #0[i5 + 1]
                  a3 add= #0[i5 + 2]
                  a4 add= #0[i5 + 3]
                a1 add= a3
                a2 add= a4
                a1 add= a2
                a0 add= a1
                loop i6 < 3:
                  a0 add= #0[i6 + 8]
              #1[0] = a0
        """);
  }

  @Test
  void copiesHaveInnerLoopsAndAccumulatorsOfTheirOwn() {
    check(
        """
        decide Unroll range=0 factor=2

        var i32 {t 1..64}
        buffer #0 f32[64, 3]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc max a0 = -inf
              loop i0 < $t:
                acc add a1 = 0.0
                loop i1 < 3:
                  a1 add= #0[i0*3 + i1]
                a0 max= a1
              #1[0] = a0
        """,
        """
        var i32 {t 1..64}
        buffer #0 f32[64, 3]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc max a0 = -inf
              block:
                acc max a2 = -inf
                acc max a3 = -inf
                loop i4 < $t/2*2 step 2:
                  acc add a5 = 0.0
                  loop i6 < 3:
                    a5 add= #0[i4*3 + i6]
                  a2 max= a5
                  acc add a7 = 0.0
                  loop i8 < 3:
                    a7 add= #0[(i4 + 1)*3 + i8]
                  a3 max= a7
                a2 max= a3
                a0 max= a2
                loop i9 < $t - $t/2*2:
                  acc add a1 = 0.0
                  loop i1 < 3:
                    a1 add= #0[($t/2*2 + i9)*3 + i1]
                  a0 max= a1
              #1[0] = a0
        """);
  }

  @Test
  void loopsThatReduceNothingAreLeft() {
    check(
        """
        decide Unroll range=0 factor=4

        buffer #0 f32[11]
        buffer #1 f32[11]
        kernel:
          phase:
            segment:
              loop i0 < 11:
                #1[i0] = #0[i0]
        """,
        """
        buffer #1 f32[11]
        buffer #0 f32[11]
        kernel:
          phase:
            segment:
              loop i0 < 11:
                #1[i0] = #0[i0]
        """);
  }

  @Test
  void dependencesLeaveALoopAsItIsAndAreNoted() {
    check(
        """
        decide Unroll range=0 factor=4

        buffer #0 f32[11]
        buffer #1 f32[11]
        kernel:
          phase:
            segment:
              acc add a0 = 1.0
              loop i0 < 11:
                a0 add= #0[i0]
                #1[i0] = a0
        """,
        """
        buffer #0 f32[11]
        buffer #1 f32[11]
        kernel:
          phase:
            segment:
              acc add a0 = 1.0
              loop i0 < 11:
                a0 add= #0[i0]
                #1[i0] = a0
        """);
    assertEquals(
        List.of("loop i0 is not unrolled: it reads an accumulator that it updates"), notes);
  }
}
