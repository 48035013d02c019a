package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Clamp;
import dev.quern.compiler.loops.LoopValues;
import dev.quern.compiler.loops.StripPlan;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes a loop without the vector API in strips: what it reads is copied to arrays of the thread,
 * its parts are loops over those, and what it stores is copied from them.
 */
final class StripLoop {
  private static final JavaExpression J = JavaExpression.name("j");
  private static final int LONGEST_CHOICE = 70; // bytes, so that expressions stay shallow

  private final Frame frame;
  private final Statements one;
  private final LoopValues lanes;
  private final StripPlan plan;
  private final Span span;
  private final int strip;
  private final boolean only; // one strip is all of the loop
  private final Map<Node, JavaExpression> arrays = new HashMap<>();
  private JavaExpression many; // elements of the strip

  /**
   * From where to where a loop runs.
   *
   * @param count of iterations, -1 if that is not known here
   */
  record Span(String name, JavaExpression start, JavaExpression end, int count) {}

  StripLoop(Statements one, Frame frame, LoopValues lanes, StripPlan plan, Span span, int strip) {
    this.one = one;
    this.frame = frame;
    this.lanes = lanes;
    this.plan = plan;
    this.span = span;
    this.strip = span.count < 0 ? strip : Math.min(strip, span.count);
    this.only = span.count == this.strip;
  }

  void write(List<Node> statements, Block body) {
    List<Node> stores = statements.stream().filter(s -> s.op() == Op.STORE).toList();
    Map<Node, StripReduction> reductions = new LinkedHashMap<>();
    statements.stream()
        .filter(s -> s.op() == Op.UPDATE)
        .forEach(update -> reductions.put(update, reduction(update)));
    reductions.values().forEach(StripReduction::declare);
    open();
    body.steps().forEach(this::head);
    many = size();
    plan.copied().forEach(this::copyIn);
    stores.forEach(this::place);
    plan.parts().forEach(this::part);
    reductions.forEach(
        (update, reduction) ->
            reduction.update(many, at -> operand(update.source(1), at, Map.of())));
    stores.forEach(this::store);
    if (!only) {
      frame.code().close();
    }
    reductions.values().forEach(StripReduction::join);
  }

  private void open() {
    if (only) {
      frame.declare(TypeName.INT, span.name, 0);
    } else {
      frame.code().count(span.name, span.start, span.end, strip);
    }
    frame.open(lanes.range(), span.name);
  }

  /** Evaluates what is the same for all elements of a strip, and addresses. */
  private void head(Step step) {
    step.before().stream()
        .filter(value -> !lanes.varies(value.node()) || lanes.isFirst(value.node()))
        .forEach(one::evaluate);
  }

  /** How many elements the strip has. */
  private JavaExpression size() {
    if (span.count > 0 && span.count % strip == 0) {
      return JavaExpression.number(strip);
    }
    JavaExpression end = span.end.at(JavaExpression.SUM);
    JavaExpression rest =
        JavaExpression.infix(end, "-", JavaExpression.name(span.name), JavaExpression.SUM);
    JavaExpression size = JavaExpression.call("Math.min", JavaExpression.number(strip), rest);
    return frame.declare(TypeName.INT, "n" + span.name, size);
  }

  private StripReduction reduction(Node update) {
    Node accumulator = update.source(0);
    Op kind = StripPlan.kind(accumulator);
    DType dtype = accumulator.dtype();
    JavaExpression name = frame.name(accumulator);
    if (!plan.isFold(update)) {
      return new StripInterleaving(frame, kind, dtype, name);
    }
    Supplier<JavaExpression> joined =
        () -> only ? array(update.source(1)) : frame.scratch(dtype, strip, "joined " + name);
    return new StripFold(frame, kind, dtype, name, strip, only, joined);
  }

  private JavaExpression array(Node node) {
    return arrays.computeIfAbsent(
        node, key -> frame.scratch(node.dtype(), strip, "strip" + arrays.size()));
  }

