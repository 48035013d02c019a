package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is known of a nest while it is built: its phases so far, its buffers, its choices. */
final class KernelBuilder {
  final Target target;
  final Tuning tuning;
  final Locality locality;
  final LoweringListener listener;
  final KernelBuffers buffers = new KernelBuffers();
  final Ids ids = Ids.beyondSchedule();
  final List<List<Node>> phases = new ArrayList<>();
  final List<Chunking> chunkings = new ArrayList<>();
  final Set<Node> lanes = new LinkedHashSet<>();

  /** Rows of a segment, by its position, that make a chunk. */
  record Chunking(int phase, int segment, int rows) {}

  KernelBuilder(Target target, LoweringListener listener) {
    this.target = target;
    this.tuning = target.tuning();
    this.locality = new Locality(tuning.loops());
    this.listener = listener;
  }

  ReductionLoops loops() {
    return new ReductionLoops(ids, new RowCache(target.limits().rowBytes(), ids), lanes);
  }

  /** Adds a segment whose rows are shared out in chunks of enough work. */
  void addRows(int phase, List<Node> ranges, List<Node> body) {
    int rows = GrainSize.rows(Ranges.elements(ranges), GrainSize.of(body), tuning.grid());
    add(phase, LoopNests.segment(ranges, body), rows);
  }

  /** Adds a segment or contraction to a phase; the rows are those of a chunk. */
  void add(int phase, Node segment, int rows) {
    while (phases.size() <= phase) {
      phases.add(new ArrayList<>());
    }
    chunkings.add(new Chunking(phase, phases.get(phase).size(), rows));
    phases.get(phase).add(new CascadeSummation(target, ids, lanes).cut(segment));
  }
}
