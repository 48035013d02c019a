package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Spells values for all lanes of one of several vectors of a turn (a <i>copy</i>); with one lane,
 * for one of several elements.
 */
final class LaneValues {
  final Spread spread;
  final LaneByLane slow;
  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final Head head;
  private final int lanes;
  private final VectorOps ops;
  private final Map<Node, Text[]> kept = new HashMap<>();
  private final Map<Node, DType> maskTypes = new HashMap<>();

  LaneValues(Frame frame, LanePlan plan, Head head, int lanes) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.head = head;
    this.lanes = lanes;
    this.ops = new VectorOps(frame.unit, lanes);
    this.slow = new LaneByLane(frame, lanes);
    this.spread = new Spread(frame, plan, head, lanes);
    head.accumulators.forEach((accumulator, names) -> keep(accumulator, names, plan.widest()));
  }

  /** From now on the value is kept under these names, masks as masks of the given type. */
  void keep(Node node, Text[] names, DType maskType) {
    kept.put(node, names);
    maskTypes.put(node, maskType);
  }

  /** The value is about to be evaluated anew. */
  void forget(Node node) {
    kept.remove(node);
    maskTypes.remove(node);
  }

  /** The name of an accumulator's copy. */
  Text kept(Node accumulator, int copy) {
    return kept.get(accumulator)[copy];
  }

  /** The value for all lanes of a copy; a bool as masks of the node's own mask type. */
  Text all(Node node, int copy) {
    if (!plan.varies(node)) {
      return lanes == 1 ? one.value(node) : Text.atom(spread.of(node, maskType(node)));
    }
    if (kept.containsKey(node)) {
      return kept.get(node)[copy];
    }
    boolean steady = node.dtype().isInteger() && plan.stride(node).isPresent();
    if (steady) {
      return affine(node, copy);
    }
    return node.op() == Op.LOAD ? load(node, copy) : compute(node, copy);
  }

  /** The same with a bool as masks for vectors of the given type. */
  Text operand(Node node, int copy, DType maskType) {
    if (!node.dtype().isBool() || lanes == 1) {
      return all(node, copy);
    }
    if (!plan.varies(node)) {
      return Text.atom(spread.of(node, maskType));
    }
    Text mask = all(node, copy);
    return maskType(node) == maskType
        ? mask
        : Text.atom(mask + ".cast(" + frame.unit.species(maskType, lanes) + ")");
  }

  /** The value in an array of the thread. */
  String spill(Node node, int copy, String use) {
    return slow.spill(node.dtype(), operand(node, copy, plan.widest()), use);
  }

  private Text compute(Node node, int copy) {
    if (lanes == 1) {
      return ScalarOps.of(node, node.sources().stream().map(x -> all(x, copy)).toList());
    }
    Optional<Reciprocal> reciprocal = Reciprocal.of(node);
    if (reciprocal.isPresent()) {
      return Text.atom(reciprocal.get().of(node.op(), all(node.source(0), copy).text()));
    }
    Optional<Clamp> clamp = Clamp.of(node);
    if (clamp.isPresent()) {
      return clamped(clamp.get(), copy);
    }
    if (!VectorOps.has(node)) {
      return eachLane(node, copy);
    }
    DType masks = node.dtype().isBool() ? maskType(node) : node.dtype();
    List<String> in = new ArrayList<>();
    for (Node source : node.sources()) {
      boolean count = VectorOps.isShift(node.op()) && source == node.source(1) && source.isConst();
      in.add(count ? "" + (int) source.literal().bits() : operand(source, copy, masks).text());
    }
    return Text.atom(ops.of(node, in));
  }

  private Text clamped(Clamp clamp, int copy) {
    String rotation = spread.of(Node.index(clamp.rotation()), DType.INT32);
    String most = spread.of(Node.index(clamp.most()), DType.INT32);
    return Text.atom(Clamp.of(all(clamp.x(), copy).text(), rotation, most));
  }

  private Text eachLane(Node node, int copy) {
    List<Text> in = new ArrayList<>();
    for (Node source : node.sources()) {
      in.add(
          plan.varies(source)
              ? Text.atom(spill(source, copy, "in" + in.size()) + "[lane]")
              : one.value(source));
    }
    return slow.gather(node.dtype(), ScalarOps.of(node, in), plan.widest());
  }

  /** An integer that moves by a constant: the first lane's value and multiples of the stride. */
  private Text affine(Node node, int copy) {
    DType dtype = node.dtype();
    long stride = plan.stride(node).orElseThrow();
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

  // ---- memory

  private Text load(Node load, int copy) {
    boolean gated = load.arity() == 3;
    boolean masks = load.dtype().isBool();
    if (lanes == 1) {
      Text element = one.element(load.source(0), index(load.source(1), copy));
      return gated ? open(all(load.source(2), copy), element, load.dtype()) : element;
    }
    OptionalLong stride = plan.stride(load.source(1));
    boolean inOrder = stride.equals(OptionalLong.of(1));
    if (gated && !masks && stride.isPresent()) {
      return loadGated(load, copy, stride.getAsLong());
    }
    return inOrder && !gated ? loadVector(load, copy) : loadLanes(load, copy);
  }

  private static Text open(Text gate, Text element, DType dtype) {
    return ScalarOps.choice(gate, element, ScalarOps.zero(dtype));
  }

  private Text loadVector(Node load, int copy) {
    DType dtype = load.dtype().isBool() ? maskType(load) : load.dtype();
    String array = frame.name(load.source(0));
    String place = array + ", " + first(load.source(1), copy);
    return Text.atom(fromArray(load.dtype(), frame.unit.species(dtype, lanes), place));
  }

  /** A load that may reach over an edge of its array, of elements that are so far apart. */
  private Text loadGated(Node load, int copy, long stride) {
    DType dtype = load.dtype();
    String array = frame.name(load.source(0));
    Text start = first(load.source(1), copy);
    Text gate = operand(load.source(2), copy, dtype);
    String place = array + ", " + start;
    if (stride != 1) {
      place = Edge.spaced(frame, dtype, array, start, new Edge.Spacing(lanes, stride)) + ", 0";
    } else if (Edge.isNear(load)) {
      place = Edge.reach(frame, dtype, array, start, lanes);
    }
    String species = frame.unit.species(dtype, lanes);
    String vector = Types.vector(dtype).simpleName();
    String zero = vector + ".broadcast(" + species + ", " + ScalarOps.zero(dtype) + ")";
    String loaded = fromArray(dtype, species, place);
    String name = frame.fresh("x");
    String blended = head.constant(dtype, zero) + ".blend(" + loaded + ", " + gate + ")";
    frame.declare(Types.vector(dtype), name, blended);
    return Text.atom(name);
  }

  private static String fromArray(DType dtype, String species, String place) {
    return Types.vector(dtype).simpleName() + ".fromArray(" + species + ", " + place + ")";
  }

  private Text loadLanes(Node load, int copy) {
    Text index = eachIndex(load.source(1), copy);
    Text element = Text.atom(frame.name(load.source(0)) + "[" + index + "]");
    if (load.arity() == 3) {
      Node gate = load.source(2);
      Text isOpen =
          plan.varies(gate) ? Text.atom(spill(gate, copy, "gate") + "[lane]") : one.value(gate);
      element = open(isOpen, element, load.dtype());
    }
    return slow.gather(load.dtype(), element, plan.widest());
  }

  /** The index of a lane, as an expression in {@code lane}. */
  Text eachIndex(Node index, int copy) {
    OptionalLong stride = plan.stride(index);
    if (stride.isEmpty()) {
      return narrow(index, Text.atom(spill(index, copy, "index") + "[lane]"));
    }
    long step = stride.getAsLong();
    Text lane = Text.atom("lane");
    Text moved = step == 1 ? lane : Text.infix(lane, "*", Text.atom("" + step), Text.PRODUCT);
    Text first = first(index, copy);
    return step == 0 ? first : Text.infix(first, "+", moved, Text.SUM);
  }

  /** The index of the first lane of a copy. */
  Text first(Node index, int copy) {
    return one.subscript(index).plus(plan.stride(index).orElseThrow() * lanes * copy);
  }

  /** The index of a single element's copy. */
  Text index(Node index, int copy) {
    return plan.stride(index).isPresent() ? first(index, copy) : narrow(index, all(index, copy));
  }

  private static Text narrow(Node index, Text text) {
    return index.dtype() == DType.INT64 ? Text.prefix("(int) ", text) : text;
  }

  // ---- masks

  /** The type whose masks stand for a bool. */
  DType maskType(Node node) {
    DType known = maskTypes.get(node);
    boolean free = !node.dtype().isBool() || Placement.isAtom(node) || node.op() == Op.LOAD;
    if (known != null || free) {
      return known != null ? known : plan.widest();
    }
    Node leading = node.source(0);
    for (int i = node.arity() - 1; i >= 0; i--) {
      leading = plan.varies(node.source(i)) ? node.source(i) : leading;
    }
    return leading.dtype().isBool() ? maskType(leading) : leading.dtype();
  }
}
