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
  private final Draft draft;
  private final RowLoops loops;

  RowNest(Draft draft, RowLoops loops) {
    this.draft = draft;
    this.loops = loops;
  }

  /** Adds the stores of one statement over its grid to a phase of the draft. */
  static void add(Draft draft, int phase, List<Node> grid, Node store) {
    RowLoops loops = new RowLoops(draft, grid, List.of());
    loops.store(store);
    new RowNest(draft, loops).build(phase);
  }

  /** Adds the kernel to a phase of the draft. */
  void build(int phase) {
    Optional<RowWindows> windows = windows();
    if (windows.isPresent()) {
      add(phase, windows.get().grid(), windows.get().body());
      return;
    }
    loops.choose();
    List<LoopedStatement> statements = loops.statements(Map.of());
    add(phase, loops.grid(), draft.stages().build(statements, new LinkedHashSet<>(loops.grid())));
  }

  private Optional<RowWindows> windows() {
    boolean single = loops.stores().size() == 1 && !loops.hasRowLoops();
    if (!single || !draft.target.has(Capability.CACHED_ARRAYS)) {
      return Optional.empty();
    }
    Node store = new Rebuild(Map.of()).of(loops.stores().get(0));
    return RowWindows.of(store, loops.grid(), draft);
  }

  private void add(int phase, List<Node> ranges, List<Node> statements) {
    boolean unrolls = draft.target.has(Capability.UNROLLED_REDUCTIONS);
    List<Node> body =
        unrolls
            ? new ShortSums(draft.lanes, draft.tuning.loops().mostUnrolled()).writtenOut(statements)
            : statements;
    draft.addRows(phase, ranges, body);
  }
}
