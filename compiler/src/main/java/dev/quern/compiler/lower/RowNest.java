package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.target.Capability;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lowers a kernel that stores what it computes for each row of a grid: elementwise kernels and row
 * reductions, which differ only in which ranges are grid and which are row.
 */
final class RowNest {
  private final KernelBuilder builder;
  private final RowLoops loops;

  RowNest(KernelBuilder builder, RowLoops loops) {
    this.builder = builder;
    this.loops = loops;
  }

  /** Adds the stores of one statement over its grid to a phase of the builder. */
  static void add(KernelBuilder builder, int phase, List<Node> grid, Node store) {
    RowLoops loops = new RowLoops(builder, grid, List.of());
    loops.store(store);
    new RowNest(builder, loops).build(phase);
  }

  /** Adds the kernel to a phase of the builder. */
  void build(int phase) {
    Optional<StencilNest> windows = windows();
    if (windows.isPresent()) {
      add(phase, windows.get().grid(), windows.get().body());
      return;
    }
    loops.choose();
    List<LoopedStatement> statements = loops.statements(Map.of());
    add(phase, loops.grid(), builder.loops().build(statements, new LinkedHashSet<>(loops.grid())));
  }

  private Optional<StencilNest> windows() {
    boolean single = loops.stores().size() == 1 && !loops.hasRowLoops();
    if (!single || !builder.target.has(Capability.CACHED_ARRAYS)) {
      return Optional.empty();
    }
    Node store = new RangeSubstitution(Map.of()).of(loops.stores().get(0));
    return StencilNest.of(store, loops.grid(), builder);
  }

  private void add(int phase, List<Node> ranges, List<Node> statements) {
    boolean unrolls = builder.target.has(Capability.UNROLLED_REDUCTIONS);
    List<Node> body =
        unrolls
            ? new ReductionUnrolling(builder.lanes, builder.tuning.loops().mostUnrolled())
                .unrolled(statements)
            : statements;
    builder.addRows(phase, ranges, body);
  }
}
