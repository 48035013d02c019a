package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.loops.Extents;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.render.Placement;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a SEGMENT into a kernel function: rows shared out over items or groups, one row's
 * statements.
 */
final class SegmentWriter {
  private static final int CHUNKS = 64; // where nothing was decided
  private static final int ITEMS = 64; // of a group whose items have a row each
  private static final int MOST_ITEMS = 256; // of a group that shares a row

  private final Nest nest;
  private final Target target;
  private final Decisions decisions;
  private final Node segment;
  private final Dataflow flow;
  private final boolean grouped;
  private final Arguments arguments;
  private final Operations operations;
  private final ValueWriter code;
  private final Loads loads;
  private final Source out = new Source();

  SegmentWriter(Nest nest, Target target, Node segment, Helpers helpers) {
    this.nest = nest;
    this.target = target;
    this.decisions = new Decisions(nest.decisions());
    this.segment = segment;
    this.flow = new Dataflow(segment);
    this.grouped = target.kind() == Target.Kind.OPENCL_GPU && !sharedLoops().isEmpty();
    this.arguments = new Arguments(nest, flow.order(), grouped ? "local" : "private");
    this.operations = new Operations(helpers, new Overflow(flow.order(), flow.addresses()));
    this.loads = new Loads(arguments, helpers);
    this.code = new ValueWriter(arguments, operations, loads);
  }

  private List<Node> sharedLoops() {
    List<Node> shared = new ArrayList<>();
    for (Node node : flow.order()) {
      if (node.op() == Op.LOOP && GroupLoops.shares(node, decisions)) {
        shared.add(node);
      }
    }
    return shared;
  }

  Part write(int phase, int number) {
    Step row = Placement.of(segment);
    Grid grid = new Grid(row.body().orElseThrow().ranges());
    if (grouped) {
      return groups(row, grid);
    }
    return target.kind() == Target.Kind.OPENCL_GPU
        ? items(row, grid)
        : chunks(row, grid, decisions.rows(phase, number).orElse(0));
  }

  private Part groups(Step row, Grid grid) {
    int items = groupItems();
    GroupLoops sharing = new GroupLoops(decisions, flow, items);
    out.line("const int item = get_local_id(0);");
    oneRow(row, grid, "get_group_id(0)", statements(sharing), grid.fixed());
    List<String> arrays = new ArrayList<>(arguments.declarations());
    arrays.addAll(sharing.declarations());
    return part(arrays, grid.most() * items, items);
  }

  /** As many items as the longest shared loop keeps busy. */
  private int groupItems() {
    long longest = 1;
    for (Node loop : sharedLoops()) {
      longest = Math.max(longest, Extents.max(loop.source(0).source(0)));
    }
    int items = Integer.highestOneBit(Math.min(MOST_ITEMS, target.limits().groupItems()));
    while (items > 1 && items / 2 >= longest) {
      items /= 2;
    }
    return items;
  }

  private Part items(Step row, Grid grid) {
    int items = Math.min(ITEMS, target.limits().groupItems());
    long most = grid.most();
    long global = (most + items - 1) / items * items;
    oneRow(row, grid, "get_global_id(0)", statements(Sharing.NONE), grid.fixed() && most == global);
    return part(arguments.declarations(), global, items);
  }

  private Part chunks(Step row, Grid grid, int decided) {
    long most = grid.most();
    long chunk = Math.max(1, decided > 0 ? decided : (most + CHUNKS - 1) / CHUNKS);
    if (chunk == 1) {
      oneRow(row, grid, "get_global_id(0)", statements(Sharing.NONE), grid.fixed());
    } else {
      manyRows(row, grid, chunk);
    }
    return part(arguments.declarations(), (most + chunk - 1) / chunk, 1);
  }

  private StatementWriter statements(Sharing sharing) {
    return new StatementWriter(out, code, operations, loads, sharing);
  }

  private void oneRow(
      Step row, Grid grid, String number, StatementWriter statements, boolean exact) {
    statements.evaluate(row);
    Block block = row.body().orElseThrow();
    if (!exact || !grid.ranges().isEmpty()) {
      out.line("const int row = " + number + ";");
    }
    if (!exact) {
      out.open("if (row >= " + grid.rows(code) + ")");
      out.line("return;");
      out.close();
    }
    for (int axis = 0; axis < grid.ranges().size(); axis++) {
      String place = grid.place(axis, "row", code);
      out.line("const int " + statements.bind(grid.ranges().get(axis)) + " = " + place + ";");
    }
    statements.body(block);
  }

  private void manyRows(Step row, Grid grid, long chunk) {
    StatementWriter statements = statements(Sharing.NONE);
    statements.evaluate(row);
    out.line("const int first = (int) get_global_id(0) * " + chunk + ";");
    out.line("const int last = min(first + " + chunk + ", " + grid.rows(code) + ");");
    List<String> places = new ArrayList<>();
    for (int axis = 0; axis < grid.ranges().size(); axis++) {
      places.add(statements.bind(grid.ranges().get(axis)));
      out.line("int " + places.get(axis) + " = " + grid.place(axis, "first", code) + ";");
    }
    out.open("for (int row = first; row < last; row++)");
    statements.body(row.body().orElseThrow());
    advance(grid, places);
    out.close();
  }

  /** Counts the places up like the digits of a number: cheaper than dividing for each row. */
  private void advance(Grid grid, List<String> places) {
    int last = places.size() - 1;
    for (int axis = last; axis > 0; axis--) {
      String extent = code.scalar(grid.ranges().get(axis).source(0));
      out.open("if (++" + places.get(axis) + " == " + extent + ")");
      out.line(places.get(axis) + " = 0;");
    }
    out.line(places.get(0) + "++;");
    for (int axis = last; axis > 0; axis--) {
      out.close();
    }
  }

  private Part part(List<String> arrays, long globalItems, int groupItems) {
    Source text = Part.open(groupItems, arguments);
    arrays.forEach(text::line);
    out.toString().lines().forEach(text::line);
    text.close();
    return new Part(text.toString(), globalItems, groupItems, arguments);
  }
}