  /** Copies a slice, unless it is in an array that is walked from its start. */
  private void copyIn(Node slice) {
    if (only) {
      Optional<JavaExpression> there = frame.rows.of(slice, lanes.range(), strip);
      String use = frame.rows.use(slice);
      if (there.isPresent()) {
        arrays.put(slice, there.get());
        return;
      } else if (isWhole(slice.source(1))) {
        arrays.put(slice, frame.name(slice.source(0)));
        return;
      } else if (!use.isEmpty()) {
        arrays.put(slice, frame.scratch(slice.dtype(), strip, use));
        frame.rows.add(slice, lanes.range(), strip, arrays.get(slice));
      }
    }
    JavaExpression from = frame.name(slice.source(0));
    copy(from, one.scalars.subscript(slice.source(1)), array(slice), JavaExpression.ZERO);
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

  private void copy(
      JavaExpression from, JavaExpression first, JavaExpression to, JavaExpression start) {
    frame.code().line("System.arraycopy($L, $L, $L, $L, $L)", from, first, to, start, many);
  }

  private void loop(Runnable body) {
    Runnable whole =
        () -> {
          frame.code().count("j", many);
          body.run();
          frame.code().close();
        };
    if (plan.isLong()) {
      frame.alone(whole);
    } else {
      whole.run();
    }
  }

  // ---- values

  private void part(StripPlan.Part part) {
    Map<Node, JavaExpression> names = new HashMap<>();
    loop(
        () -> {
          for (Node node : part.values()) {
            List<JavaExpression> in =
                node.sources().stream().map(x -> operandOf(node, x, names)).toList();
            JavaExpression text = spelt(node, in);
            if (plan.isChoiceOnly(node, part) && text.bytes() < LONGEST_CHOICE) {
              names.put(node, text);
            } else if (!plan.isKept(node) || plan.isUsed(node, part)) {
              String name = "u" + names.size();
              text = frame.code().declare(JavaTypes.scalar(node.dtype()), name, text);
              names.put(node, text);
            }
            if (plan.isKept(node)) {
              frame.code().assign(array(node).element(J), text);
            }
          }
        });
  }

  private JavaExpression operandOf(Node user, Node operand, Map<Node, JavaExpression> names) {
    boolean array = operand.op() == Op.BUFFER || operand.op() == Op.LOCAL;
    boolean unused =
        user.op() == Op.WHERE && operand == user.source(0) && Clamp.kind(user) != Op.WHERE;
    boolean steady = user.op() == Op.LOAD && operand == user.source(1) && plan.isSteady(operand);
    return array || unused || steady ? JavaExpression.NOTHING : operand(operand, J, names);
  }

  private JavaExpression spelt(Node node, List<JavaExpression> in) {
    if (node.op() == Op.LOAD) {
      Node index = node.source(1);
      JavaExpression place = plan.isSteady(index) ? element(index, J) : in.get(1);
      JavaExpression element = one.scalars.element(node.source(0), Scalars.subscript(index, place));
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
  private JavaExpression operand(Node node, JavaExpression at, Map<Node, JavaExpression> names) {
    if (!lanes.varies(node)) {
      return one.scalars.value(node);
    } else if (names.containsKey(node)) {
      return names.get(node);
    } else if (plan.isKept(node)) {
      return array(node).element(at);
    } else if (plan.isSteady(node)) {
      return element(node, at);
    }
    Node index = node.source(1);
    return one.scalars.element(node.source(0), Scalars.subscript(index, element(index, at)));
  }

  /** An integer that moves by a constant. */
  private JavaExpression element(Node steady, JavaExpression at) {
    long stride = lanes.stride(steady).orElseThrow();
    JavaExpression first = one.scalars.value(steady);
    return stride == 0
        ? first
        : JavaExpression.infix(first, "+", at.times(stride), JavaExpression.SUM);
  }

  // ---- statements

  private void store(Node store) {
    JavaExpression to = frame.name(store.source(0));
    Node index = store.source(1);
    Node value = store.source(2);
    if (to.equals(arrays.get(value)) && isWhole(index)) {
      return;
    }
    if (plan.isCopy(store)) {
      boolean direct = !plan.isKept(value);
      JavaExpression from = direct ? frame.name(value.source(0)) : array(value);
      JavaExpression first = direct ? one.scalars.subscript(value.source(1)) : JavaExpression.ZERO;
      copy(from, first, to, one.scalars.subscript(index));
      return;
    }
    List<Node> gates = store.sources().subList(3, store.arity());
    loop(
        () -> {
          gates.forEach(gate -> frame.code().open("if ($L)", operand(gate, J, Map.of())));
          JavaExpression place = Scalars.subscript(index, operand(index, J, Map.of()));
          frame.code().assign(to.element(place), operand(value, J, Map.of()));
          gates.forEach(gate -> frame.code().close());
        });
  }
}
