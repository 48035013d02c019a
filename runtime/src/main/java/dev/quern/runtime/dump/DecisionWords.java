package dev.quern.runtime.dump;

import dev.quern.compiler.Program;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.render.Rendered;

/** The loop decisions of a kernel in words. */
final class DecisionWords {
  private DecisionWords() {}

  static String of(Program.Launch made) {
    StringBuilder text = new StringBuilder("// " + Stage.DECISIONS.about() + "\n");
    made.nest().decisions().forEach(each -> text.append(words(each)).append('\n'));
    int number = 0;
    for (Rendered.Phase phase : made.rendered().phases()) {
      text.append("phase ").append(number++).append(": ").append(phase.chunks());
      text.append(phase.chunks() == 1 ? " chunk" : " chunks, run in any order on any thread");
      text.append(", about ")
          .append(phase.work())
          .append(" operations on vectors or single numbers\n");
    }
    made.rendered().notes().forEach(note -> text.append("departs: ").append(note).append('\n'));
    return text.toString();
  }

  private static String words(Decision decision) {
    if (decision instanceof Decision.Vectorize v) {
      return "loop i%d: vectors of %d elements, %d in flight, then a scalar tail"
          .formatted(v.range(), v.lanes(), v.unroll());
    } else if (decision instanceof Decision.Unroll u) {
      return "loop i%d: %d interleaved accumulators".formatted(u.range(), u.factor());
    } else if (decision instanceof Decision.Strips s) {
      return "loop i%d: strips of %d elements, in parts of which the JIT compiler vectorizes most"
          .formatted(s.range(), s.elements());
    } else if (decision instanceof Decision.Chunk c) {
      return "phase %d, segment %d: %d %s a chunk"
          .formatted(c.phase(), c.segment(), c.rows(), c.rows() == 1 ? "row" : "rows");
    }
    return decision.toString();
  }
}
