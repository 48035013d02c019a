package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.loops.LoopValues;
import dev.quern.compiler.render.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Shares a row out over a work-group: item i of n takes iterations i, i + n, ... of each decided
 * loop; everything else all items do alike, but for stores, which the first one does.
 *
 * <p>An accumulator from outside gets a partial per item, joined in a tree in local memory, number
 * i with i + n/2; every item reads the total.
 */
final class GroupLoops implements Sharing {
  private final Decisions decisions;
  private final Dataflow flow;
  private final int items;
  private final Barriers barriers;
  private final Map<Node, String> partials = new HashMap<>();
  private final TreeSet<DType> scratch = new TreeSet<>();
  private boolean inside;

  GroupLoops(Decisions decisions, Dataflow flow, int items) {
    this.decisions = decisions;
    this.flow = flow;
    this.items = items;
    this.barriers = new Barriers(flow);
  }

  /** True if the loop is decided and its iterations are independent. */
  static boolean shares(Node loop, Decisions decisions) {
    return decisions.vectorize(loop.source(0)).isPresent() && isParallel(loop);
  }

  private static boolean isParallel(Node loop) {
    List<Node> body = loop.sources().subList(1, loop.arity());
    return new LoopValues(loop.source(0), body).obstacle().isEmpty();
  }

  @Override
  public boolean takes(Node loop) {
    return !inside && shares(loop, decisions);
  }

  @Override
  public Optional<String> partial(Node accumulator) {
    return Optional.ofNullable(partials.get(accumulator));
  }

  @Override
  public String storeCondition() {
    return inside ? "" : "item == 0";
  }

  @Override
  public void before(Step statement, Source out) {
    Node node = statement.statement();
    if (!inside && barriers.before(node, node.op() == Op.LOOP && !takes(node))) {
      out.line(Barriers.ALL);
    }
  }

  @Override
  public void endOfBody(Step loop, Source out) {
    if (!inside && barriers.endOfBody(loop.statement())) {
      out.line(Barriers.ALL);
    }
  }

  @Override
  public void write(Step loop, StatementWriter statements) {
    String extent = ValueWriter.bare(statements.code.scalar(loop.statement().source(0).source(0)));
    for (Node acc : flow.gathered(loop.statement())) {
      Op kind = ((Arg.Accumulator) acc.arg()).kind();
      String name = statements.accumulator(acc) + "_item";
      String identity = Dialect.literal(kind.identity(acc.dtype()));
      statements.out.line(
          Dialect.scalar(acc.dtype()) + " " + name + " = " + ValueWriter.bare(identity) + ";");
      partials.put(acc, name);
    }
    inside = true;
    String variable = statements.bind(loop.statement().source(0));
    statements.out.open(
        "for (int #i = item; #i < #n; #i += #g)"
            .replace("#i", variable)
            .replace("#n", extent)
            .replace("#g", Integer.toString(items)));
    statements.body(loop.body().orElseThrow());
    statements.out.close();
    inside = false;
    flow.gathered(loop.statement()).forEach(acc -> join(acc, statements));
  }

  private void join(Node acc, StatementWriter statements) {
    scratch.add(acc.dtype());
    Source out = statements.out;
    String array = scratchName(acc.dtype());
    out.line(array + "[item] = " + partials.remove(acc) + ";");
    out.open("for (int step = " + items / 2 + "; step > 0; step /= 2)");
    out.line(Barriers.LOCAL);
    out.open("if (item < step)");
    statements.combine(acc, 1, array + "[item]", array + "[item + step]");
    out.close();
    out.close();
    out.line(Barriers.LOCAL);
    statements.combine(acc, 1, statements.code.scalar(acc), array + "[0]");
    out.line(Barriers.LOCAL);
    barriers.passedLocal();
  }

  private static String scratchName(DType dtype) {
    return "g" + Dialect.scalar(dtype);
  }

  /** Declarations of the arrays that the joins use. */
  List<String> declarations() {
    return scratch.stream()
        .map(
            type ->
                "__local " + Dialect.stored(type) + " " + scratchName(type) + "[" + items + "];")
        .toList();
  }
}
