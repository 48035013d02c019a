package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Evaluation;
import java.util.OptionalLong;

/** Writes statements for {@code copies} groups of iterations at a time. */
final class SeveralElements implements Elements {
  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final LaneGroup group;
  private final int copies;
  private final LaneValues values;

  SeveralElements(Frame frame, LanePlan plan, Head head, LaneGroup group, int copies) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.group = group;
    this.copies = copies;
    this.values = new LaneValues(frame, plan, head, group);
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
      String name = (group.areVectors() ? "w" : "u") + evaluation.number();
      keep(node, name, maskType, part -> values.all(node, part));
    }
  }

  private interface Parts {
    Text of(int part);
  }

  /** Vectors of all groups of the type, or of masks for it. */
  private int parts(DType laneType) {
    return copies * group.vectors(laneType);
  }

  /** Declares a variable for each part. */
  private void keep(Node node, String name, DType maskType, Parts texts) {
    DType dtype = node.dtype();
    TypeName type = group.areVectors() ? Types.vector(dtype) : Types.scalar(dtype);
    Text[] names = new Text[parts(dtype.isBool() ? maskType : dtype)];
    for (int part = 0; part < names.length; part++) {
      Text text = texts.of(part);
      if (LaneValues.isName(text)) {
        names[part] = text;
      } else {
        names[part] = Text.atom(names.length == 1 ? name : name + "_" + part);
        frame.declare(type, names[part].text(), text);
      }
    }
    values.keep(node, names, maskType);
  }

  @Override
  public void declare(Node accumulator) {
    DType masks = plan.narrowest();
    Node initial = accumulator.source(0);
    keep(accumulator, frame.fresh("a"), masks, part -> values.operand(initial, part, masks));
  }

  @Override
  public void update(Node update) {
    Node accumulator = update.source(0);
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    for (int part = 0; part < parts(values.laneType(accumulator)); part++) {
      Text old = values.kept(accumulator, part);
      Text value = values.operand(update.source(1), part, plan.narrowest());
      frame.code().assign(old.text(), updated(kind, accumulator.dtype(), old, value));
    }
  }

  /** Of vectors what was made in this iteration comes first: HotSpot knows its class. */
  private Text updated(Op kind, DType dtype, Text old, Text value) {
    return group.areVectors() ? join(kind, dtype, value, old) : join(kind, dtype, old, value);
  }

  /** {@code kind(a, b)} on what this loop works with: vectors, masks or single values. */
  Text join(Op kind, DType dtype, Text a, Text b) {
    if (!group.areVectors()) {
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
    Node ungated = commonGate ? ungated(store) : store;
    for (int part = 0; part < parts(values.laneType(store.source(2))); part++) {
      store(ungated, part);
    }
    if (commonGate) {
      leave();
      frame.code().close();
    }
  }

  private static Node ungated(Node store) {
    return store.with(store.source(0), store.source(1), store.source(2));
  }

  private void store(Node store, int part) {
    boolean gated = store.arity() == 4;
    Node index = store.source(1);
    Node value = store.source(2);
    int lanes = group.lanes(values.laneType(value));
    if (!group.areVectors()) {
      storeOne(store, part, gated);
    } else if (plan.stride(index).equals(OptionalLong.of(1)) && !gated && !value.dtype().isBool()) {
      String vector = frame.unit.exact(values.all(value, part), value.dtype(), group);
      String place = frame.name(store.source(0)) + ", " + values.first(index, part, lanes);
      frame.code().line(vector + ".intoArray(" + place + ")");
    } else {
      values.slow.store(store, part);
    }
  }

  private void storeOne(Node store, int part, boolean gated) {
    Text value = values.all(store.source(2), part);
    Text element = one.element(store.source(0), values.index(store.source(1), part));
    if (gated) {
      frame.code().open("if (" + values.all(store.source(3), part) + ")");
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
