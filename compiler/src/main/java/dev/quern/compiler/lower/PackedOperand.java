package dev.quern.compiler.lower;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.KBlocks.Indices;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Tuning.Contractions;
import java.util.List;
import java.util.Map;

/**
 * An operand of a contraction that is to be packed into panels: what its elements are, and in which
 * order they lie in memory.
 */
final class PackedOperand {
  private final KernelBuilder builder;
  private final Contraction contraction;
  private final ContractionShape shape;
  private final Contractions tuning;
  private final Side side;
  private final Scalarization expressions;

  /**
   * One operand.
   *
   * @param ranges its rows (of A) or columns (of B)
   * @param size how many there are
   * @param width of a panel
   * @param block rows or columns of a cache block
   * @param sharing batches beside each other that have the same
   */
  record Side(Node operand, List<Node> ranges, int size, int width, int block, int sharing) {
    static Side a(Contraction c) {
      ContractionShape shape = c.shape();
      return new Side(c.a(), c.m(), shape.m(), shape.panel(), shape.mc(), shape.sharing());
    }

    static Side b(Contraction c) {
      ContractionShape shape = c.shape();
      return new Side(c.b(), c.n(), shape.n(), shape.nr(), shape.nc(), 1);
    }

    long panels() {
      return Blocks.count(size, width);
    }

    long blocks() {
      return Blocks.count(size, block);
    }
  }

  PackedOperand(
      KernelBuilder builder, Contraction contraction, Side side, Scalarization expressions) {
    this.builder = builder;
    this.contraction = contraction;
    this.shape = contraction.shape();
    this.tuning = builder.tuning.contractions();
    this.side = side;
    this.expressions = expressions;
  }

  Side side() {
    return side;
  }

  /** True if its panels are contiguous along k. */
  boolean isTogether() {
    return side.operand == contraction.a() && shape.termsTogether();
  }

  /** Blocks along k of at most this length. */
  KBlocks blocks(int most) {
    return KBlocks.of(contraction.k(), most, builder.tuning);
  }

  /**
   * True if the elements of a row or column along k lie beside each other in the operand's memory.
   */
  boolean walksK() {
    Node row = builder.ids.range(side.size);
    Node block = builder.ids.range(Blocks.count(shape.k(), shape.kc()));
    Indices k = blocks(shape.kc()).flat(builder.ids, Blocks.at(block));
    List<Node> value = List.of(element(row, k, Node.index(0)));
    return builder.locality.score(k.flat(), value) > builder.locality.score(row, value);
  }

  /** True if at least strips of them do. */
  boolean walksStrips() {
    Node row = builder.ids.range(side.size);
    Node block = builder.ids.range(Blocks.count(shape.k(), shape.kc()));
    Indices k = blocks(shape.kc()).flat(builder.ids, Blocks.at(block));
    if (!isEven(k)) {
      return false;
    }
    Node strip = builder.ids.range(Ranges.extent(k.flat()) / tuning.packStrip());
    Node inner = builder.ids.range(tuning.packStrip());
    RangeSubstitution cut = new RangeSubstitution(Map.of(k.flat(), placed(strip, inner)));
    List<Node> value = List.of(cut.of(element(row, k, Node.index(0))));
    return builder.locality.score(inner, value) > builder.locality.score(row, value);
  }

  boolean isEven(Indices k) {
    Node extent = k.flat().source(0);
    return extent.isConst() && extent.literal().bits() % tuning.packStrip() == 0;
  }

  /** The k of an iteration within a strip. */
  Node placed(Node strip, Node inner) {
    return Blocks.at(strip).times(tuning.packStrip()).plus(inner);
  }

  /** What an element costs, in operations. */
  long arithmetic() {
    Node row = builder.ids.range(side.size);
    Indices k = blocks(shape.k()).flat(builder.ids, Node.index(0));
    return Expression.arithmetic(
        List.of(element(row, k, Node.index(0))), builder.tuning.loops().transcendental());
  }

  /** The operand's value for a row or column and a k of a batch. */
  Node element(Node row, Indices k, Node matrix) {
    Node whole = builder.ids.range(side.size); // found first, and simplified, as if it were a loop
    Map<Node, Node> places = RowMajor.unflatten(contraction.batch(), matrix);
    places.putAll(RowMajor.unflatten(side.ranges, whole));
    places.putAll(k.places());
    RangeSubstitution rebuild = new RangeSubstitution(places);
    List<Node> indices =
        contraction.indices(side.operand).stream()
            .map(rebuild::of)
            .map(IndexAlgebra::simplify)
            .toList();
    Node value = expressions.value(side.operand, indices, IndexMap.ALWAYS);
    return new RangeSubstitution(Map.of(whole, row)).of(value);
  }
}
