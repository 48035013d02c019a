package dev.quern.compiler.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quern.compiler.ir.Verify;
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

  /** The nest has this kernel, is legal, can be parsed, and no decisions are left. */
  static void check(String kernel, Nest nest) {
    Verify.vectors("test", nest.kernel());
    String text = NestText.of(nest);
    assertEquals(TITLE + "\n" + kernel, text);
    assertSame(nest.kernel(), NestText.parse(text, List.of()).kernel());
  }
}
