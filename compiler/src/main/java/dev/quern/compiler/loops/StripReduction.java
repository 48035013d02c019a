package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How the values of strips are combined into an accumulator: element by element into an array,
 * which the JIT compiler vectorizes, and at the end its quarters into a shorter one, until what is
 * left is interleaved over a few accumulators; or from the start over these.
 */
final class StripReduction {
  private static final int INTERLEAVED = 8; // accumulators
  private static final int QUARTER = 64; // elements that are better interleaved at once

  private final Node accumulator;
  private final UnaryOperator<Node> value; // in an iteration of the strip
  private final boolean folds;
  private final Fold fold;
  private final Ids ids;
  private final BiFunction<Node, List<Node>, Node> loop;
  private final List<Node> partials = new ArrayList<>();

  /**
   * The array of element by element sums.
   *
   * @param ready the array, where the values of the only strip are all there is to join
   */
  record Fold(StripArrays arrays, long strip, Supplier<Optional<Node>> ready) {}

  StripReduction(
      Node accumulator,
      UnaryOperator<Node> value,
      boolean folds,
      Fold fold,
      Ids ids,
      BiFunction<Node, List<Node>, Node> loop) {
    this.accumulator = accumulator;
    this.value = value;
    this.folds = folds;
    this.fold = fold;
    this.ids = ids;
    this.loop = loop;
  }

  private Op kind() {
    return ((Arg.Accumulator) accumulator.arg()).kind();
  }

  private DType dtype() {
    return accumulator.dtype();
  }

  private Node identity() {
    return Nodes.constant(Shape.SCALAR, kind().identity(dtype()));
  }

  private Node joined() {
    String use = "joined " + ((Arg.Accumulator) accumulator.arg()).id();
    return fold.arrays.of(use, dtype(), fold.strip);
  }

  /** What comes before the first strip. */
  void declare(List<Node> statements) {
    if (!folds) {
      interleave(statements);
    } else if (fold.ready.get().isEmpty()) {
      Node j = ids.range(Node.index(fold.strip));
      statements.add(LoopRewriting.loop(j, List.of(Nodes.store(joined(), j, identity()))));
    }
  }

  private void interleave(List<Node> statements) {
    for (int i = 0; i < INTERLEAVED; i++) {
      partials.add(ids.accumulator(accumulator, identity()));
    }
    statements.addAll(partials);
  }

  /** Joins the values of a strip of so many iterations. */
  void update(Node many, List<Node> statements) {
    if (!folds) {
      interleaved(many, value, statements);
    } else if (fold.ready.get().isEmpty()) {
      Node j = ids.range(many);
      Node sum = Nodes.binary(kind(), Nodes.load(joined(), j), value.apply(j));
      statements.add(loop.apply(j, List.of(Nodes.store(joined(), j, sum))));
    }
  }

  private void interleaved(Node many, UnaryOperator<Node> values, List<Node> statements) {
    Trip trip = Trip.of(many);
    Node whole = trip.whole(INTERLEAVED);
    Node j = ids.range(whole);
    List<Node> inside = new ArrayList<>(List.of(j));
    for (int i = 0; i < INTERLEAVED; i++) {
      inside.add(updated(partials.get(i), values.apply(i == 0 ? j : j.plus(i))));
    }
    statements.add(
        Nodes.statement(Op.LOOP, new Arg.Step(INTERLEAVED), inside.toArray(Node[]::new)));
    if (!trip.isKnown() || trip.count() % INTERLEAVED != 0) {
      Node rest = ids.range(many.minus(whole));
      Node update = updated(partials.get(0), values.apply(whole.plus(rest)));
      statements.add(LoopRewriting.loop(rest, List.of(update)));
    }
  }

  private static Node updated(Node partial, Node value) {
    return Nodes.statement(Op.UPDATE, Arg.NONE, partial, value);
  }

  /** Joins everything to the accumulator, after the last strip. */
  void join(List<Node> statements) {
    if (folds) {
      quarters(statements);
    } else {
      total(accumulator, statements);
    }
  }

  private void total(Node target, List<Node> statements) {
    for (int half = INTERLEAVED / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        statements.add(updated(partials.get(i), partials.get(i + half)));
      }
    }
    statements.add(updated(target, partials.get(0)));
  }

  private void quarters(List<Node> statements) {
    Node from = fold.ready.get().orElseGet(this::joined);
    long left = fold.strip;
    while (left % 4 == 0 && left / 4 >= QUARTER) {
      left /= 4;
      Node to = fold.arrays.of("quarter", dtype(), left);
      Node j = ids.range(Node.index(left));
      Node even = pair(from, j, j.plus(2 * left));
      Node odd = pair(from, j.plus(left), j.plus(3 * left));
      Node store = Nodes.store(to, j, Nodes.binary(kind(), even, odd));
      statements.add(loop.apply(j, List.of(store)));
      from = to;
    }
    Node last = from;
    Node rest = ids.accumulator(accumulator, identity());
    statements.add(rest);
    interleave(statements);
    interleaved(Node.index(left), at -> Nodes.load(last, at), statements);
    total(rest, statements);
    statements.add(updated(accumulator, rest));
  }

  private Node pair(Node array, Node one, Node other) {
    return Nodes.binary(kind(), Nodes.load(array, one), Nodes.load(array, other));
  }
}
