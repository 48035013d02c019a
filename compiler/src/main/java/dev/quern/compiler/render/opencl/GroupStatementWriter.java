package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.loops.LoopValues;
import dev.quern.compiler.render.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a row that is shared out over a work-group: item i of n takes iterations i, i + n, ... of
 * each decided loop; everything else all items do alike, but for stores, which the first one does.
 *
 * <p>An accumulator from outside gets a partial per item, joined in a tree in local memory, number
 * i with i + n/2; every item reads the total.
 */
final class GroupStatementWriter extends StatementWriter {
  private final Decisions decisions;
  private final int items;
  private final Barriers barriers;
  private final Map<Node, String> partials = new HashMap<>();
  private final TreeSet<DType> scratch = new TreeSet<>();
  private boolean inside; // of a shared loop

  GroupStatementWriter(StatementWriter like, Node segment, Decisions decisions, int items) {
    super(like);
    this.decisions = decisions;
    this.items = items;
    this.barriers = new Barriers(segment);
  }

  /** True if the loop is decided and its iterations are independent. */
  static boolean shares(Node loop, Decisions decisions) {
    return decisions.vectorize(loop.source(0)).isPresent()
        && new LoopValues(loop.source(0), NestStatements.body(loop)).obstacle().isEmpty();
  }

  private boolean takes(Node statement) {
    return statement.op() == Op.LOOP && shares(statement, decisions);
  }

  @Override
  void step(Step step) {
    Node statement = step.statement();
    boolean entered = statement.op() == Op.LOOP && !takes(statement);
    if (!inside && barriers.before(statement, entered)) {
      out.line(Barriers.ALL);
    }
    super.step(step);
  }

  @Override
  String collector(Node acc, int part) {
    return partials.containsKey(acc) ? partials.get(acc) : super.collector(acc, part);
  }

  @Override
  String storeCondition() {
    return inside ? "" : "item == 0";
  }

  @Override
  void endOfBody(Node loop) {
    if (!inside && barriers.endOfBody(loop)) {
      out.line(Barriers.ALL);
    }
  }

  @Override
  void loop(Step loop) {
    if (inside || !takes(loop.statement())) {
      super.loop(loop);
      return;
    }
    List<Node> reduced = reduced(loop.statement());
    reduced.forEach(this::declarePartial);
    inside = true;
    open(loop, "item", " += " + items);
    body(loop.body().orElseThrow());
    out.close();
    inside = false;
    reduced.forEach(this::join);
  }

  /** The accumulators that a loop updates and does not declare, in order. */
  private static List<Node> reduced(Node loop) {
    List<Node> statements = NestStatements.within(loop);
    return statements.stream()
        .filter(statement -> statement.op() == Op.UPDATE)
        .map(update -> update.source(0))
        .distinct()
        .filter(acc -> !statements.contains(acc))
        .toList();
  }

  private void declarePartial(Node acc) {
    Op kind = ((Arg.Accumulator) acc.arg()).kind();
    String name = accumulator(acc) + "_item";
    String identity = Lanes.bare(Dialect.literal(kind.identity(acc.dtype())));
    out.line(Dialect.scalar(acc.dtype()) + " " + name + " = " + identity + ";");
    partials.put(acc, name);
  }

  private void join(Node acc) {
    scratch.add(acc.dtype());
    String array = scratchName(acc.dtype());
    out.line(array + "[item] = " + partials.remove(acc) + ";");
    out.open("for (int step = " + items / 2 + "; step > 0; step /= 2)");
    out.line(Barriers.LOCAL);
    out.open("if (item < step)");
    combine(acc, 1, array + "[item]", array + "[item + step]");
    out.close();
    out.close();
    out.line(Barriers.LOCAL);
    combine(acc, 1, code.scalar(acc), array + "[0]");
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
