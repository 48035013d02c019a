package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.LoweringListener.Step;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.schedule.Output;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Capability;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning.Grid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns a kernel of the schedule into a loop nest for a target. */
public final class Lowering {
  private final FusionGroup group;
  private final Predicate<Node> loaded;
  private final KernelBuilder builder;
  private final Scalarization expressions;
  private final List<Node> stores = new ArrayList<>();
  private final List<GridSum> sums = new ArrayList<>();

  private Lowering(FusionGroup group, Set<Node> stored, Target target, LoweringListener listener) {
    this.group = group;
    this.builder = new KernelBuilder(target, listener);
    Set<Node> own = new LinkedHashSet<>();
    group.outputs().stream()
        .filter(output -> output.target() == output.value())
        .forEach(output -> own.add(output.value()));
    own.addAll(group.stages().keySet());
    group.contraction().ifPresent(found -> own.add(found.reduce()));
    this.loaded = node -> stored.contains(node) && !own.contains(node);
    this.expressions = new Scalarization(target, builder.buffers, loaded, group.stages());
  }

  /**
   * Lowers one kernel.
   *
   * @param stored the nodes that some kernel stores
   */
  public static Lowered lower(FusionGroup group, Set<Node> stored, Target target) {
    return lower(group, stored, target, LoweringListener.NONE);
  }

  /** The same, telling of its steps. */
  public static Lowered lower(
      FusionGroup group, Set<Node> stored, Target target, LoweringListener listener) {
    return new Lowering(group, stored, target, listener).run();
  }

  private Lowered run() {
    if (group.scatter().isPresent()) {
      Node scatter = group.scatter().get();
      new ScatterNest(builder, scatter, expressions).build(builder.buffers.write(scatter));
    } else if (group.contraction().isPresent()) {
      lowerContraction(group.contraction().get());
    } else {
      Set<Node> grid = group.grid().orElseGet(this::chooseGrid);
      lowerOutputs(grid);
      buildRows(grid, 0);
    }
    if (builder.listener.listens()) {
      KernelBuffers numbered = builder.buffers.copy();
      IndexForm form = new IndexForm(builder.target, group, numbered, loaded);
      builder.listener.stores(Step.EXPRESSIONS, form.stores());
    }
    return new NestAssembly(builder).assemble(group.contraction().map(Contraction::template));
  }

  private void lowerContraction(Contraction found) {
    Set<Node> grid = group.grid().orElseGet(() -> new LinkedHashSet<>(group.ranges()));
    if (!builder.target.has(Capability.BLOCKED_CONTRACTIONS)) {
      lowerWhole(found, grid);
      return;
    }
    Contraction contraction = ColumnBatching.batched(found, expressions, builder.target);
    Optional<SplitK> split = SplitK.of(contraction, builder);
    if (split.isPresent()) {
      lowerParts(split.get(), grid);
    } else {
      lowerBlocks(contraction, grid);
    }
  }

  private void lowerBlocks(Contraction contraction, Set<Node> grid) {
    ContractionNest nest = new ContractionNest(builder, contraction, expressions);
    Node scratch = nest.scratch();
    expressions.give(contraction.reduce(), indices -> nest.inScratch(scratch));
    lowerOutputs(grid);
    nest.buildBlocks(scratch, stores, sums);
  }

  private void lowerWhole(Contraction contraction, Set<Node> grid) {
    ContractionNest nest = new ContractionNest(builder, contraction, expressions);
    Node products = nest.products();
    expressions.give(contraction.reduce(), indices -> nest.inProducts(products));
    lowerOutputs(grid);
    nest.buildWhole(products);
    buildRows(grid, 2);
  }

  /** All parts of k first, then their sums in order. */
  private void lowerParts(SplitK split, Set<Node> grid) {
    ContractionNest nest = new ContractionNest(builder, split.contraction(), expressions);
    Node products = nest.partProducts();
    Node product = nest.ofPart(products);
    DType dtype = product.dtype();
    expressions.give(
        split.contraction().reduce(),
        indices -> Nodes.reduceOver(Op.ADD, product, dtype, List.of(split.part())));
    lowerOutputs(grid);
    nest.buildParts(products);
    buildRows(grid, builder.phases.size());
  }

  private void buildRows(Set<Node> grid, int phase) {
    List<Node> rows = group.ranges().stream().filter(grid::contains).toList();
    Set<Node> row = new LinkedHashSet<>(group.ranges());
    group.stages().values().forEach(row::addAll);
    row.removeAll(grid);
    RowLoops loops = new RowLoops(builder, rows, List.copyOf(row));
    stores.forEach(loops::store);
    sums.forEach(loops::sum);
    if (sums.isEmpty()) {
      new RowNest(builder, loops).build(phase);
    } else {
      GridSumNest.build(builder, loops, phase);
    }
  }

  private void lowerOutputs(Set<Node> grid) {
    for (Output output : group.outputs()) {
      Node out = builder.buffers.write(output.target());
      Node index = IndexMap.flat(output.targetIndices(), output.target().shape());
      List<Node> reduced = group.stages().get(output.value());
      if (reduced != null && reduced.stream().anyMatch(grid::contains)) {
        sums.add(gridSum(output, out, index, reduced));
      } else {
        stores.add(Nodes.store(out, index, expressions.value(output.value(), output.indices())));
      }
    }
  }

  private GridSum gridSum(Output output, Node out, Node index, List<Node> reduced) {
    Node reduce = output.value();
    List<Node> indices = IndexMap.ofOperand(reduce, output.indices(), reduced);
    Node value = expressions.value(reduce.source(0), indices);
    boolean perElement = output.indices().stream().anyMatch(Ranges::isRange);
    return new GridSum(value, out, index, (Arg.Reduce) reduce.arg(), reduced, perElement);
  }

  /**
   * The grid where the schedule left it open: all ranges of an elementwise kernel; for a reduction
   * what it keeps or what it reduces, by how its operand lies in memory.
   */
  private Set<Node> chooseGrid() {
    Set<Node> all = new LinkedHashSet<>(group.ranges());
    if (group.stages().isEmpty()) {
      return all;
    }
    Set<Node> reduced = new LinkedHashSet<>();
    group.stages().values().forEach(reduced::addAll);
    Set<Node> kept = new LinkedHashSet<>(all);
    kept.removeAll(reduced);
    if (kept.isEmpty()) {
      return all;
    }
    Grid tuning = builder.tuning.grid();
    long rows = Ranges.elements(kept);
    long reductions = Ranges.elements(reduced);
    if (Ranges.product(rows, reductions) <= tuning.littleWork()
        || reductions <= tuning.shortColumn()) {
      return kept;
    }
    List<Node> operands = operands();
    boolean along = best(reduced, operands) >= best(kept, operands);
    return along && rows >= tuning.fewestRows() ? kept : reduced;
  }

  private List<Node> operands() {
    List<Node> operands = new ArrayList<>();
    Scalarization trial =
        new Scalarization(
            builder.target,
            new KernelBuffers(),
            node -> !group.stages().containsKey(node),
            group.stages());
    for (Output output : group.outputs()) {
      operands.add(trial.value(output.value(), output.indices()));
    }
    return operands;
  }

  private long best(Set<Node> ranges, List<Node> operands) {
    return ranges.stream()
        .mapToLong(range -> builder.locality.score(range, operands))
        .max()
        .orElse(0);
  }
}
