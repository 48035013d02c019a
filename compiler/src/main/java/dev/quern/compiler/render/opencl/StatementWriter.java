package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.render.Step.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the placed statements of a row for an item that does all of it. */
class StatementWriter {
  final Source out;
  final ValueWriter code;
  private final Operations operations;
  private final Map<Node, String> accumulators = new HashMap<>();
  private int variables;

  StatementWriter(Source out, ValueWriter code, Operations operations) {
    this.out = out;
    this.code = code;
    this.operations = operations;
  }

  /** One that writes to the same place. */
  StatementWriter(StatementWriter like) {
    this(like.out, like.code, like.operations);
  }

  /** Writes what a block repeats, once. */
  final void body(Block block) {
    block.steps().forEach(this::step);
  }

  void step(Step step) {
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
  final void evaluate(Step step) {
    step.before().forEach(this::define);
  }

  private void define(Evaluation evaluation) {
    Node node = evaluation.node();
    String name = (Lanes.isVector(node) ? "v" : "x") + evaluation.number();
    int parts = node.op() == Op.BROADCAST ? 1 : Lanes.parts(node);
    String type = "const " + Dialect.value(node.dtype(), Lanes.of(node)) + " ";
    List<String> names = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      names.add(parts == 1 ? name : name + "_" + part);
      String value = node.op() == Op.FOLD ? fold(node, name) : code.definition(node, part);
      out.line(type + names.get(part) + " = " + value + ";");
    }
    int all = Lanes.parts(node);
    code.name(node, parts == all ? names : Collections.nCopies(all, name));
  }

  /** Combines the parts of a vector, then its lanes, the second half with the first. */
  private String fold(Node fold, String name) {
    Node vector = fold.source(0);
    int lanes = Lanes.of(vector);
    List<String> parts = new ArrayList<>();
    for (int part = 0; part < Lanes.parts(vector); part++) {
      parts.add(code.part(vector, part));
    }
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

  void loop(Step step) {
    String by = step.statement().arg() instanceof Arg.Step steps ? " += " + steps : "++";
    open(step, "0", by);
    body(step.body().orElseThrow());
    endOfBody(step.statement());
    out.close();
  }

  /** Between one iteration of a loop and the next. */
  void endOfBody(Node loop) {}

  /** Opens a loop over the step's range from a start, in steps of {@code by}. */
  final void open(Step step, String start, String by) {
    Node range = step.statement().source(0);
    String extent = Lanes.bare(code.scalar(range.source(0)));
    String i = bind(range);
    out.open("for (int " + i + " = " + start + "; " + i + " < " + extent + "; " + i + by + ")");
  }

  /** Gives a range a variable. */
  final String bind(Node range) {
    String variable = "i" + variables++;
    code.name(range, List.of(variable));
    return variable;
  }

  private void declare(Node acc) {
    String type = Dialect.value(acc.dtype(), Lanes.of(acc));
    List<String> names = new ArrayList<>();
    for (int part = 0; part < Lanes.parts(acc); part++) {
      names.add(accumulator(acc) + (Lanes.isVector(acc) ? "_" + part : ""));
      String initial = Lanes.bare(code.part(acc.source(0), part));
      out.line(type + " " + names.get(part) + " = " + initial + ";");
    }
    code.name(acc, names);
  }

  /** The variable of an accumulator, numbered in the order of first use. */
  final String accumulator(Node acc) {
    return accumulators.computeIfAbsent(acc, fresh -> "a" + accumulators.size());
  }

  private void update(Node update) {
    Node value = update.source(1);
    int lanes = Lanes.of(value);
    for (int part = 0; part < Lanes.parts(value); part++) {
      String target = first(update.source(0), part, lanes);
      combine(update.source(0), lanes, target, code.part(value, part));
    }
  }

  /** The first so many lanes of what collects the updates of a part of an accumulator. */
  private String first(Node acc, int part, int lanes) {
    String target = collector(acc, part);
    for (int width = Lanes.of(acc); width > lanes; width /= 2) {
      target += ".lo";
    }
    return target;
  }

  /** The variable that collects the updates of a part of an accumulator. */
  String collector(Node acc, int part) {
    return code.part(acc, part);
  }

  /** Adds a value to an accumulator, or combines as its kind says. */
  final void combine(Node acc, int lanes, String target, String value) {
    out.line(target + " = " + combined(acc, lanes, target, value) + ";");
  }

  private String combined(Node of, int lanes, String a, String b) {
    Op kind = of.arg() instanceof Arg.Fold fold ? fold.kind() : ((Arg.Accumulator) of.arg()).kind();
    return Lanes.bare(operations.combined(kind, of.dtype(), lanes, List.of(a, b)));
  }

  private void store(Node store) {
    Node value = store.source(2);
    if (!Lanes.isVector(value)) {
      out.line(code.store(store, storeCondition()));
      return;
    }
    List<Node> gate = store.sources().subList(3, store.arity());
    boolean uniform = !gate.isEmpty() && !Lanes.isVector(gate.get(0));
    if (uniform) {
      out.open("if (" + Lanes.bare(code.scalar(gate.get(0))) + ")");
    }
    for (int part = 0; part < Lanes.parts(value); part++) {
      out.line(code.store(store, part, uniform ? List.of() : gate));
    }
    if (uniform) {
      out.close();
    }
  }

  /** When a scalar may be stored; empty for always. */
  String storeCondition() {
    return "";
  }
}
