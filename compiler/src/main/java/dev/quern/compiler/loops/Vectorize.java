package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning.LoopBodies;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the loops that were decided to in vectors.
 *
 * <p>Each becomes a {@code BLOCK}: a loop over several registers at once, a loop over one, and a
 * loop over single iterations for what is left; or, where the number of iterations is known and
 * they are idempotent, one register's worth that ends where the loop does. A reduction keeps as
 * many partial results as the first loop has lanes, which are combined in a tree, lane i of n with
 * lane i + n/2; the total is combined into the accumulator, and last what is left, one by one.
 */
public final class Vectorize {
  private final Decisions decisions;
  private final Registers registers;
  private final LoopBodies tuning;
  private final Budget budget;
  private final Ids ids;
  private final Consumer<String> notes;

  private Vectorize(Nest nest, Target target, Budget budget, Consumer<String> notes) {
    this.decisions = new Decisions(nest.decisions());
    this.registers = Registers.ofBits(target.vectorBits());
    this.tuning = target.tuning().bodies();
    this.budget = budget;
    this.ids = Ids.beyond(nest.kernel());
    this.notes = notes;
  }

  /** The nest in vectors; {@code notes} hears which decisions could not be followed, and why. */
  public static Nest run(Nest nest, Target target, Budget budget, Consumer<String> notes) {
    Vectorize pass = new Vectorize(nest, target, budget, notes);
    Node kernel = LoopRewriting.of(nest.kernel(), pass::vectorized);
    return nest.with(kernel, Decision.Vectorize.class);
  }

  private Optional<Node> vectorized(Node loop) {
    Node range = loop.source(0);
    Optional<Decision.Vectorize> decided = decisions.vectorize(range);
    if (decided.isEmpty()) {
      return Optional.empty();
    }
    List<Node> body = NestStatements.body(loop);
    LoopValues values = new LoopValues(range, body);
    Optional<String> obstacle = values.obstacle();
    if (obstacle.isPresent()) {
      notes.accept("loop i" + ((Arg.Id) range.arg()).id() + " is scalar: " + obstacle.get());
      return Optional.empty();
    }
    Trip trip = Trip.of(range.source(0));
    DType narrowest = values.narrowest();
    int one = registers.lanes(narrowest);
    int operations = values.operations(registers, one, tuning.clampOperations());
    int copies = copies(decided.get().unroll(), operations, one, trip);
    boolean large = copies == 1 && operations >= tuning.largeBody();
    return trip.isKnown() && trip.count() < one && values.reduced().isEmpty()
        ? Optional.empty()
        : Optional.of(new VectorLoop(values, body, trip, ids).block(one, copies, large));
  }

  private int copies(int wanted, int operations, int one, Trip trip) {
    int copies = Integer.highestOneBit(Math.max(1, wanted));
    while (copies > 1 && copies * operations > budget.operations()) {
      copies /= 2;
    }
    while (copies > 1 && trip.isKnown() && (long) copies * one > trip.count()) {
      copies /= 2;
    }
    return copies;
  }
}
