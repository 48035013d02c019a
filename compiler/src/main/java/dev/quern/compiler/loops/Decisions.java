package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Decision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the decisions about a range or segment. */
public record Decisions(List<Decision> list) {
  public Optional<Decision.Vectorize> vectorize(Node range) {
    long id = id(range);
    return list.stream()
        .filter(d -> d instanceof Decision.Vectorize v && v.range() == id)
        .map(Decision.Vectorize.class::cast)
        .findFirst();
  }

  /** Elements of a strip; 0 if the loop does not run in strips, which takes vectors. */
  public int strip(Node range, Budget budget) {
    if (!budget.vectors()) {
      return 0;
    }
    long id = id(range);
    return list.stream()
        .filter(d -> d instanceof Decision.Strips s && s.range() == id)
        .mapToInt(d -> ((Decision.Strips) d).elements())
        .findFirst()
        .orElse(0);
  }

  /** True of a loop that the JIT compiler is to compile alone. */
  public boolean isAlone(Node range) {
    return list.contains(new Decision.Alone(id(range)));
  }

  /** Accumulators or copies of a scalar loop; 1 if nothing was decided. */
  public int unroll(Node range) {
    long id = id(range);
    return list.stream()
        .filter(d -> d instanceof Decision.Unroll u && u.range() == id)
        .mapToInt(d -> ((Decision.Unroll) d).factor())
        .findFirst()
        .orElse(1);
  }

  /** Rows of a chunk of the segment. */
  public OptionalInt rows(int phase, int segment) {
    return list.stream()
        .filter(d -> d instanceof Decision.Chunk c && c.phase() == phase && c.segment() == segment)
        .mapToInt(d -> ((Decision.Chunk) d).rows())
        .findFirst();
  }

  private static long id(Node range) {
    return ((Arg.Id) range.arg()).id();
  }
}
