package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.PackedOperand.Side;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Capability;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lowers a kernel around a sum of products: segments that pack the operands into panels, evaluating
 * their expressions once for each element, and statements that store a block of products, which may
 * be anything that a row kernel does.
 */
final class ContractionNest {
  private final KernelBuilder builder;
  private final Contraction given;
  private final Optional<ImplicitIm2col> images;
  private final Contraction contraction;
  private final ContractionShape shape;
  private final Scalarization expressions;

  // The blocks of results and of k, as loops of the driver.
  private final Node batch;
  private final Node rowBlock;
  private final Node columnBlock;
  private final Node kBlock;

  ContractionNest(KernelBuilder builder, Contraction given, Scalarization expressions) {
    this.builder = builder;
    this.given = given;
    boolean blocked = builder.target.has(Capability.BLOCKED_CONTRACTIONS);
    this.images = blocked ? ImplicitIm2col.of(given, expressions, builder) : Optional.empty();
    Contraction recast = images.map(ImplicitIm2col::contraction).orElse(given);
    ContractionShape wanted = recast.shape();
    int kc = blocked ? KBlocks.of(recast.k(), wanted.kc(), builder.tuning).size() : wanted.kc();
    this.shape = wanted.withTerms(kc);
    this.contraction = recast.with(shape);
    this.expressions = expressions;
    this.batch = builder.ids.range(shape.batch());
    this.rowBlock = builder.ids.range(Blocks.count(shape.m(), shape.mc()));
    this.columnBlock = builder.ids.range(Blocks.count(shape.n(), shape.nc()));
    this.kBlock = builder.ids.range(Blocks.count(shape.k(), shape.kc()));
  }

  private static Node simple(Node index) {
    return IndexAlgebra.simplify(index);
  }

  // ---- results blocked in cache

  /** Where a result is found in the block that its chunk computes. */
  Node inScratch(Node scratch) {
    Node row = RowMajor.flatten(contraction.m()).minus(Blocks.at(rowBlock).times(shape.mc()));
    Node flat = RowMajor.flatten(contraction.n()).minus(Blocks.at(columnBlock).times(shape.nc()));
    Node column = images.map(ImplicitIm2col::column).orElse(flat);
    return Nodes.load(scratch, row.times(shape.nc()).plus(column));
  }

  Node scratch() {
    return Nodes.local(shape.dtype(), (long) shape.mc() * shape.nc(), builder.ids.number());
  }

  /**
   * Adds the blocks, each followed by the given stores of its results.
   *
   * <p>An operand that only one block in each batch needs is packed there, so that it is multiplied
   * while it is in that core's cache. What several batches or blocks need is packed whole in a
   * phase before, but for an operand A that costs nothing to evaluate and that few blocks of one
   * batch need: to pack that again costs less.
   */
  void buildBlocks(Node scratch, List<Node> stores, List<GridSum> sums) {
    ContractionShape layout = layout();
    Contraction packed = contraction.with(layout);
    Side a = Side.a(packed);
    Side b = Side.b(packed);
    PackedOperand left = new PackedOperand(builder, packed, a, expressions);
    Packing packA = new Packing(builder, packed, left);
    Packing packB =
        new Packing(builder, packed, new PackedOperand(builder, packed, b, expressions));
    boolean wholeA =
        shape.sharing() > 1
            || b.blocks() > 1 && left.arithmetic() > builder.tuning.contractions().cheapPacking();
    boolean wholeB = a.blocks() > 1 && images.isEmpty();
    Node packedA = wholeA ? packA.whole() : packA.memory();
    Node packedB =
        wholeB ? packB.whole() : images.map(i -> i.memory(builder)).orElseGet(packB::memory);
    Optional<Node> starts = images.map(i -> i.starts(builder));
    List<Node> sources =
        new ArrayList<>(List.of(batch, rowBlock, columnBlock, kBlock, scratch, packedA, packedB));
    starts.ifPresent(sources::add);
    if (!wholeA) {
      sources.add(packA.block(packedA, batch, rowBlock, kBlock));
    }
    if (images.isPresent()) {
      Node block = Blocks.at(kBlock);
      sources.addAll(images.get().pack(packedB, starts.orElseThrow(), batches(), block, builder));
    } else if (!wholeB) {
      sources.add(packB.block(packedB, batch, columnBlock, kBlock));
    }
    int phase = wholeA || wholeB ? 1 : 0;
    sources.addAll(storeBlock(phase, stores, sums));
    Arg arg = new Arg.Contraction(layout);
    builder.add(phase, Nodes.statement(Op.CONTRACTION, arg, sources.toArray(Node[]::new)), 1);
  }

