package dev.quern.compiler.lower;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.KBlocks.Indices;
import dev.quern.compiler.lower.Stencil.Axis;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.Tuning.Contractions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recasts a contraction whose columns are windows of images, a convolution, as one by implicit
 * im2col: with a batch for each band of an image's rows, whose panels are copied from a padded copy
 * of what the band reads.
 *
 * <p>Columns are counted through the rows of the copy, padding included, so that the columns of a
 * panel lie beside each other there, for each channel and offset in a window. What is computed for
 * the padding is not stored.
 *
 * @param contraction with the band among its batches, and the rows of a band and the other axes as
 *     columns
 * @param first the outermost axis along which windows lie, that is cut in bands
 * @param windows over ranges of the contraction
 */
record ImplicitIm2col(Contraction contraction, Node first, Band band, Stencil windows) {
  static Optional<ImplicitIm2col> of(
      Contraction given, Scalarization expressions, KernelBuilder builder) {
    if (given.k().size() < 2) {
      return Optional.empty(); // a window of one axis and no channels, or none
    }
    Node value = expressions.value(given.b(), given.indices(given.b()));
    if (Expression.nodes(List.of(value)).stream().anyMatch(node -> node.op() == Op.REDUCE)) {
      return Optional.empty();
    }
    return Stencil.of(value, given.n(), given.k(), builder)
        .filter(Stencil::overlap)
        .filter(windows -> windows.outs().equals(suffix(given.n(), windows.axes().size())))
        .flatMap(windows -> banded(given, windows, expressions, builder));
  }

  private static List<Node> suffix(List<Node> ranges, int size) {
    return ranges.subList(ranges.size() - size, ranges.size());
  }

  private static Optional<ImplicitIm2col> banded(
      Contraction given, Stencil windows, Scalarization expressions, KernelBuilder builder) {
    Contractions tuning = builder.tuning.contractions();
    List<Axis> axes = windows.axes();
    List<Node> outer = given.n().subList(0, given.n().size() - axes.size());
    List<Node> batch = new ArrayList<>(given.batch());
    batch.addAll(outer);
    Axis first = axes.get(0);
    long row = windows.places(1);
    long rows = Ranges.extent(first.out());
    ContractionShape shape = given.shape();
    ContractionTask task =
        new ContractionTask(
            Ranges.elements(batch), shape.m(), rows * row, shape.k(), shape.dtype(), false);
    Optional<ContractionShape> plan = given.template().plan(task, builder.target);
    if (plan.isEmpty() || row > tuning.longestImageRow()) {
      return Optional.empty();
    }
    Band band = Band.of(first.out(), plan.get().nc() / row, builder.ids);
    batch.add(band.number());
    int kc = KBlocks.of(given.k(), kc(plan.get(), windows, tuning), builder.tuning).size();
    ContractionShape blocked =
        shape(plan.get(), batch, (int) (band.iterations() * row))
            .withTerms(kc)
            .withSharing((int) (Ranges.elements(batch) / Ranges.elements(given.batch())))
            .withColumnsInPlace();
    double used = Ranges.elements(windows.outs());
    used /= (double) Ranges.extent(band.number()) * blocked.nc();
    if (used < tuning.usedColumns() || !outer.isEmpty() && rows * row < tuning.batchColumns()) {
      return Optional.empty();
    }
    List<Node> n = new ArrayList<>(windows.outs());
    n.set(0, band.within());
    List<Node> indices =
        new RangeSubstitution(Map.of(first.out(), band.place())).all(given.indices());
    Contraction recast = given.with(batch, given.k(), indices, blocked).with(batch, n, blocked);
    Node value = expressions.value(recast.b(), recast.indices(recast.b()));
    return Stencil.of(value, n, given.k(), builder)
        .filter(
            found ->
                found.outs().equals(n)
                    && found.isWhole(KBlocks.of(given.k(), blocked.kc(), builder.tuning).whole()))
        .map(found -> new ImplicitIm2col(recast, first.out(), band, found));
  }

  /** More than in panels, where the columns of a k are, but for a few, those of the one before. */
  private static int kc(ContractionShape plan, Stencil windows, Contractions tuning) {
    Axis last = windows.axes().get(windows.axes().size() - 1);
    return Ranges.isRange(last.offset()) ? (int) (plan.kc() * tuning.imageBlock()) : plan.kc();
  }

