package dev.quern.compiler.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.lower.Nest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops become loops over registers of 128 bits and what is left. */
final class VectorizeTest {
  private final List<String> notes = new ArrayList<>();

  private void check(String before, String after) {
    LoopTexts.check(after, run(LoopTexts.nest(before)));
  }

  private Nest run(Nest nest) {
    return Vectorize.run(nest, LoopTexts.TARGET, Budget.full(LoopTexts.TARGET), notes::add);
  }

  @Test
  void idempotentIterationsRunAgainInTheLastRegister() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[11]
        buffer #1 f32[10]
        kernel:
          phase:
            segment:
              loop i0 < 10:
                #1[i0] = #0[i0 + 1]*2.0
        """,
        """
        buffer #1 f32[10]
        buffer #0 f32[11]
        %0 = broadcast{4}(2.0)
        kernel:
          phase:
            segment:
              block:
                loop i1 < 8 step 4:
                  #1[ramp{4 by 1}(i1)] = #0[ramp{4 by 1}(i1 + 1)]*%0
                #1[ramp{4 by 1}(6)] = #0[ramp{4 by 1}(7)]*%0
        """);
  }

  @Test
  void severalRegistersThenOneThenTheLast() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=2

        buffer #0 f32[23]
        buffer #1 f32[22]
        kernel:
          phase:
            segment:
              loop i0 < 22:
                #1[i0] = #0[i0 + 1]*2.0
        """,
        """
        buffer #1 f32[22]
        buffer #0 f32[23]
        %0 = broadcast{4}(2.0)
        kernel:
          phase:
            segment:
              block:
                loop i1 < 16 step 8:
                  #1[ramp{8 by 1}(i1)] = #0[ramp{8 by 1}(i1 + 1)]*broadcast{8}(2.0)
                loop i2 < 4 step 4:
                  #1[ramp{4 by 1}(i2 + 16)] = #0[ramp{4 by 1}(i2 + 17)]*%0
                #1[ramp{4 by 1}(18)] = #0[ramp{4 by 1}(19)]*%0
        """);
  }

  @Test
  void largeBodiesAreWrittenOnce() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[11]
        buffer #1 f32[10]
        kernel:
          phase:
            segment:
              loop i0 < 10:
                %0 = where(#0[i0 + 1] < -1.0, -1.0, #0[i0 + 1])
                %1 = where(%0 < -2.0, -2.0, %0)
                %2 = where(%1 < -3.0, -3.0, %1)
                #1[i0] = where(%2 < -4.0, -4.0, %2)
        """,
        """
        buffer #1 f32[10]
        buffer #0 f32[11]
        %0 = broadcast{4}(-1.0)
        %1 = broadcast{4}(-2.0)
        %2 = broadcast{4}(-3.0)
        %3 = broadcast{4}(-4.0)
        kernel:
          phase:
            segment:
              block:
                loop i1 < 10 step 4:
                  %4 = #0[ramp{4 by 1}(min(i1, 6) + 1)]
                  %5 = where(%4 < %0, %0, %4)
                  %6 = where(%5 < %1, %1, %5)
                  %7 = where(%6 < %2, %2, %6)
                  #1[ramp{4 by 1}(min(i1, 6))] = where(%7 < %3, %3, %7)
        """);
  }

  @Test
  void whatIsWrittenInPlaceIsWrittenOnce() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[10]
        kernel:
          phase:
            segment:
              loop i0 < 10:
                #0[i0] = #0[i0]*2.0
        """,
        """
        buffer #0 f32[10]
        kernel:
          phase:
            segment:
              block:
                loop i1 < 8 step 4:
                  #0[ramp{4 by 1}(i1)] = #0[ramp{4 by 1}(i1)]*broadcast{4}(2.0)
                loop i2 < 2:
                  #0[i2 + 8] = #0[i2 + 8]*2.0
        """);
  }

  @Test
  void loopsShorterThanARegisterAreScalar() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[3]
        buffer #1 f32[3]
        kernel:
          phase:
            segment:
              loop i0 < 3:
                #1[i0] = #0[i0 + 1]*2.0
        """,
        """
        buffer #1 f32[3]
        buffer #0 f32[3]
        kernel:
          phase:
            segment:
              loop i0 < 3:
                #1[i0] = #0[i0 + 1]*2.0
        """);
  }

  @Test
  void sumsAreFoldedBeforeTheRest() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=2

        buffer #0 f32[23]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc add a0 = 1.0
              loop i0 < 23:
                a0 add= #0[i0]
              #1[0] = a0
        """,
        """
        buffer #0 f32[23]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc add a0 = 1.0
              block:
                acc add a1 = broadcast{8}(0.0)
                loop i2 < 16 step 8:
                  a1 add= #0[ramp{8 by 1}(i2)]
                loop i3 < 4 step 4:
                  a1 add= #0[ramp{4 by 1}(i3 + 16)]
                a0 add= fold{add}(a1)
                loop i4 < 3:
                  a0 add= #0[i4 + 20]
              #1[0] = a0
        """);
  }

  @Test
  void extentsThatVaryAreRoundedDown() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=2

        var i32 {t 1..64}
        buffer #0 f32[64]
        buffer #1 f32[64]
        kernel:
          phase:
            segment:
              acc max a0 = -inf
              loop i0 < $t:
                a0 max= #0[i0]
              #1[0] = a0
        """,
        """
        var i32 {t 1..64}
        buffer #0 f32[64]
        buffer #1 f32[64]
        kernel:
          phase:
            segment:
              acc max a0 = -inf
              block:
                acc max a1 = broadcast{8}(-inf)
                loop i2 < $t/8*8 step 8:
                  a1 max= #0[ramp{8 by 1}(i2)]
                loop i3 < $t/4*4 - $t/8*8 step 4:
                  a1 max= #0[ramp{4 by 1}($t/8*8 + i3)]
                a0 max= fold{max}(a1)
                loop i4 < $t - $t/4*4:
                  a0 max= #0[$t/4*4 + i4]
              #1[0] = a0
        """);
  }

  @Test
  void gatesThatVaryAreVectorsAndOthersScalars() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[6]
        buffer #1 f32[8]
        buffer #2 bool[1]
        kernel:
          phase:
            segment:
              loop i0 < 8:
                #1[i0 if #2[0]] = #0[i0 if i0 < 6]
        """,
        """
        buffer #1 f32[8]
        buffer #0 f32[6]
        buffer #2 bool[1]
        kernel:
          phase:
            segment:
              block:
                loop i1 < 8 step 4:
                  #1[ramp{4 by 1}(i1) if #2[0]] = #0[ramp{4 by 1}(i1) if broadcast{4}(i1) + ramp{4 by 1}(0) < broadcast{4}(6)]
        """);
  }

  @Test
  void affineIndicesAreRampsAndOthersVectors() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[16]
        buffer #1 f32[8]
        buffer #2 i32[8]
        kernel:
          phase:
            segment:
              loop i0 < 8:
                #1[7 - i0] = #0[i0*2] + #0[#2[i0]]
        """,
        """
        buffer #1 f32[8]
        buffer #0 f32[16]
        buffer #2 i32[8]
        kernel:
          phase:
            segment:
              block:
                loop i1 < 8 step 4:
                  #1[ramp{4 by -1}(7 - i1)] = #0[ramp{4 by 2}(i1*2)] + #0[#2[ramp{4 by 1}(i1)]]
        """);
  }

  @Test
  void theNarrowestTypeSaysHowManyLanesThereAre() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[8]
        buffer #1 f64[8]
        buffer #2 i64[8]
        kernel:
          phase:
            segment:
              loop i0 < 8:
                #1[i0] = f64(#0[i0])*0.5d
                #2[i0] = i64(i0) + 7L
        """,
        """
        buffer #1 f64[8]
        buffer #0 f32[8]
        buffer #2 i64[8]
        kernel:
          phase:
            segment:
              block:
                loop i1 < 8 step 4:
                  #1[ramp{4 by 1}(i1)] = f64(#0[ramp{4 by 1}(i1)])*broadcast{4}(0.5d)
                  #2[ramp{4 by 1}(i1)] = broadcast{4}(i64(i1) + 7L) + ramp{4 by 1}(0L)
        """);
  }

  @Test
  void innerLoopsAccumulateInVectors() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[5, 8]
        buffer #1 f32[8]
        buffer #2 f32[5]
        kernel:
          phase:
            segment:
              loop i0 < 8:
                acc add a0 = 0.0
                loop i1 < 5:
                  a0 add= #0[i1*8 + i0]*#2[i1]
                #1[i0] = a0
        """,
        """
        buffer #0 f32[5, 8]
        buffer #2 f32[5]
        buffer #1 f32[8]
        kernel:
          phase:
            segment:
              block:
                loop i2 < 8 step 4:
                  acc add a0 = broadcast{4}(0.0)
                  loop i1 < 5:
                    a0 add= #0[ramp{4 by 1}(i1*8 + i2)]*broadcast{4}(#2[i1])
                  #1[ramp{4 by 1}(i2)] = a0
        """);
  }

  @Test
  void dependencesLeaveALoopScalarAndAreNoted() {
    check(
        """
        decide Vectorize range=0 lanes=4 unroll=1

        buffer #0 f32[9]
        kernel:
          phase:
            segment:
              loop i0 < 8:
                #0[i0 + 1] = #0[i0]
        """,
        """
        buffer #0 f32[9]
        kernel:
          phase:
            segment:
              loop i0 < 8:
                #0[i0 + 1] = #0[i0]
        """);
    assertEquals(
        List.of("loop i0 is scalar: it reads what another iteration may have stored"), notes);
  }
}
