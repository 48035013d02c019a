package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One loop in strips: what it reads is copied to arrays of the thread, its parts are loops over
 * those, and what it stores is copied from them. A loop of one strip needs no loop around it.
 */
final class StripLoop {
  private final LoopValues values;
  private final StripPlan plan;
  private final List<Node> body;
  private final Ids ids;
  private final StripArrays shared;
  private final Trip trip;
  private final long strip;
  private final boolean only; // one strip is all of the loop
  private final Node first; // iteration of the strip
  private final Node many; // iterations of the strip
  private final Substitution toFirst;
  private final Map<Node, Node> arrays = new HashMap<>(); // of values that are kept
  private final Map<Node, StripReduction> reductions = new LinkedHashMap<>(); // by UPDATE
  private final List<Node> alone = new ArrayList<>(); // ranges of loops to be compiled alone

  StripLoop(
      LoopValues values, StripPlan plan, List<Node> body, int strip, Ids ids, StripArrays shared) {
    this.values = values;
    this.plan = plan;
    this.body = body;
    this.ids = ids;
    this.shared = shared;
    this.trip = Trip.of(values.range().source(0));
    long wanted = plan.isCopy(body) ? Math.max(strip, trip.count()) : strip;
    this.strip = trip.isKnown() ? Math.min(wanted, trip.count()) : wanted;
    this.only = trip.count() == this.strip;
    Node extent = trip.extent();
    this.first = only ? extent.like(0L) : ids.range(extent);
    boolean even = trip.isKnown() && trip.count() % Math.max(1, this.strip) == 0;
    Node whole = extent.like(this.strip);
    this.many = even ? whole : Nodes.binary(Op.MIN, whole, extent.minus(first));
    this.toFirst = new Substitution(Map.of(values.range(), first));
  }

  /** The ranges of loops that had better be compiled alone. */
  List<Node> alone() {
    return alone;
  }

  Node block() {
    for (Node statement : body) {
      if (statement.op() == Op.UPDATE) {
        reductions.put(statement, reduction(statement));
      }
    }
    List<Node> statements = new ArrayList<>();
    reductions.values().forEach(reduction -> reduction.declare(statements));
    List<Node> inside = new ArrayList<>();
    if (plan.isCopy(body)) {
      body.forEach(store -> inside.addAll(store(store)));
    } else {
      parts(inside);
    }
    if (only || inside.isEmpty()) {
      statements.addAll(inside);
    } else {
      inside.add(0, first);
      statements.add(Nodes.statement(Op.LOOP, new Arg.Step(strip), inside.toArray(Node[]::new)));
    }
    reductions.values().forEach(reduction -> reduction.join(statements));
    return Nodes.statement(Op.BLOCK, Arg.NONE, statements.toArray(Node[]::new));
  }

  private void parts(List<Node> inside) {
    plan.copied().forEach(slice -> copyIn(slice).ifPresent(inside::add));
    body.stream().filter(statement -> statement.op() == Op.STORE).forEach(this::place);
    plan.parts().forEach(part -> inside.add(part(part)));
    reductions.forEach((update, reduction) -> reduction.update(many, inside));
    body.stream()
        .filter(statement -> statement.op() == Op.STORE)
        .forEach(store -> inside.addAll(store(store)));
  }

  private StripReduction reduction(Node update) {
    Node value = update.source(1);
    return new StripReduction(
        update.source(0),
        at -> value(value, at),
        plan.isFold(update),
        fold(update),
        ids,
        this::loop);
  }

  /** Where the values of strips are joined element by element. */
  private StripReduction.Fold fold(Node update) {
    Node value = update.source(1);
    boolean array = only && plan.isFold(update);
    return new StripReduction.Fold(
        shared, strip, () -> array ? Optional.of(array(value)) : Optional.empty());
  }

  /** The array that a value is kept in. */
  private Node array(Node value) {
    return arrays.computeIfAbsent(
        value, key -> shared.of("strip" + arrays.size(), value.dtype(), strip));
  }

  /** Copies a slice, unless it is in an array that is walked from its start. */
  private Optional<Node> copyIn(Node slice) {
    if (only) {
      Optional<Node> there = shared.copyOf(slice, values.range(), strip);
      if (there.isPresent()) {
        arrays.put(slice, there.get());
        return Optional.empty();
      } else if (isWhole(slice.source(1))) {
        arrays.put(slice, slice.source(0));
        return Optional.empty();
      }
      shared.copy(slice, values.range(), strip).ifPresent(array -> arrays.put(slice, array));
    }
    Node j = ids.range(many);
    Node element = Nodes.load(slice.source(0), affine(slice.source(1), j));
    return Optional.of(LoopRewriting.loop(j, List.of(Nodes.store(array(slice), j, element))));
  }

  /** Has a value made in the array of the thread that it is stored to. */
  private void place(Node store) {
    boolean whole = store.source(0).op() == Op.LOCAL && isWhole(store.source(1));
    if (whole && plan.isCopy(store) && !plan.isSlice(store.source(2))) {
      arrays.putIfAbsent(store.source(2), store.source(0));
    }
  }

  /** True of an index that is the number of the iteration in the only strip. */
  private boolean isWhole(Node index) {
    return only && index == values.range();
  }

  private Node loop(Node range, List<Node> statements) {
    if (plan.isLong()) {
      alone.add(range);
    }
    return LoopRewriting.loop(range, statements);
  }

  private Node part(StripPlan.Part part) {
    Node j = ids.range(many);
    StripValues spelt = new StripValues(values, plan, arrays, part.values(), at -> affine(at, j));
    List<Node> statements = new ArrayList<>();
    for (Node node : part.values()) {
      if (plan.isKept(node)) {
        statements.add(Nodes.store(array(node), j, spelt.of(node, j)));
      }
    }
    return loop(j, statements);
  }

  /** The value in an iteration of the strip, after all parts. */
  private Node value(Node node, Node at) {
    return new StripValues(values, plan, arrays, List.of(), index -> affine(index, at))
        .of(node, at);
  }

  /** An integer that moves by a constant, in an iteration of the strip. */
  private Node affine(Node node, Node at) {
    long stride = values.stride(node).orElseThrow();
    Node start = IndexAlgebra.simplify(toFirst.of(node));
    Node moved = Nodes.cast(at, node.dtype());
    return stride == 0 ? start : start.plus(stride == 1 ? moved : moved.times(stride));
  }

  private List<Node> store(Node store) {
    Node value = store.source(2);
    if (store.source(0) == arrays.get(value) && isWhole(store.source(1))) {
      return List.of();
    }
    Node j = ids.range(many);
    List<Node> sources = new ArrayList<>(List.of(store.source(0), value(store.source(1), j)));
    sources.addAll(
        store.sources().subList(2, store.arity()).stream().map(x -> value(x, j)).toList());
    Node moved = Nodes.statement(Op.STORE, Arg.NONE, sources.toArray(Node[]::new));
    return List.of(
        plan.isCopy(store) ? LoopRewriting.loop(j, List.of(moved)) : loop(j, List.of(moved)));
  }
}
