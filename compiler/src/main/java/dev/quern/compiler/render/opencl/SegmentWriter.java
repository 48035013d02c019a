package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.loops.Extents;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.OperationCount;
import dev.quern.compiler.render.Placement;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.simplify.IntervalAnalysis;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns a SEGMENT into a kernel function: rows shared out over items or groups, one row's
 * statements.
 */
final class SegmentWriter {
  private static final int CHUNKS = 64; // where nothing was decided
  private static final int ITEMS = 64; // of a group whose items have a row each
  private static final int MOST_ITEMS = 256; // of a group that shares a row

  private final Target target;
  private final Decisions decisions;
  private final Node segment;
  private final Step row;
  private final long rows;
  private final List<Node> shared; // loops
  private final Arguments arguments;
  private final StatementWriter alone;
  private final Source out = new Source();

  SegmentWriter(Nest nest, Target target, Node segment, Helpers helpers) {
    this.target = target;
    this.decisions = new Decisions(nest.decisions());
    this.segment = segment;
    this.row = Placement.of(segment);
    this.rows = OperationCount.rows(NestStatements.ranges(segment));
    this.shared = target.kind() == Target.Kind.OPENCL_GPU ? shared() : List.of();
    String space = shared.isEmpty() ? "private" : "local";
    this.arguments = new Arguments(nest, Topology.of(segment), space);
    Operations operations = new Operations(helpers, overflow(segment));
    this.alone =
        new StatementWriter(out, new ValueWriter(arguments, operations, helpers), operations);
  }

  private List<Node> shared() {
    return NestStatements.within(segment).stream()
        .filter(statement -> statement.op() == Op.LOOP)
        .filter(loop -> GroupStatementWriter.shares(loop, decisions))
        .toList();
  }

  /**
   * True of integer arithmetic that may overflow, so that the other reads as plain arithmetic. What
   * only addresses memory cannot overflow where it is used.
   */
  private static Predicate<Node> overflow(Node segment) {
    IntervalAnalysis intervals = new IntervalAnalysis();
    List<Node> roots = new ArrayList<>();
    for (Node statement : NestStatements.within(segment)) {
      switch (statement.op()) {
        case STORE -> roots.add(statement.source(2));
        case UPDATE -> roots.add(statement.source(1));
        case ACC -> roots.add(statement.source(0));
        default -> {}
      }
    }
    Set<Node> values =
        new HashSet<>(Topology.of(roots, node -> node.op() != Op.LOAD && node.op() != Op.RANGE));
    return node -> values.contains(node) && intervals.mayWrap(node);
  }

  Part write(int phase, int number) {
    if (!shared.isEmpty()) {
      return groups();
    }
    return target.kind() == Target.Kind.OPENCL_GPU
        ? items()
        : chunks(decisions.rows(phase, number).orElse(0));
  }

  private Part groups() {
    int items = groupItems();
    GroupStatementWriter group = new GroupStatementWriter(alone, segment, decisions, items);
    out.line("const int item = get_local_id(0);");
    oneRow(group, "get_group_id(0)", rows);
    List<String> arrays = new ArrayList<>(arguments.declarations());
    arrays.addAll(group.declarations());
    return part(arrays, rows * items, items);
  }

  /** As many items as the longest shared loop keeps busy. */
  private int groupItems() {
    long longest = 1;
    for (Node loop : shared) {
      longest = Math.max(longest, Extents.max(loop.source(0).source(0)));
    }
    int items = Integer.highestOneBit(Math.min(MOST_ITEMS, target.limits().groupItems()));
    while (items > 1 && items / 2 >= longest) {
      items /= 2;
    }
    return items;
  }

  private Part items() {
    int items = Math.min(ITEMS, target.limits().groupItems());
    long global = (rows + items - 1) / items * items;
    oneRow(alone, "get_global_id(0)", global);
    return part(arguments.declarations(), global, items);
  }

  private Part chunks(int decided) {
    long chunk = Math.max(1, decided > 0 ? decided : (rows + CHUNKS - 1) / CHUNKS);
    if (chunk == 1) {
      oneRow(alone, "get_global_id(0)", rows);
    } else {
      alone.evaluate(row);
      grid(alone).manyRows(chunk, () -> alone.body(row.body().orElseThrow()));
    }
    return part(arguments.declarations(), (rows + chunk - 1) / chunk, 1);
  }

  private void oneRow(StatementWriter statements, String number, long launched) {
    statements.evaluate(row);
    grid(statements).oneRow(number, launched);
    statements.body(row.body().orElseThrow());
  }

  private Grid grid(StatementWriter statements) {
    return new Grid(NestStatements.ranges(segment), statements);
  }

  private Part part(List<String> arrays, long globalItems, int groupItems) {
    Source text = Part.open(groupItems, arguments);
    arrays.forEach(text::line);
    text.add(out);
    text.close();
    return new Part(text.toString(), globalItems, groupItems, arguments);
  }
}
