package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Clamp;
import dev.quern.compiler.loops.LoopValues;
import dev.quern.compiler.loops.StripPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a loop without the vector API in strips: what it reads is copied to arrays of the thread,
 * its parts are loops over those, and what it stores is copied from them.
 */
final class StripLoop {
  private static final Text J = Text.atom("j");
  private static final int LONGEST_CHOICE = 200; // characters, so that expressions stay shallow

  private final Frame frame;
  private final OneElement one;
  private final LoopValues lanes;
  private final StripPlan plan;
  private final Span span;
  private final int strip;
  private final boolean only; // one strip is all of the loop
  private final Map<Node, String> arrays = new HashMap<>();
  private String many; // elements of the strip

  StripLoop(Frame frame, LoopValues lanes, StripPlan plan, Span span, int strip) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.lanes = lanes;
    this.plan = plan;
    this.span = span;
    this.strip = span.turns() < 0 ? strip : Math.min(strip, span.turns());
    this.only = span.turns() == this.strip;
  }

  /** {@code head} evaluates what is the same for all elements of a strip, and addresses. */
  void write(List<Node> statements, Consumer<Elements> head) {
    Map<Node, StripReduction> reductions = new LinkedHashMap<>();
    statements.stream()
        .filter(s -> s.op() == Op.UPDATE)
        .forEach(update -> reductions.put(update, reduction(update)));
    reductions.values().forEach(StripReduction::declare);
    String i = span.name();
    if (only) {
      frame.declare(TypeName.INT, i, "0");
    } else {
      String condition = i + " < " + span.end().at(Text.SUM);
      frame.code().count(i, span.start(), condition, i + " += " + strip);
    }
    frame.open(lanes.range(), i);
    head.accept(new StripHead(lanes, one));
    if (span.turns() > 0 && span.turns() % strip == 0) {
      many = "" + strip;
    } else {
      many = "n" + i;
      String rest = span.end().at(Text.SUM) + " - " + i;
      frame.declare(TypeName.INT, many, "Math.min(" + strip + ", " + rest + ")");
    }
    plan.copied().forEach(this::copyIn);
    statements.stream().filter(s -> s.op() == Op.STORE).forEach(this::place);
    plan.parts().forEach(this::part);
    reductions.forEach(
        (update, reduction) ->
            reduction.update(many, at -> operand(update.source(1), at, Map.of())));
    statements.stream().filter(s -> s.op() == Op.STORE).forEach(this::store);
    if (!only) {
      frame.code().close();
    }
    reductions.values().forEach(StripReduction::join);
  }

  private StripReduction reduction(Node update) {
    if (!plan.isFold(update)) {
      return new StripTurns(frame, update);
    }
    return new StripFold(frame, update, strip, only, () -> array(update.source(1)));
  }

  private String array(Node node) {
    return arrays.computeIfAbsent(
        node, key -> frame.scratch(node.dtype(), strip, "strip" + arrays.size()));
  }

  /** Copies a slice, unless it is in an array that is walked from its start. */
  private void copyIn(Node slice) {
    if (only) {
      String there = frame.rows.of(slice, lanes.range(), strip);
      String use = frame.rows.use(slice);
      if (!there.isEmpty()) {
        arrays.put(slice, there);
        return;
      } else if (isWhole(slice.source(1))) {
        arrays.put(slice, frame.name(slice.source(0)));
        return;
      } else if (!use.isEmpty()) {
        arrays.put(slice, frame.scratch(slice.dtype(), strip, use));
        frame.rows.add(slice, lanes.range(), strip, arrays.get(slice));
      }
    }
    copy(frame.name(slice.source(0)), one.subscript(slice.source(1)), array(slice), "0");
  }

  /** Has a value made in the array of the thread that it is stored to. */
  private void place(Node store) {
    boolean whole = store.source(0).op() == Op.LOCAL && isWhole(store.source(1));
    if (whole && plan.isCopy(store) && !plan.isSlice(store.source(2))) {
      arrays.putIfAbsent(store.source(2), frame.name(store.source(0)));
    }
  }

  /** True of an index that is the number of the element in the only strip. */
  private boolean isWhole(Node index) {
    return only && index == lanes.range();
  }

  private void copy(String from, Object first, String to, Object start) {
    frame
        .code()
        .line("System.arraycopy(%s, %s, %s, %s, %s)".formatted(from, first, to, start, many));
  }

  private void loop(Runnable body) {
    Runnable whole =
        () -> {
          frame.code().count("j", many);
          body.run();
          frame.code().close();
        };
    if (plan.isLong()) {
      Outline.alone(frame, whole);
    } else {
      whole.run();
    }
  }

  // ---- values

  private void part(StripPlan.Part part) {
    Map<Node, Text> names = new HashMap<>();
    loop(
        () -> {
          for (Node node : part.values()) {
            List<Text> in = node.sources().stream().map(x -> operandOf(node, x, names)).toList();
            Text text = spelt(node, in);
            if (plan.isChoiceOnly(node, part) && text.text().length() < LONGEST_CHOICE) {
              names.put(node, text);
            } else if (!plan.isKept(node) || plan.isUsed(node, part)) {
              String name = "u" + names.size();
              frame.code().declare(Types.scalar(node.dtype()), name, text);
              text = Text.atom(name);
              names.put(node, text);
            }
            if (plan.isKept(node)) {
              frame.code().assign(array(node) + "[j]", text);
            }
          }
        });
  }

  private Text operandOf(Node user, Node operand, Map<Node, Text> names) {
    boolean array = operand.op() == Op.BUFFER || operand.op() == Op.LOCAL;
    boolean unused =
        user.op() == Op.WHERE && operand == user.source(0) && Clamp.kind(user) != Op.WHERE;
    boolean steady = user.op() == Op.LOAD && operand == user.source(1) && plan.isSteady(operand);
    return array || unused || steady ? Text.atom("") : operand(operand, J, names);
  }

  private Text spelt(Node node, List<Text> in) {
    if (node.op() == Op.LOAD) {
      Node index = node.source(1);
      Text place = plan.isSteady(index) ? element(index, J) : in.get(1);
      Text element = one.element(node.source(0), subscript(index, place));
      return node.arity() == 2
          ? element
          : ScalarOps.choice(in.get(2), element, ScalarOps.zero(node.dtype()));
    }
    Op clamp = node.op() == Op.WHERE ? Clamp.kind(node) : Op.WHERE;
    return clamp == Op.WHERE
        ? ScalarOps.of(node, in)
        : ScalarOps.binary(clamp, node.dtype(), in.get(2), in.get(1));
  }

  /** The value of an element of the strip, where it was not just named. */
  private Text operand(Node node, Text at, Map<Node, Text> names) {
    if (!lanes.varies(node)) {
      return one.value(node);
    } else if (names.containsKey(node)) {
      return names.get(node);
    } else if (plan.isKept(node)) {
      return Text.atom(array(node) + "[" + at + "]");
    } else if (plan.isSteady(node)) {
      return element(node, at);
    }
    Node index = node.source(1);
    return one.element(node.source(0), subscript(index, element(index, at)));
  }

  private static Text subscript(Node index, Text text) {
    return index.dtype() == DType.INT64 ? Text.prefix("(int) ", text) : text;
  }

  /** An integer that moves by a constant. */
  private Text element(Node steady, Text at) {
    long stride = lanes.stride(steady).orElseThrow();
    Text moved = stride == 1 ? at : Text.infix(at, "*", Text.atom("" + stride), Text.PRODUCT);
    return stride == 0 ? one.value(steady) : Text.infix(one.value(steady), "+", moved, Text.SUM);
  }

  // ---- statements

  private void store(Node store) {
    String to = frame.name(store.source(0));
    Node value = store.source(2);
    if (to.equals(arrays.get(value)) && isWhole(store.source(1))) {
      return;
    }
    if (plan.isCopy(store)) {
      boolean direct = !plan.isKept(value);
      String from = direct ? frame.name(value.source(0)) : array(value);
      copy(from, direct ? one.subscript(value.source(1)) : "0", to, one.subscript(store.source(1)));
      return;
    }
    loop(
        () -> {
          if (store.arity() == 4) {
            frame.code().open("if (" + operand(store.source(3), J, Map.of()) + ")");
          }
          Node index = store.source(1);
          Text place = subscript(index, operand(index, J, Map.of()));
          String element = one.element(store.source(0), place).text();
          frame.code().assign(element, operand(value, J, Map.of()));
          if (store.arity() == 4) {
            frame.code().close();
          }
        });
  }
}
