package dev.quern.compiler.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.ir.Verify;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.target.Target;
import java.util.List;

/** Turns texts into nests for a pass over loops, and what it makes of them into texts. */
final class LoopTexts {
  /** Java with vectors of 128 bits. */
  static final Target TARGET = Target.java(128, List.of());

  private static final String TITLE = "nest \"test\"\n";

  private LoopTexts() {}

  /** The nest of decisions, an empty line and a kernel. */
  static Nest nest(String text) {
    Nest nest = NestText.parse(TITLE + text, List.of());
    Verify.vectors("test", nest.kernel());
    return nest;
  }

  /** The nest has this kernel, is legal, can be parsed, and has no decisions but these. */
  static void check(String kernel, Nest nest, Decision... left) {
    Verify.vectors("test", nest.kernel());
    assertEquals(kernel, TextualForm.of(nest.kernel()));
    assertEquals(List.of(left), nest.decisions());
    assertSame(nest.kernel(), NestText.parse(NestText.of(nest), List.of()).kernel());
  }
}
