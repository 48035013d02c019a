package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.lower.Stencil.Axis;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flattens the reduction of small windows into one long loop over an array of the thread in which
 * all that an iteration reads and writes lies whole vectors apart, so that HotSpot makes vectors of
 * a plain loop.
 *
 * <p>Rows of the image are copied to rows of whole vectors. For windows of three elements in a row
 * there are two more copies of the copy, one and two elements ahead, and then the results, with
 * what lies between their rows. All is one array, so that where one access is aligned all are.
 */
final class FlatStencil {
  private final Stencil windows;
  private final Node reduce;
  private final Node value;
  private final KernelBuilder builder;
  private final Node memory;
  private final long copy; // elements

  FlatStencil(Stencil windows, Node reduce, Node value, KernelBuilder builder) {
    this.windows = windows;
    this.reduce = reduce;
    this.value = value;
    this.builder = builder;
    this.memory = Nodes.local(value.dtype(), elements(windows), builder.ids.number());
    this.copy = windows.elements();
  }

  /** True if few elements are reduced, of the image and of what is the same for all windows. */
  static boolean suits(Node reduce, Node value, Stencil windows, KernelBuilder builder) {
    Node other = new Substitution(Map.of(value, value.like(1.0))).of(reduce);
    Set<Node> free = Expression.free(List.of(other)).get(other);
    return value.dtype().isFloat()
        && reduce.dtype() == value.dtype()
        && ReductionUnrolling.isShort(reduce, builder.tuning.loops().mostUnrolled())
        && windows.outs().stream().allMatch(out -> out.source(0).isConst())
        && Ranges.extent(windows.last().out()) >= builder.tuning.stencils().shortestRow()
        && Collections.disjoint(free, windows.outs());
  }

  /** Elements of all copies and of the results. */
  static long elements(Stencil windows) {
    return copies(windows) * windows.elements() + results(windows);
  }

  private static long copies(Stencil windows) {
    Axis last = windows.last();
    return Ranges.isRange(last.offset())
        ? (Ranges.extent(last.offset()) - 1) / last.stride() + 1
        : 1;
  }

  private static long results(Stencil windows) {
    return Ranges.extent(windows.outs().get(0)) * windows.places(1);
  }

  /** The statements that store all results, where {@code known} ranges are around them. */
  List<Node> body(Node store, Set<Node> known) {
    List<LoopedStatement> fills =
        new ArrayList<>(LoopPartitioning.copy(windows, memory, builder.ids));
    for (long number = 1; number < copies(windows); number++) {
      fills.add(shift(number));
    }
    Node flat = builder.ids.range(results(windows));
    builder.lanes.add(flat);
    Node sum = new Substitution(Map.of(value, Nodes.load(memory, element(flat)))).of(reduce);
    LoopedStatement sums =
        new LoopedStatement(Nodes.store(memory, result(flat), sum), List.of(flat));
    Node place = Node.index(0);
    for (Axis axis : windows.axes()) {
      place = place.times(axis.places()).plus(axis.out());
    }
    Node done = Nodes.load(memory, result(place));
    LoopedStatement stores =
        new LoopedStatement(new Substitution(Map.of(reduce, done)).of(store), windows.outs());
    List<Node> body = new ArrayList<>();
    for (List<LoopedStatement> stage : List.of(fills, List.of(sums), List.of(stores))) {
      body.addAll(builder.loops().build(stage, new LinkedHashSet<>(known)));
    }
    return body;
  }

  /** Makes a copy of the first, so many windows' elements ahead. */
  private LoopedStatement shift(long number) {
    long ahead = number * windows.last().dilation();
    Node at = builder.ids.range(copy - ahead);
    Node read = Nodes.load(memory, at.plus(ahead));
    return new LoopedStatement(Nodes.store(memory, at.plus(number * copy), read), List.of(at));
  }

  private Node result(Node place) {
    return IndexAlgebra.simplify(place.plus(copies(windows) * copy));
  }

  /** Where the windows' elements are for the result at this place. */
  private Node element(Node flat) {
    Map<Node, Node> places = new HashMap<>();
    windows.outs().forEach(out -> places.put(out, Node.index(0)));
    Axis last = windows.last();
    places.put(last.out(), flat);
    Node number = Node.index(0);
    if (Ranges.isRange(last.offset())) {
      Node stride = Node.index(last.stride());
      number = last.offset().over(stride);
      places.put(last.offset(), last.offset().modulo(stride));
    }
    Node first = new Substitution(places).of(windows.index());
    return IndexAlgebra.simplify(first.plus(number.times(copy)));
  }
}
