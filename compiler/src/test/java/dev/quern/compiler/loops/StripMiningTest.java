package dev.quern.compiler.loops;

import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.target.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops become strips, and these loops over arrays of the thread. */
final class StripMiningTest {
  private static final Target PLAIN = Target.java(0, List.of());

  private static void check(String before, String after, Decision... left) {
    Budget budget = Budget.full(PLAIN);
    LoopTexts.check(after, StripMining.run(LoopTexts.nest(before), PLAIN, budget), left);
  }

  @Test
  void arithmeticOnFloatsIsApartFromTheRest() {
    check(
        """
        decide Strips range=0 elements=64

        buffer #0 f32[150]
        buffer #1 f32[150]
        buffer #2 i32[150]
        kernel:
          phase:
            segment:
              loop i0 < 150:
                %0 = sqrt(#0[i0]*#0[i0] + 2.0)
                #1[i0] = bitcast{f32}(bitcast{i32}(%0) + #2[i0])*%0
        """,
        """
        local l3 f32[64]
        buffer #0 f32[150]
        local l5 f32[64]
        local l7 f32[64]
        buffer #2 i32[150]
        local l9 f32[64]
        buffer #1 f32[150]
        kernel:
          phase:
            segment:
              block:
                loop i1 < 150 step 64:
                  %0 = min(64, 150 - i1)
                  loop i2 < %0:
                    l3[i2] = #0[i1 + i2]
                  loop i4 < %0:
                    l5[i4] = sqrt(l3[i4]*l3[i4] + 2.0)
                  loop i6 < %0:
                    l7[i6] = bitcast{f32}(bitcast{i32}(l5[i6]) + #2[i1 + i6])
                  loop i8 < %0:
                    l9[i8] = l7[i8]*l5[i8]
                  loop i10 < %0:
                    #1[i1 + i10] = l9[i10]
        """);
  }

  @Test
  void shortStripsAreReducedByInterleavedAccumulators() {
    check(
        """
        decide Strips range=0 elements=16

        buffer #0 f32[32]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc max a0 = -inf
              loop i0 < 32:
                a0 max= #0[i0]*2.0
              #1[0] = a0
        """,
        """
        local l11 f32[16]
        buffer #0 f32[32]
        local l13 f32[16]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc max a0 = -inf
              block:
                acc max a2 = -inf
                acc max a3 = -inf
                acc max a4 = -inf
                acc max a5 = -inf
                acc max a6 = -inf
                acc max a7 = -inf
                acc max a8 = -inf
                acc max a9 = -inf
                loop i1 < 32 step 16:
                  loop i10 < 16:
                    l11[i10] = #0[i1 + i10]
                  loop i12 < 16:
                    l13[i12] = l11[i12]*2.0
                  loop i14 < 16 step 8:
                    a2 max= l13[i14]
                    a3 max= l13[i14 + 1]
                    a4 max= l13[i14 + 2]
                    a5 max= l13[i14 + 3]
                    a6 max= l13[i14 + 4]
                    a7 max= l13[i14 + 5]
                    a8 max= l13[i14 + 6]
                    a9 max= l13[i14 + 7]
                a2 max= a6
                a3 max= a7
                a4 max= a8
                a5 max= a9
                a2 max= a4
                a3 max= a5
                a2 max= a3
                a0 max= a2
              #1[0] = a0
        """);
  }

  @Test
  void longStripsAreAddedElementByElement() {
    check(
        """
        decide Strips range=0 elements=256

        buffer #0 f32[600]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc add a0 = 0.5
              loop i0 < 600:
                a0 add= sqrt(#0[i0])
              #1[0] = a0
        """,
        """
        local l3 f32[256]
        local l5 f32[256]
        buffer #0 f32[600]
        local l7 f32[256]
        local l9 f32[64]
        buffer #1 f32[1]
        kernel:
          phase:
            segment:
              acc add a0 = 0.5
              block:
                loop i2 < 256:
                  l3[i2] = 0.0
                loop i1 < 600 step 256:
                  %0 = min(256, 600 - i1)
                  loop i4 < %0:
                    l5[i4] = #0[i1 + i4]
                  loop i6 < %0:
                    l7[i6] = sqrt(l5[i6])
                  loop i8 < %0:
                    l3[i8] = l3[i8] + l7[i8]
                loop i10 < 64:
                  l9[i10] = l3[i10] + l3[i10 + 128] + (l3[i10 + 64] + l3[i10 + 192])
                acc add a11 = 0.0
                acc add a12 = 0.0
                acc add a13 = 0.0
                acc add a14 = 0.0
                acc add a15 = 0.0
                acc add a16 = 0.0
                acc add a17 = 0.0
                acc add a18 = 0.0
                acc add a19 = 0.0
                loop i20 < 64 step 8:
                  a12 add= l9[i20]
                  a13 add= l9[i20 + 1]
                  a14 add= l9[i20 + 2]
                  a15 add= l9[i20 + 3]
                  a16 add= l9[i20 + 4]
                  a17 add= l9[i20 + 5]
                  a18 add= l9[i20 + 6]
                  a19 add= l9[i20 + 7]
                a12 add= a16
                a13 add= a17
                a14 add= a18
                a15 add= a19
                a12 add= a14
                a13 add= a15
                a12 add= a13
                a11 add= a12
                a0 add= a11
              #1[0] = a0
        """,
        new Decision.Alone(6),
        new Decision.Alone(8),
        new Decision.Alone(10));
  }

  @Test
  void loopsWithoutArithmeticOnFloatsAreLeft() {
    check(
        """
        decide Strips range=0 elements=64

        buffer #0 i32[150]
        buffer #1 i32[150]
        kernel:
          phase:
            segment:
              loop i0 < 150:
                #1[i0] = #0[i0] + 1
        """,
        """
        buffer #1 i32[150]
        buffer #0 i32[150]
        kernel:
          phase:
            segment:
              loop i0 < 150:
                #1[i0] = #0[i0] + 1
        """);
  }
}
