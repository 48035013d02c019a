package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a value that is read in overlapping windows into a copy of what they lie in, padding
 * included, and reads of that copy, which need no conditions and take neighbours for neighbouring
 * windows.
 *
 * <p>An axis of the copy is cut in as many <i>phases</i> as windows are apart: {@code
 * [phase]...[place]...}, so that places of one phase lie beside each other.
 *
 * @param image the value over the axes' ranges
 */
record Stencil(List<Axis> axes, Node image) {

  /**
   * An axis along which windows lie: window {@code out} has its element {@code offset} at {@code
   * out * stride + offset * dilation}.
   *
   * @param offset a range, or 0 where windows are one element wide
   * @param at the range over the whole axis
   * @param places elements that a phase has room for in memory
   */
  record Axis(Node out, Node offset, long stride, long dilation, Node at, long places) {
    static Axis of(Node out, Node offset, long stride, long dilation, Node at) {
      return new Axis(out, offset, stride, dilation, at, Blocks.count(Ranges.extent(at), stride));
    }

    private Axis inWhole(long vectors) {
      long room = Blocks.count(places, vectors) * vectors;
      return new Axis(out, offset, stride, dilation, at, room);
    }

    private Node element() {
      return simple(out.times(stride).plus(offset.times(dilation)));
    }

    /** The value over the whole axis, if it depends on nothing but the element. */
    private Optional<Node> over(Node value) {
      Map<Node, Node> places = new HashMap<>();
      places.put(out, stride == 1 ? at : Node.index(0));
      if (Ranges.isRange(offset)) {
        places.put(offset, stride == 1 ? Node.index(0) : at);
      }
      Node whole = new RangeSubstitution(places).of(value);
      Node back = new RangeSubstitution(Map.of(at, element())).of(whole);
      return back == value ? Optional.of(whole) : Optional.empty();
    }
  }

  /**
   * The windows that lie at {@code outs}, whose elements are at {@code offsets}; empty if the value
   * is not read so, or its innermost axis does not walk memory element by element.
   */
  static Optional<Stencil> of(
      Node value, List<Node> outs, List<Node> offsets, KernelBuilder builder) {
    Node image = new RangeSubstitution(Map.of()).of(value);
    List<Axis> axes = new ArrayList<>();
    for (Node out : outs) {
      Optional<Axis> axis = axis(image, out, offsets, builder.ids);
      if (axis.isEmpty() && !axes.isEmpty()) {
        axis = Optional.of(Axis.of(out, Node.index(0), 1, 1, builder.ids.range(out.source(0))));
      }
      Optional<Node> over = axis.isPresent() ? axis.get().over(image) : Optional.empty();
      if (over.isPresent()) {
        axes.add(axis.get());
        image = over.get();
      } else if (!axes.isEmpty()) {
        return Optional.empty();
      }
    }
    boolean walks =
        !axes.isEmpty()
            && builder.locality.score(axes.get(axes.size() - 1).at(), List.of(image)) > 0;
    return walks ? Optional.of(new Stencil(axes, image)) : Optional.empty();
  }

