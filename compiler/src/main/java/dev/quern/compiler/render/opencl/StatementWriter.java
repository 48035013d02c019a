package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.render.Step.Evaluation;
import dev.quern.compiler.render.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the placed statements of a row, leaving loops to {@link Sharing} where it takes them. */
final class StatementWriter {
  final Source out;
  final ValueWriter code;
  private final Operations operations;
  private final Loads loads;
  private final Sharing sharing;
  private final Map<Node, String> accumulators = new HashMap<>();
  private int variables;

  StatementWriter(
      Source out, ValueWriter code, Operations operations, Loads loads, Sharing sharing) {
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
      case BLOCK -> body(step.body().orElseThrow());
      case ACC -> declare(statement);
      case UPDATE -> update(statement);
      case STORE -> store(statement);
      default -> throw new IllegalArgumentException(statement + " is no statement");
    }
  }

  /** Names what is to be evaluated before a step. */
  void evaluate(Step step) {
    step.before().forEach(this::define);
  }

  private void define(Evaluation evaluation) {
    Node node = evaluation.node();
    boolean vector = ValueWriter.isVector(node);
    String name = (vector ? "v" : "x") + evaluation.number();
    int parts = node.op() == Op.BROADCAST ? 1 : ValueWriter.parts(node);
    String type = "const " + Dialect.value(node.dtype(), ValueWriter.lanes(node)) + " ";
    List<String> names = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      names.add(parts == 1 ? name : name + "_" + part);
      String value = node.op() == Op.FOLD ? fold(node, name) : code.definition(node, part);
      out.line(type + names.get(part) + " = " + value + ";");
    }
    int all = ValueWriter.parts(node);
    code.name(node, parts == all ? names : Collections.nCopies(all, name));
  }

  /** Combines the parts of a vector, then its lanes, the second half with the first. */
  private String fold(Node fold, String name) {
    Node vector = fold.source(0);
    List<String> parts = new ArrayList<>();
    for (int part = 0; part < ValueWriter.parts(vector); part++) {
      parts.add(code.part(vector, part));
    }
    int lanes = ValueWriter.lanes(vector);
    for (int half = parts.size() / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        String joined = name + "_" + half * lanes + "_" + i;
        String value = combined(fold, lanes, parts.get(i), parts.get(i + half));
        out.line(Dialect.value(vector.dtype(), lanes) + " " + joined + " = " + value + ";");
        parts.set(i, joined);
      }
    }
    String all = parts.get(0);
    for (int half = lanes / 2; half > 0; half /= 2) {
      String joined = name + "_" + half;
      String value = combined(fold, half, all + ".lo", all + ".hi");
      out.line(Dialect.value(vector.dtype(), half) + " " + joined + " = " + value + ";");
      all = joined;
    }
    return all;
  }

  private void loop(Step step) {
    if (sharing.takes(step.statement())) {
      sharing.write(step, this);
      return;
    }
    Node loop = step.statement();
    String variable = bind(loop.source(0));
    String extent = ValueWriter.bare(code.scalar(loop.source(0).source(0)));
    boolean single = !(loop.arg() instanceof Arg.Step);
    String next = single ? variable + "++" : variable + " += " + loop.arg();
    out.open("for (int " + variable + " = 0; " + variable + " < " + extent + "; " + next + ")");
    body(step.body().orElseThrow());
    sharing.endOfBody(step, out);
    out.close();
  }

  /** Gives a range a variable. */
  String bind(Node range) {
    String variable = "i" + variables++;
    code.name(range, List.of(variable));
    return variable;
  }

  private void declare(Node acc) {
    int parts = ValueWriter.parts(acc);
    String type = Dialect.value(acc.dtype(), ValueWriter.lanes(acc));
    List<String> names = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      names.add(accumulator(acc) + (ValueWriter.isVector(acc) ? "_" + part : ""));
      String initial = ValueWriter.bare(code.part(acc.source(0), part));
      out.line(type + " " + names.get(part) + " = " + initial + ";");
    }
    code.name(acc, names);
  }

  /** The variable of an accumulator, numbered in the order of first use. */
  String accumulator(Node acc) {
    return accumulators.computeIfAbsent(acc, fresh -> "a" + accumulators.size());
  }

  private void update(Node update) {
    Node acc = update.source(0);
    Node value = update.source(1);
    Optional<String> partial = sharing.partial(acc);
    int lanes = ValueWriter.lanes(value);
    for (int part = 0; part < ValueWriter.parts(value); part++) {
      String target = partial.isPresent() ? partial.get() : code.part(acc, part);
      combine(acc, lanes, target, code.part(value, part));
    }
  }

  /** Adds a value to an accumulator, or combines as its kind says. */
  void combine(Node acc, int lanes, String target, String value) {
    out.line(target + " = " + combined(acc, lanes, target, value) + ";");
  }

  private String combined(Node of, int lanes, String a, String b) {
    Op kind = of.arg() instanceof Arg.Fold fold ? fold.kind() : ((Arg.Accumulator) of.arg()).kind();
    return ValueWriter.bare(operations.combined(kind, of.dtype(), lanes, List.of(a, b)));
  }

  private void store(Node store) {
    Node value = store.source(2);
    if (!ValueWriter.isVector(value)) {
      out.line(loads.store(store, code, sharing.storeCondition()));
      return;
    }
    boolean uniformGate = store.arity() > 3 && !ValueWriter.isVector(store.source(3));
    if (uniformGate) {
      out.open("if (" + ValueWriter.bare(code.scalar(store.source(3))) + ")");
    }
    Node inside =
        uniformGate ? store.with(store.source(0), store.source(1), store.source(2)) : store;
    for (int part = 0; part < ValueWriter.parts(value); part++) {
      out.line(loads.store(inside, part, code));
    }
    if (uniformGate) {
      out.close();
    }
  }
}