  /**
   * Panels of A keep a row together along k where the operand does, or strips of them, unless they
   * are packed once for many batches: a tile is faster where rows lie beside each other. Otherwise
   * they are as wide as a vector if that suits the blocks, so that rows beside each other are
   * copied in whole ones.
   */
  private ContractionShape layout() {
    PackedOperand rows = new PackedOperand(builder, contraction, Side.a(contraction), expressions);
    if (rows.walksK() || rows.walksStrips()) {
      return shape.sharing() > 1 ? shape : shape.withTermsTogether();
    }
    int lanes = Math.max(shape.mr(), builder.target.lanes(shape.dtype().bytes()));
    boolean fits = lanes % shape.mr() == 0 && shape.m() >= lanes;
    boolean even = shape.mc() % lanes == 0 || shape.m() <= shape.mc();
    return fits && even ? shape.withPanel(lanes) : shape;
  }

  private Map<Node, Node> batches() {
    return RowMajor.unflatten(contraction.batch(), Blocks.at(batch));
  }

  /** Adds what stands for the columns' ranges to {@code places}, and gives the loops over them. */
  private List<Node> columns(Map<Node, Node> places) {
    if (images.isPresent()) {
      Map<Node, Node> loops = images.get().loops(places, builder);
      places.put(images.get().first(), images.get().place(places, loops));
      places.putAll(loops);
      return List.copyOf(loops.values());
    }
    Node column = builder.ids.range(Blocks.extent(shape.n(), shape.nc(), columnBlock));
    places.putAll(
        RowMajor.unflatten(contraction.n(), Blocks.at(columnBlock).times(shape.nc()).plus(column)));
    if (contraction.n().size() == 1 && shape.n() <= shape.nc()) {
      places.put(contraction.n().get(0), column);
    }
    return List.of(column);
  }

  private List<Node> storeBlock(int phase, List<Node> stores, List<GridSum> sums) {
    Node row = builder.ids.range(Blocks.extent(shape.m(), shape.mc(), rowBlock));
    Map<Node, Node> places = batches();
    places.putAll(
        RowMajor.unflatten(contraction.m(), Blocks.at(rowBlock).times(shape.mc()).plus(row)));
    List<Node> columns = columns(places);
    builder.lanes.add(columns.get(columns.size() - 1));
    RangeSubstitution rebuild = new RangeSubstitution(places);
    List<LoopedStatement> units =
        rebuild.all(stores).stream()
            .map(store -> new LoopedStatement(store, LoopNests.around(store, columns)))
            .toList();
    List<GridSum> placed = sums.stream().map(sum -> placed(sum, rebuild, columns)).toList();
    Set<Node> ranges = new LinkedHashSet<>(List.of(batch, rowBlock, columnBlock));
    long blocks = Ranges.extent(rowBlock) * Ranges.extent(columnBlock);
    Node number = Blocks.at(batch).times(Ranges.extent(rowBlock)).plus(Blocks.at(rowBlock));
    number = simple(number.times(Ranges.extent(columnBlock)).plus(Blocks.at(columnBlock)));
    Chunks chunks = new Chunks(number, shape.batch() * blocks, ranges);
    return new PartialSums(builder, chunks, columns, parts -> replaced(units, parts))
        .around(phase, placed, List.of(row), Map.of());
  }

  private static LoopedStatement replaced(
      LoopedStatement unit, RangeSubstitution rebuild, Map<Node, Node> places) {
    List<Node> loops = LoopNests.replaced(unit.loops().stream(), places);
    return new LoopedStatement(rebuild.of(unit.statement()), loops);
  }

  private static List<LoopedStatement> replaced(
      List<LoopedStatement> units, Map<Node, Node> places) {
    RangeSubstitution rebuild = new RangeSubstitution(places);
    return places.isEmpty()
        ? units
        : units.stream().map(unit -> replaced(unit, rebuild, places)).toList();
  }

  private GridSum placed(GridSum sum, RangeSubstitution rebuild, List<Node> columns) {
    boolean overColumns = sum.over().stream().anyMatch(given.n()::contains);
    List<Node> over = overColumns ? columns : List.of();
    return sum.with(rebuild.of(sum.value()), rebuild.of(sum.index()), over);
  }