  private static Optional<Axis> axis(Node value, Node out, List<Node> offsets, Ids ids) {
    for (Node load : Expression.nodes(List.of(value))) {
      for (Node offset : load.op() == Op.LOAD ? offsets : List.<Node>of()) {
        long step = Strides.along(out, load.source(1)).orElse(0L);
        long apart = Strides.along(offset, load.source(1)).orElse(0L);
        if (step > 0 && apart > 0 && (step % apart == 0 || apart % step == 0)) {
          long stride = Math.max(1, step / apart);
          long dilation = Math.max(1, apart / step);
          long last = (Ranges.extent(out) - 1) * stride + (Ranges.extent(offset) - 1) * dilation;
          boolean whole =
              stride > 1 ? Ranges.extent(offset) > stride : Ranges.extent(out) > dilation;
          Axis axis = Axis.of(out, offset, stride, dilation, ids.range(last + 1));
          if (whole && axis.over(value).isPresent()) {
            return Optional.of(axis);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Node simple(Node index) {
    return IndexAlgebra.simplify(index);
  }

  /** The same with a copy whose rows begin at multiples of so many elements. */
  Stencil inRowsOf(long elements) {
    List<Axis> rows = new ArrayList<>(axes);
    rows.add(rows.remove(rows.size() - 1).inWhole(elements));
    return new Stencil(rows, image);
  }

  Axis last() {
    return axes.get(axes.size() - 1);
  }

  /** The ranges over windows. */
  List<Node> outs() {
    return axes.stream().map(Axis::out).toList();
  }

  /** Elements of one phase of the axes from this one on. */
  long places(int from) {
    return axes.stream().skip(from).mapToLong(Axis::places).reduce(1, (a, b) -> a * b);
  }

  /** Elements of the copy. */
  long elements() {
    return axes.stream().mapToLong(Axis::stride).reduce(places(0), (a, b) -> a * b);
  }

  /** How much of the outermost axis is read: less where there are fewer windows than at most. */
  Node extent() {
    Axis first = axes.get(0);
    long more = Ranges.extent(first.at()) - (Ranges.extent(first.out()) - 1) * first.stride();
    return simple(first.out().source(0).plus(-1).times(first.stride()).plus(more));
  }

  /** True if these loops run over all elements of a window. */
  boolean isWhole(List<Node> inner) {
    return axes.stream().map(Axis::offset).filter(Ranges::isRange).allMatch(inner::contains);
  }

  /** True if the windows hold more elements than there are in the image. */
  boolean overlap() {
    long elements = 1;
    for (Axis axis : axes) {
      elements *= Ranges.isRange(axis.offset()) ? Ranges.extent(axis.offset()) : 1;
      elements = Blocks.count(elements, axis.stride());
    }
    return elements > 1;
  }

  /** Fills a copy from {@code start} on, of the outermost axis only the first {@code extent}. */
  LoopedStatement fill(Node memory, Node start, Node extent, Ids ids) {
    List<Node> phases = new ArrayList<>();
    List<Node> places = new ArrayList<>();
    Map<Node, Node> elements = new LinkedHashMap<>();
    for (Axis axis : axes) {
      Node phase = axis.stride() == 1 ? Node.index(0) : ids.range(axis.stride());
      Node size = axis == axes.get(0) ? extent : axis.at().source(0);
      Node left = size.minus(phase).plus(axis.stride() - 1).over(Node.index(axis.stride()));
      Node place = ids.range(simple(left));
      phases.add(phase);
      places.add(place);
      elements.put(axis.at(), simple(place.times(axis.stride()).plus(phase)));
    }
    Node value = new RangeSubstitution(elements).of(image);
    Node index = simple(start.plus(index(phases, places)));
    List<Node> loops = new ArrayList<>(phases.stream().filter(Ranges::isRange).toList());
    loops.addAll(places);
    return new LoopedStatement(Nodes.store(memory, index, value), loops);
  }

  /** Where the copy has an element of a window. */
  Node index() {
    List<Node> phases = new ArrayList<>();
    List<Node> places = new ArrayList<>();
    for (Axis axis : axes) {
      Node element = axis.offset().times(axis.dilation());
      phases.add(element.modulo(Node.index(axis.stride())));
      places.add(axis.out().plus(element.over(Node.index(axis.stride()))));
    }
    return simple(index(phases, places));
  }

  private Node index(List<Node> phases, List<Node> places) {
    Node phase = Node.index(0);
    Node place = Node.index(0);
    for (int i = 0; i < axes.size(); i++) {
      phase = phase.times(axes.get(i).stride()).plus(phases.get(i));
      place = place.times(axes.get(i).places()).plus(places.get(i));
    }
    return phase.times(places(0)).plus(place);
  }
}