  private static ContractionShape shape(ContractionShape plan, List<Node> batch, int columns) {
    int nc = (int) (Blocks.count(columns, plan.nr()) * plan.nr());
    return new ContractionShape(
        (int) Ranges.elements(batch),
        plan.m(),
        nc,
        plan.k(),
        plan.dtype(),
        plan.mr(),
        plan.nr(),
        plan.mc(),
        nc,
        plan.kc());
  }

  /** Where a result is found among the columns of its band. */
  Node column() {
    Node column = first.minus(band.number().times(band.iterations()));
    for (Axis axis : windows.axes().subList(1, windows.axes().size())) {
      column = column.times(axis.places()).plus(axis.out());
    }
    return column;
  }

  /** What stands for the columns' ranges in loops of their own over a block. */
  Map<Node, Node> loops(Map<Node, Node> batch, KernelBuilder builder) {
    Map<Node, Node> places = new LinkedHashMap<>();
    for (Node range : contraction.n()) {
      places.put(range, builder.ids.range(new RangeSubstitution(batch).of(range.source(0))));
    }
    return places;
  }

  /** Where in an image the rows of a band are. */
  Node place(Map<Node, Node> batch, Map<Node, Node> loops) {
    Map<Node, Node> places = new LinkedHashMap<>(batch);
    places.putAll(loops);
    return new RangeSubstitution(places).of(band.place());
  }

  /** Memory for what a k-block reads: for each channel, its part of the image. */
  Node memory(KernelBuilder builder) {
    ContractionShape shape = contraction.shape();
    long channels = shape.kc() / inWindow();
    long beyond = windows.places(1) + shape.nr(); // the last columns reach past the end
    return Nodes.local(shape.dtype(), channels * windows.elements() + beyond, builder.ids.number());
  }

  /** Memory for where the columns of each k begin. */
  Node starts(KernelBuilder builder) {
    return Nodes.local(DType.INT32, contraction.shape().kc(), builder.ids.number());
  }

  private long inWindow() {
    List<Node> offsets = windows.axes().stream().map(Axis::offset).toList();
    return Ranges.elements(offsets.stream().filter(Ranges::isRange).toList());
  }

  /** Loops that fill both for a k-block. */
  List<Node> pack(
      Node memory, Node starts, Map<Node, Node> batch, Node kBlock, KernelBuilder builder) {
    Indices k =
        KBlocks.of(contraction.k(), contraction.shape().kc(), builder.tuning)
            .nested(builder.ids, kBlock);
    Map<Node, Node> places = new LinkedHashMap<>(batch);
    places.putAll(k.places());
    windows.outs().forEach(out -> places.put(out, Node.index(0)));
    RangeSubstitution rebuild = new RangeSubstitution(places);
    List<Node> offsets = windows.axes().stream().map(Axis::offset).map(rebuild::of).toList();
    Set<Node> inWindow = new LinkedHashSet<>();
    Expression.free(offsets).values().forEach(inWindow::addAll);
    List<Node> channels = k.loops().stream().filter(r -> !inWindow.contains(r)).toList();
    Node image = RowMajor.flatten(channels).times(windows.elements());
    Node start = IndexAlgebra.simplify(image.plus(rebuild.of(windows.index())));
    Node store = Nodes.store(starts, IndexAlgebra.simplify(k.flat()), start);
    return List.of(
        fill(memory, image, channels, rebuild, builder), LoopNests.loops(k.loops(), store));
  }

  private Node fill(
      Node memory,
      Node image,
      List<Node> channels,
      RangeSubstitution rebuild,
      KernelBuilder builder) {
    LoopedStatement fill = windows.fill(memory, image, rebuild.of(windows.extent()), builder.ids);
    LoopedStatement placed = new LoopedStatement(rebuild.of(fill.statement()), fill.loops());
    List<Node> body = new ArrayList<>();
    for (LoopedStatement part : LoopPartitioning.partition(placed, builder.ids)) {
      body.add(LoopNests.loops(part.loops(), part.statement()));
    }
    Node channel = channels.isEmpty() ? builder.ids.range(1) : channels.get(channels.size() - 1);
    Node loop = LoopNests.loop(channel, body);
    return channels.size() < 2
        ? loop
        : LoopNests.loops(channels.subList(0, channels.size() - 1), loop);
  }
}