  // ---- the same, split along k

  /** Memory for the results of all batches. */
  Node partProducts() {
    ContractionShape all = given.shape();
    return builder.buffers.workspace(all.dtype(), (long) all.batch() * all.m() * all.n());
  }

  /** Where a result is found there. */
  Node ofPart(Node products) {
    Node row = RowMajor.flatten(given.batch()).times(shape.m()).plus(RowMajor.flatten(given.m()));
    return Nodes.load(products, row.times(given.shape().n()).plus(RowMajor.flatten(given.n())));
  }

  /** Adds the blocks, whose results are stored as they are. */
  void buildParts(Node products) {
    Node scratch = scratch();
    Node index = ofPart(products).source(1);
    Node store = Nodes.store(products, index, inScratch(scratch));
    buildBlocks(scratch, List.of(store), List.of());
  }

  // ---- whole operands and products in memory

  /** Where a result is found in the matrix of all products. */
  Node inProducts(Node products) {
    long rows = Blocks.count(shape.m(), shape.mr()) * shape.mr();
    long columns = Blocks.count(shape.n(), shape.nr()) * shape.nr();
    Node row =
        RowMajor.flatten(contraction.batch()).times(rows).plus(RowMajor.flatten(contraction.m()));
    return Nodes.load(products, row.times(columns).plus(RowMajor.flatten(contraction.n())));
  }

  Node products() {
    long rows = Blocks.count(shape.m(), shape.mr()) * shape.mr();
    long columns = Blocks.count(shape.n(), shape.nr()) * shape.nr();
    return builder.buffers.workspace(shape.dtype(), shape.batch() * rows * columns);
  }

  void buildWhole(Node products) {
    Node packedA = pack(contraction.a(), contraction.m(), shape.m(), shape.mr());
    Node packedB = pack(contraction.b(), contraction.n(), shape.n(), shape.nr());
    Arg arg = new Arg.Contraction(shape);
    builder.add(1, Nodes.statement(Op.CONTRACTION, arg, packedA, packedB, products), 1);
  }

  // ---- packing

  /** Packs a whole operand: {@code [batch][panel][k][within]}, zeros past its edge. */
  private Node pack(Node operand, List<Node> ranges, int size, int width) {
    long panels = Blocks.count(size, width);
    Node memory =
        builder.buffers.workspace(shape.dtype(), shape.batch() * panels * shape.k() * width);
    Node matrix = builder.ids.range(shape.batch());
    Node panel = builder.ids.range(panels);
    Node k = builder.ids.range(shape.k());
    Node within = builder.ids.range(width);
    Node at = Blocks.at(matrix).times(panels).plus(panel).times(shape.k()).plus(k);
    Node row = panel.times(width).plus(within);
    Node value = element(operand, ranges, row, size, width, k, Blocks.at(matrix));
    Node store = Nodes.store(memory, simple(at.times(width).plus(within)), value);
    List<Node> body = List.of(inOrder(store, within, k));
    builder.addRows(0, List.of(matrix, panel), body);
    return memory;
  }

  /** The operand's value for a row or column and a k of a batch; zero past its last row. */
  private Node element(
      Node operand, List<Node> ranges, Node row, int size, int width, Node k, Node matrix) {
    Map<Node, Node> places = RowMajor.unflatten(contraction.batch(), matrix);
    places.putAll(RowMajor.unflatten(ranges, row));
    places.putAll(RowMajor.unflatten(contraction.k(), k));
    RangeSubstitution rebuild = new RangeSubstitution(places);
    List<Node> indices =
        contraction.indices(operand).stream()
            .map(rebuild::of)
            .map(ContractionNest::simple)
            .toList();
    Node guard = size % width == 0 ? IndexMap.ALWAYS : simple(row.lessThan(Node.index(size)));
    Node value = expressions.value(operand, indices, guard);
    return IndexMap.choose(guard, value, value.like(0.0));
  }

  /** The loops over a panel's width and k, the one that walks the operand's memory innermost. */
  private Node inOrder(Node store, Node within, Node k) {
    List<Node> value = List.of(store.source(2));
    boolean byK = builder.locality.score(k, value) > builder.locality.score(within, value);
    Node inner = LoopNests.loop(byK ? k : within, List.of(store));
    return LoopNests.loop(byK ? within : k, List.of(inner));
  }
}
