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
import java.util.function.IntFunction;

/**
 * Spells values for all lanes of one of several vectors (a <i>part</i>: those of the first group of
 * iterations, then those of the next); where a group is one iteration, for that.
 */
final class LaneValues {
  final Spread spread;
  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final Head head;
  private final LaneGroup group;
  private final VectorOps ops;
  final LaneByLane slow;
  private final Map<Node, Text[]> kept = new HashMap<>();
  private final Map<Node, DType> maskTypes = new HashMap<>();

  LaneValues(Frame frame, LanePlan plan, Head head, LaneGroup group) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.head = head;
    this.group = group;
    this.ops = new VectorOps(frame.unit, group);
    this.slow = new LaneByLane(frame, plan, group, this);
    this.spread = new Spread(frame, plan, head, group);
    head.accumulators.forEach((accumulator, names) -> keep(accumulator, names, plan.narrowest()));
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

  /** The name of an accumulator's part. */
  Text kept(Node accumulator, int part) {
    return kept.get(accumulator)[part];
  }

  /** The type whose lanes the value's vectors or masks have. */
  DType laneType(Node node) {
    return node.dtype().isBool() ? maskType(node) : node.dtype();
  }

  /** The value for all lanes of a part; a bool as masks of the node's own mask type. */
  Text all(Node node, int part) {
    if (!plan.varies(node)) {
      return group.areVectors() ? Text.atom(spread.of(node, maskType(node))) : one.value(node);
    }
    if (kept.containsKey(node)) {
      Text name = kept.get(node)[part];
      return node.op() == Op.ACC ? frame.unit.carried(name, node.dtype(), group) : name;
    }
    if (isSteady(node)) {
      return affine(node, part);
    }
    return node.op() == Op.LOAD ? load(node, part) : compute(node, part);
  }

  /** The same with a bool as masks for vectors of the given type, whose parts are counted. */
  Text operand(Node node, int part, DType maskType) {
    if (!node.dtype().isBool() || !group.areVectors()) {
      return all(node, part);
    }
    if (!plan.varies(node)) {
      return Text.atom(spread.of(node, maskType));
    }
    DType own = maskType(node);
    if (own == maskType) {
      return all(node, part);
    }
    return Text.atom(
        group.lanes(own) == group.lanes(maskType)
            ? ops.maskCast(own, maskType, all(node, part).text())
            : recut(node, part, own, maskType));
  }

  /** A mask for vectors of another number of lanes: through vectors of zeros and ones. */
  private String recut(Node node, int part, DType own, DType maskType) {
    DType from = own.integer();
    DType to = maskType.integer();
    IntFunction<String> numbers =
        i -> ops.ofMask(ops.maskCast(own, from, all(node, i).text()), from);
    return ops.maskCast(to, maskType, ops.toMask(resized(from, to, part, numbers), to));
  }

  /**
   * A part of the values of a type as those of one of another size: a piece of a wider group's
   * vector, or several of a narrower one's beside each other.
   */
  private String resized(DType from, DType to, int part, IntFunction<String> values) {
    int own = group.vectors(from);
    int wanted = group.vectors(to);
    if (wanted > own) {
      int pieces = wanted / own;
      return ops.convert(from, to, values.apply(part / pieces), part % pieces);
    }
    int pieces = own / wanted;
    String all = ops.convert(from, to, values.apply(part * pieces), 0);
    for (int piece = 1; piece < pieces; piece++) {
      String next = ops.convert(from, to, values.apply(part * pieces + piece), -piece);
      String lanes = head.constant(DType.BOOL, ops.lanesOf(to, piece, pieces));
      all += ".blend(" + next + ", " + lanes + ")";
    }
    return all;
  }

  /** True of an integer of which all lanes follow from the first. */
  boolean isSteady(Node node) {
    return node.dtype().isInteger() && plan.stride(node).isPresent();
  }

  /** True of what has a name already. */
  static boolean isName(Text text) {
    return text.text().matches("x[0-9]+");
  }

  // ---- arithmetic

  private Text compute(Node node, int part) {
    if (!group.areVectors()) {
      return ScalarOps.of(node, node.sources().stream().map(x -> all(x, part)).toList());
    }
    Optional<Reciprocal> reciprocal = Reciprocal.of(node);
    if (reciprocal.isPresent()) {
      return Text.atom(reciprocal.get().of(node.op(), all(node.source(0), part).text()));
    }
    Optional<Clamp> clamp = Clamp.of(node);
    if (clamp.isPresent()) {
      return clamped(clamp.get(), part);
    }
    DType masks = laneType(node);
    if (VectorOps.resizes(node)) {
      Node source = node.source(0);
      IntFunction<String> values = i -> all(source, i).text();
      return Text.atom(resized(source.dtype(), node.dtype(), part, values));
    }
    if (!VectorOps.has(node)) {
      return slow.compute(node, part);
    }
    List<String> in = new ArrayList<>();
    for (Node source : node.sources()) {
      boolean count = VectorOps.isShift(node.op()) && source == node.source(1) && source.isConst();
      in.add(count ? "" + (int) source.literal().bits() : operand(source, part, masks).text());
    }
    return Text.atom(ops.of(node, in));
  }

