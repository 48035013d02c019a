package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Evaluation;
import dev.quern.compiler.render.Placement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes statements for {@code copies} vectors of {@code lanes} elements at a time, or with one lane
 * for {@code copies} single elements.
 */
final class SeveralElements implements Elements {
  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final Head head;
  private final int lanes;
  private final int copies;
  private final VectorOps ops;
  private final LaneByLane slow;
  private final Map<Node, Text[]> values = new HashMap<>();
  private final Map<Node, DType> maskTypes = new HashMap<>();
  private final Map<Node, Boolean> inner = new HashMap<>(); // common values of the body's own
  private final Deque<Map<String, String>> spread = new ArrayDeque<>();

  SeveralElements(Frame frame, LanePlan plan, Head head, int lanes, int copies) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.head = head;
    this.lanes = lanes;
    this.copies = copies;
    this.ops = new VectorOps(frame.unit, lanes);
    this.slow = new LaneByLane(frame, lanes);
    spread.push(new HashMap<>());
    head.accumulators.forEach((accumulator, names) -> values.put(accumulator, atoms(names)));
  }

  private static Text[] atoms(String[] names) {
    Text[] texts = new Text[names.length];
    for (int i = 0; i < names.length; i++) {
      texts[i] = Text.atom(names[i]);
    }
    return texts;
  }

  // ---- statements

  @Override
  public void evaluate(Evaluation evaluation) {
    Node node = evaluation.node();
    if (!plan.varies(node)) {
      one.evaluate(evaluation);
      inner.put(node, true);
      return;
    }
    if (plan.isFirst(node)) {
      one.evaluate(evaluation);
    }
    if (plan.isWhole(node)) {
      keep(node, (lanes == 1 ? "u" : "w") + evaluation.number());
    }
  }

  private void keep(Node node, String name) {
    values.remove(node);
    maskTypes.remove(node);
    DType maskType = maskType(node);
    Text[] names = new Text[copies];
    for (int copy = 0; copy < copies; copy++) {
      Text text = all(node, copy);
      names[copy] = Text.atom(copies == 1 ? name : name + "_" + copy);
      if (LaneByLane.isName(text)) {
        names[copy] = text;
      } else {
        frame.declare(type(node.dtype()), names[copy].text(), text);
      }
    }
    values.put(node, names);
    maskTypes.put(node, maskType);
  }

  private TypeName type(DType dtype) {
    return lanes == 1 ? Types.scalar(dtype) : Types.vector(dtype);
  }

  @Override
  public void declare(Node accumulator) {
    String name = frame.fresh("a");
    Text[] names = new Text[copies];
    for (int copy = 0; copy < copies; copy++) {
      Text initial = operand(accumulator.source(0), copy, plan.widest());
      names[copy] = Text.atom(copies == 1 ? name : name + "_" + copy);
      frame.declare(type(accumulator.dtype()), names[copy].text(), initial);
    }
    values.put(accumulator, names);
    maskTypes.put(accumulator, plan.widest());
  }

  @Override
  public void update(Node update) {
    Node accumulator = update.source(0);
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    for (int copy = 0; copy < copies; copy++) {
      Text old = values.get(accumulator)[copy];
      Text value = operand(update.source(1), copy, plan.widest());
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
    Text value = operand(store.source(2), copy, plan.widest());
    OptionalLong stride = plan.stride(store.source(1));
    if (lanes == 1) {
      storeOne(store, copy, gated, value);
    } else if (stride.equals(OptionalLong.of(1)) && !gated) {
      String array = frame.name(store.source(0));
      frame.code().line(value + ".intoArray(" + array + ", " + first(store.source(1), copy) + ")");
    } else {
      String values = slow.spill(store.source(2).dtype(), value, "value");
      Text index = eachIndex(store.source(1), copy);
      String gate = gated ? spill(store.source(3), copy, "gate") : "";
      slow.scatter(frame.name(store.source(0)), index, values, gate);
    }
  }

  private void storeOne(Node store, int copy, boolean gated, Text value) {
    Text element = one.element(store.source(0), index(store.source(1), copy));
    if (gated) {
      frame.code().open("if (" + all(store.source(3), copy) + ")");
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
    spread.push(new HashMap<>());
  }

  @Override
  public void leave() {
    spread.pop();
  }

  // ---- values

  /** The value for all lanes of a copy; masks as the mask type of the node. */
  private Text all(Node node, int copy) {
    if (!plan.varies(node)) {
      return lanes == 1 ? one.value(node) : Text.atom(spread(node, maskType(node)));
    }
    Text[] kept = values.get(node);
    if (kept != null) {
      return kept[copy];
    }
    OptionalLong stride = node.dtype().isInteger() ? plan.stride(node) : OptionalLong.empty();
    if (stride.isPresent()) {
      return affine(node, copy, stride.getAsLong());
    }
    return node.op() == Op.LOAD ? load(node, copy) : compute(node, copy);
  }

  /** The same with masks for vectors of the given type. */
  private Text operand(Node node, int copy, DType maskType) {
    if (!node.dtype().isBool() || lanes == 1) {
      return all(node, copy);
    }
    if (!plan.varies(node)) {
      return Text.atom(spread(node, maskType));
    }
    Text mask = all(node, copy);
    return maskType(node) == maskType
        ? mask
        : Text.atom(mask + ".cast(" + frame.unit.species(maskType, lanes) + ")");
  }

  private Text compute(Node node, int copy) {
    if (lanes == 1) {
      return ScalarOps.of(node, node.sources().stream().map(x -> all(x, copy)).toList());
    }
    DType masks = node.dtype().isBool() ? maskType(node) : node.dtype();
    if (VectorOps.has(node)) {
      List<String> in = new ArrayList<>();
      node.sources().forEach(source -> in.add(operand(source, copy, masks).text()));
      return Text.atom(ops.of(node, in));
    }
    List<Text> in = new ArrayList<>();
    for (Node source : node.sources()) {
      in.add(
          plan.varies(source)
              ? Text.atom(spill(source, copy, "in" + in.size()) + "[lane]")
              : one.value(source));
    }
    return slow.gather(node.dtype(), ScalarOps.of(node, in), plan.widest());
  }

  private String spill(Node node, int copy, String use) {
    return slow.spill(node.dtype(), operand(node, copy, plan.widest()), use);
  }

  /** An integer that moves by a constant: the first lane's value and multiples of the stride. */
  private Text affine(Node node, int copy, long stride) {
    DType dtype = node.dtype();
    Text first = one.value(node).plus(stride * lanes * copy);
    if (lanes == 1) {
      return first;
    }
    String vector = Types.vector(dtype).simpleName();
    String species = frame.unit.species(dtype, lanes);
    String steps = frame.unit.steps(dtype, lanes, stride);
    String offsets = head.constant(dtype, vector + ".fromArray(" + species + ", " + steps + ", 0)");
    return Text.atom(vector + ".broadcast(" + species + ", " + first + ").add(" + offsets + ")");
  }

  private Text load(Node load, int copy) {
    boolean gated = load.arity() == 3;
    OptionalLong stride = plan.stride(load.source(1));
    if (lanes == 1) {
      Text element = one.element(load.source(0), index(load.source(1), copy));
      return gated
          ? ScalarOps.choice(all(load.source(2), copy), element, ScalarOps.zero(load.dtype()))
          : element;
    }
    boolean masks = load.dtype().isBool();
    if (!stride.equals(OptionalLong.of(1)) || gated && masks) {
      return loadSlowly(load, copy, gated);
    }
    DType dtype = masks ? maskType(load) : load.dtype();
    String text =
        Types.vector(load.dtype()).simpleName()
            + ".fromArray("
            + frame.unit.species(dtype, lanes)
            + ", "
            + frame.name(load.source(0))
            + ", "
            + first(load.source(1), copy);
    String mask = gated ? ", " + operand(load.source(2), copy, dtype) : "";
    return Text.atom(text + mask + ")");
  }

  private Text loadSlowly(Node load, int copy, boolean gated) {
    Text index = eachIndex(load.source(1), copy);
    Text element = Text.atom(frame.name(load.source(0)) + "[" + index + "]");
    if (gated) {
      Node gate = load.source(2);
      Text open =
          plan.varies(gate) ? Text.atom(spill(gate, copy, "gate") + "[lane]") : one.value(gate);
      element = ScalarOps.choice(open, element, ScalarOps.zero(load.dtype()));
    }
    return slow.gather(load.dtype(), element, plan.widest());
  }

  /** The index of a lane, as an expression in {@code lane}. */
  private Text eachIndex(Node index, int copy) {
    OptionalLong stride = plan.stride(index);
    if (stride.isEmpty()) {
      Text lane = Text.atom(spill(index, copy, "index") + "[lane]");
      return index.dtype() == DType.INT64 ? Text.prefix("(int) ", lane) : lane;
    }
    Text first = first(index, copy);
    Text moved = Text.infix(Text.atom("lane"), "*", Text.atom("" + stride.getAsLong()), Text.PRODUCT);
    return stride.getAsLong() == 0
        ? first
        : Text.infix(first, "+", stride.getAsLong() == 1 ? Text.atom("lane") : moved, Text.SUM);
  }

  /** The index of the first lane of a copy. */
  private Text first(Node index, int copy) {
    return one.subscript(index).plus(plan.stride(index).orElseThrow() * lanes * copy);
  }

  /** The index of a single element's copy. */
  private Text index(Node index, int copy) {
    return plan.stride(index).isPresent()
        ? first(index, copy)
        : index.dtype() == DType.INT64 ? Text.prefix("(int) ", all(index, copy)) : all(index, copy);
  }

  // ---- one value in all lanes

  /** A vector with the value in all lanes, or a mask for vectors of {@code maskType}. */
  private String spread(Node node, DType maskType) {
    DType dtype = node.dtype();
    String species = frame.unit.species(dtype.isBool() ? maskType : dtype, lanes);
    String value = one.value(node).text();
    String text =
        dtype.isBool()
            ? species + ".maskAll(" + value + ")"
            : Types.vector(dtype).simpleName() + ".broadcast(" + species + ", " + value + ")";
    if (Placement.isAtom(node) ? isOuter(node) : frame.names.containsKey(node) && !isInner(node)) {
      return head.constant(dtype, text);
    }
    for (Map<String, String> open : spread) {
      if (open.containsKey(text)) {
        return open.get(text);
      }
    }
    String name = frame.fresh("k");
    frame.declare(Types.vector(dtype), name, text);
    spread.peek().put(text, name);
    return name;
  }

  private boolean isInner(Node node) {
    return inner.containsKey(node);
  }

  /** Loop variables of inner loops are the only atoms of the body that all lanes share. */
  private boolean isOuter(Node atom) {
    return atom.op() != Op.RANGE || !plan.isInnerRange(atom);
  }

  /** The type whose masks stand for a bool. */
  private DType maskType(Node node) {
    DType known = maskTypes.get(node);
    if (known != null || !node.dtype().isBool() || Placement.isAtom(node)) {
      return known != null ? known : plan.widest();
    }
    Node leading = node.arity() > 0 ? node.source(0) : node;
    for (int i = node.arity() - 1; i >= 0; i--) {
      leading = plan.varies(node.source(i)) ? node.source(i) : leading;
    }
    return switch (node.op()) {
      case LOAD -> plan.widest();
      default -> leading.dtype().isBool() ? maskType(leading) : leading.dtype();
    };
  }
}
