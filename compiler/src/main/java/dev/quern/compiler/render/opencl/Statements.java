package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Block;
import dev.quern.compiler.render.Evaluation;
import dev.quern.compiler.render.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the placed statements of a row, leaving loops to {@link Sharing} where it takes them. */
final class Statements {
  final Source out;
  final Expressions code;
  final Operations operations;
  private final Loads loads;
  private final Sharing sharing;
  private final Map<Node, String> accumulators = new HashMap<>();
  private int variables;

  Statements(Source out, Expressions code, Operations operations, Loads loads, Sharing sharing) {
    this.out = out;
    this.code = code;
    this.operations = operations;
    this.loads = loads;
    this.sharing = sharing;
  }

  /** Writes what a block repeats, once. */
  void body(Block block) {
    block.steps().forEach(this::step);
  }

  private void step(Step step) {
    sharing.before(step, out);
    evaluate(step);
    Node statement = step.statement();
    switch (statement.op()) {
      case LOOP -> loop(step);
      case ACC -> declare(statement);
      case UPDATE -> update(statement);
      case STORE -> store(statement);
      default -> throw new IllegalArgumentException(statement + " is no statement");
    }
  }

  /** Names what is to be evaluated before a step. */
  void evaluate(Step step) {
    Lanes lanes = code.lanes();
    for (Evaluation evaluation : step.before()) {
      Node node = evaluation.node();
      boolean varies = lanes.vary(node);
      if (varies && lanes.needs(node, true)) {
        define(evaluation, true, "v");
      }
      if (!varies || lanes.needs(node, false)) {
        define(evaluation, false, "x");
      }
    }
  }

  private void define(Evaluation evaluation, boolean wide, String prefix) {
    Node node = evaluation.node();
    String type = Types.value(node.dtype(), wide ? code.lanes().count() : 1);
    String name = prefix + evaluation.number();
    out.line("const " + type + " " + name + " = " + code.definition(node, wide) + ";");
    code.name(node, wide, name);
  }

  private void loop(Step step) {
    if (sharing.takes(step.statement())) {
      sharing.write(step, this);
    } else {
      plain(step);
    }
  }

  private void plain(Step step) {
    Node range = step.statement().source(0);
    String variable = bind(range);
    String extent = Expressions.bare(code.scalar(range.source(0)));
    out.open("for (int #i = 0; #i < #n; #i++)".replace("#i", variable).replace("#n", extent));
    body(step.body().orElseThrow());
    sharing.endOfBody(step, out);
    out.close();
  }

  /** Gives a range a variable. */
  String bind(Node range) {
    String variable = "i" + variables++;
    code.name(range, false, variable);
    return variable;
  }

  private void declare(Node acc) {
    Lanes lanes = code.lanes();
    boolean wide = lanes.vary(acc);
    String name = accumulator(acc);
    String initial = wide ? code.wide(acc.source(0)) : code.scalar(acc.source(0));
    String type = Types.value(acc.dtype(), wide ? lanes.count() : 1);
    out.line(type + " " + name + " = " + Expressions.bare(initial) + ";");
    code.name(acc, wide, name);
  }

  /** The variable of an accumulator, numbered in the order of first use. */
  String accumulator(Node acc) {
    return accumulators.computeIfAbsent(acc, fresh -> "a" + accumulators.size());
  }

  private void update(Node update) {
    Node acc = update.source(0);
    Lanes lanes = code.lanes();
    Optional<String> partial = sharing.partial(acc);
    boolean wide = lanes.wide() && (partial.isPresent() || lanes.vary(acc));
    String target = partial.orElseGet(() -> wide ? code.wide(acc) : code.scalar(acc));
    String value = wide ? code.wide(update.source(1)) : code.scalar(update.source(1));
    combine(acc, wide ? lanes.count() : 1, target, value);
  }

  /** Adds a value to an accumulator, or combines as its kind says. */
  void combine(Node acc, int lanes, String target, String value) {
    out.line(target + " = " + combined(acc, lanes, target, value) + ";");
  }

  String combined(Node acc, int lanes, String a, String b) {
    Op kind = ((Arg.Accumulator) acc.arg()).kind();
    return Expressions.bare(operations.combined(kind, acc.dtype(), lanes, List.of(a, b)));
  }

  private void store(Node store) {
    out.line(
        code.lanes().wide()
            ? loads.storeWide(store, code)
            : loads.store(store, code, sharing.storeCondition()));
  }
}