  private Text clamped(Clamp clamp, int part) {
    String rotation = spread.of(Node.index(clamp.rotation()), DType.INT32);
    String most = spread.of(Node.index(clamp.most()), DType.INT32);
    return Text.atom(Clamp.of(all(clamp.x(), part).text(), rotation, most, ops));
  }

  /** How far an integer moves, in its own type. */
  static long wrapped(Node node, long distance) {
    return node.dtype() == DType.INT32 ? (int) distance : distance;
  }

  /** An integer that moves by a constant: the first lane's value and multiples of the stride. */
  private Text affine(Node node, int part) {
    DType dtype = node.dtype();
    int lanes = group.lanes(dtype);
    long stride = plan.stride(node).orElseThrow();
    Text first = one.value(node).plus(wrapped(node, stride * lanes * part));
    if (!group.areVectors()) {
      return first;
    }
    String vector = Types.vector(dtype).simpleName();
    String species = frame.unit.species(dtype, group);
    String steps = frame.unit.steps(dtype, lanes, stride);
    String offsets = head.constant(dtype, vector + ".fromArray(" + species + ", " + steps + ", 0)");
    return Text.atom(vector + ".broadcast(" + species + ", " + first + ").add(" + offsets + ")");
  }

  // ---- memory

  private Text load(Node load, int part) {
    boolean gated = load.arity() == 3;
    boolean masks = load.dtype().isBool();
    if (!group.areVectors()) {
      Text element = one.element(load.source(0), index(load.source(1), part));
      return gated ? open(all(load.source(2), part), element, load.dtype()) : element;
    }
    OptionalLong stride = plan.stride(load.source(1));
    boolean inOrder = stride.equals(OptionalLong.of(1));
    if (gated && !masks && stride.isPresent()) {
      return loadGated(load, part, stride.getAsLong());
    }
    return inOrder && !gated && !masks ? loadVector(load, part) : slow.load(load, part);
  }

  static Text open(Text gate, Text element, DType dtype) {
    return ScalarOps.choice(gate, element, ScalarOps.zero(dtype));
  }

  private Text loadVector(Node load, int part) {
    DType dtype = load.dtype();
    String array = frame.name(load.source(0));
    String place = array + ", " + first(load.source(1), part, group.lanes(dtype));
    return Text.atom(fromArray(dtype, frame.unit.species(dtype, group), place));
  }

  /** A load that may reach over an edge of its array, of elements that are so far apart. */
  private Text loadGated(Node load, int part, long stride) {
    DType dtype = load.dtype();
    int lanes = group.lanes(dtype);
    String array = frame.name(load.source(0));
    Text start = first(load.source(1), part, lanes);
    Text gate = operand(load.source(2), part, dtype);
    String place = array + ", " + start;
    if (stride != 1) {
      place = Edge.spaced(frame, dtype, array, start, new Edge.Spacing(lanes, stride)) + ", 0";
    } else if (Edge.isNear(load)) {
      place = Edge.reach(frame, dtype, array, start, lanes);
    }
    String species = frame.unit.species(dtype, group);
    String vector = Types.vector(dtype).simpleName();
    String zero = vector + ".broadcast(" + species + ", " + ScalarOps.zero(dtype) + ")";
    String loaded = fromArray(dtype, species, place);
    String name = frame.fresh("x");
    String blended = head.constant(dtype, zero) + ".blend(" + loaded + ", " + gate + ")";
    frame.declare(Types.vector(dtype), name, blended);
    return Text.atom(name);
  }

  static String fromArray(DType dtype, String species, String place) {
    return Types.vector(dtype).simpleName() + ".fromArray(" + species + ", " + place + ")";
  }

  /** The index of the first lane of a part. */
  Text first(Node index, int part, int lanes) {
    return one.subscript(index).plus(plan.stride(index).orElseThrow() * lanes * part);
  }

  /** The index of a single iteration. */
  Text index(Node index, int part) {
    return plan.stride(index).isPresent() ? first(index, part, 1) : narrow(index, all(index, part));
  }

  static Text narrow(Node index, Text text) {
    return index.dtype() == DType.INT64 ? Text.prefix("(int) ", text) : text;
  }

  // ---- masks

  /** The type whose masks stand for a bool. */
  DType maskType(Node node) {
    DType known = maskTypes.get(node);
    boolean free = !node.dtype().isBool() || Placement.isAtom(node) || node.op() == Op.LOAD;
    if (known != null || free) {
      return known != null ? known : plan.narrowest();
    }
    Node leading = node.source(0);
    for (int i = node.arity() - 1; i >= 0; i--) {
      leading = plan.varies(node.source(i)) ? node.source(i) : leading;
    }
    return leading.dtype().isBool() ? maskType(leading) : leading.dtype();
  }
}
