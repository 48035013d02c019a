package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Evaluation;
import java.util.OptionalLong;

/**
 * Writes statements for {@code copies} vectors of {@code lanes} elements at a time, or with one
 * lane for {@code copies} single elements.
 */
final class SeveralElements implements Elements {
  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final int lanes;
  private final int copies;
  private final LaneValues values;

  SeveralElements(Frame frame, LanePlan plan, Head head, int lanes, int copies) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.lanes = lanes;
    this.copies = copies;
    this.values = new LaneValues(frame, plan, head, lanes);
  }

  @Override
  public void evaluate(Evaluation evaluation) {
    Node node = evaluation.node();
    if (!plan.varies(node)) {
      one.evaluate(evaluation);
      values.spread.evaluated(node);
      return;
    }
    if (plan.isFirst(node)) {
      one.evaluate(evaluation);
    }
    if (plan.isWhole(node)) {
      values.forget(node);
      DType maskType = values.maskType(node);
      String name = (lanes == 1 ? "u" : "w") + evaluation.number();
      keep(node, name, maskType, copy -> values.all(node, copy));
    }
  }

  private interface Copies {
    Text of(int copy);
  }

  /** Declares a variable for each copy. */
  private void keep(Node node, String name, DType maskType, Copies texts) {
    TypeName type = lanes == 1 ? Types.scalar(node.dtype()) : Types.vector(node.dtype());
    Text[] names = new Text[copies];
    for (int copy = 0; copy < copies; copy++) {
      Text text = texts.of(copy);
      if (LaneByLane.isName(text)) {
        names[copy] = text;
      } else {
        names[copy] = Text.atom(copies == 1 ? name : name + "_" + copy);
        frame.declare(type, names[copy].text(), text);
      }
    }
    values.keep(node, names, maskType);
  }

  @Override
  public void declare(Node accumulator) {
    DType masks = plan.widest();
    Node initial = accumulator.source(0);
    keep(accumulator, frame.fresh("a"), masks, copy -> values.operand(initial, copy, masks));
  }

  @Override
  public void update(Node update) {
    Node accumulator = update.source(0);
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    for (int copy = 0; copy < copies; copy++) {
      Text old = values.kept(accumulator, copy);
      Text value = values.operand(update.source(1), copy, plan.widest());
      frame.code().assign(old.text(), join(kind, accumulator.dtype(), old, value));
    }
  }

  /** {@code kind(a, b)} on what this loop works with: vectors, masks or single values. */
  Text join(Op kind, DType dtype, Text a, Text b) {
    if (lanes == 1) {
      return ScalarOps.binary(kind, dtype, a, b);
    }
    return Text.atom(
        dtype.isBool()
            ? VectorOps.onMasks(kind, a.text(), b.text())
            : VectorOps.onVectors(kind, a.text(), b.text()));
  }

  @Override
  public void store(Node store) {
    boolean commonGate = store.arity() == 4 && !plan.varies(store.source(3));
    if (commonGate) {
      frame.code().open("if (" + common(store.source(3)) + ")");
      enter();
    }
    for (int copy = 0; copy < copies; copy++) {
      store(store, copy, store.arity() == 4 && !commonGate);
    }
    if (commonGate) {
      leave();
      frame.code().close();
    }
  }

  private void store(Node store, int copy, boolean gated) {
    Text value = values.operand(store.source(2), copy, plan.widest());
    Node index = store.source(1);
    if (lanes == 1) {
      storeOne(store, copy, gated, value);
    } else if (plan.stride(index).equals(OptionalLong.of(1)) && !gated) {
      String array = frame.name(store.source(0));
      frame.code().line(value + ".intoArray(" + array + ", " + values.first(index, copy) + ")");
    } else {
      String each = values.slow.spill(store.source(2).dtype(), value, "value");
      Text place = values.eachIndex(index, copy);
      String gate = gated ? values.spill(store.source(3), copy, "gate") : "";
      values.slow.scatter(frame.name(store.source(0)), place, each, gate);
    }
  }

  private void storeOne(Node store, int copy, boolean gated, Text value) {
    Text element = one.element(store.source(0), values.index(store.source(1), copy));
    if (gated) {
      frame.code().open("if (" + values.all(store.source(3), copy) + ")");
    }
    frame.code().assign(element.text(), value);
    if (gated) {
      frame.code().close();
    }
  }

  @Override
  public Text common(Node node) {
    return one.value(node);
  }

  @Override
  public void enter() {
    values.spread.enter();
  }

  @Override
  public void leave() {
    values.spread.leave();
  }
}
