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
  private final LaneByLane slow;
  private final Map<Node, Text[]> kept = new HashMap<>();
  private final Map<Node, DType> maskTypes = new HashMap<>();

  LaneValues(Frame frame, LanePlan plan, Head head, LaneGroup group) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.head = head;
    this.group = group;
    this.ops = new VectorOps(frame.unit, group);
    this.slow = new LaneByLane(frame);
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
      return kept.get(node)[part];
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
    int lanes = group.lanes(maskType);
    return group.lanes(own) == lanes
        ? Text.atom(all(node, part) + ".cast(" + frame.unit.species(maskType, group) + ")")
        : gather(DType.BOOL, maskType, new Lane(node, part, lanes).value("mask"));
  }

  // ---- lane by lane

  /**
   * What an operation that is done lane by lane needs of an operand. All operands are made before
   * the first is spilled, since those that are made lane by lane use the same arrays.
   */
  private final class Lane {
    private final Node node;
    private final int part;
    private final int lanes;
    private final List<Text> vectors = new ArrayList<>(); // none if the lane's value is a formula
    private final int start; // of the part's lanes in the vectors

    Lane(Node node, int part, int lanes) {
      int own = group.lanes(laneType(node));
      this.node = node;
      this.part = part;
      this.lanes = lanes;
      this.start = part * lanes % own;
      boolean formula = !plan.varies(node) || isSteady(node);
      for (int i = 0; i < Math.max(1, lanes / own) && !formula; i++) {
        vectors.add(all(node, part * lanes / own + i));
      }
    }

    /** The value as an expression in {@code lane}; {@code use} tells operands apart. */
    Text value(String use) {
      if (!vectors.isEmpty()) {
        Text element = Text.atom(spill(use) + "[" + Text.atom("lane").plus(start) + "]");
        return node.dtype().isBool()
            ? Text.infix(element, "!=", Text.atom("0"), Text.EQUALITY)
            : element;
      }
      return plan.varies(node) ? moved(one.value(node)) : one.value(node);
    }

    /** Writes the vectors to an array of the thread, masks as vectors of zeros and ones. */
    private String spill(String use) {
      DType of = laneType(node);
      int own = group.lanes(of);
      String array = frame.scratch(of, vectors.size() * own, use);
      for (int i = 0; i < vectors.size(); i++) {
        String vector = vectors.get(i).text();
        if (node.dtype().isBool()) {
          vector = ops.ofMask(vector, of);
        }
        String exact = frame.unit.exact(vector, of, group);
        frame.code().line(exact + ".intoArray(" + array + ", " + i * own + ")");
      }
      return array;
    }

    /** The value as an index of an array. */
    Text place(String use) {
      return vectors.isEmpty() ? moved(one.subscript(node)) : narrow(node, value(use));
    }

    /** From the value of the loop's first lane to that of this one. */
    private Text moved(Text first) {
      long step = wrapped(node, plan.stride(node).orElseThrow());
      Text start = first.plus(wrapped(node, step * lanes * part));
      Text lane = Text.atom("lane");
      Text moved = step == 1 ? lane : Text.infix(lane, "*", Text.number(step), Text.PRODUCT);
      return step == 0 ? start : Text.infix(start, "+", moved, Text.SUM);
    }
  }

  private List<Lane> lanes(List<Node> nodes, int part, int lanes) {
    return nodes.stream().map(node -> new Lane(node, part, lanes)).toList();
  }

  /** How far an integer moves, in its own type. */
  private static long wrapped(Node node, long distance) {
    return node.dtype() == DType.INT32 ? (int) distance : distance;
  }

  /** True of an integer of which all lanes follow from the first. */
  private boolean isSteady(Node node) {
    return node.dtype().isInteger() && plan.stride(node).isPresent();
  }

  /**
   * A vector of what {@code each} is for each lane, or a mask for vectors of the type. Masks go
   * through vectors too, because JDK 17 makes objects of those that are loaded or stored.
   */
  private Text gather(DType dtype, DType of, Text each) {
    Text lane = dtype.isBool() ? ScalarOps.choice(each, Text.atom("1"), Text.atom("0")) : each;
    String array = slow.gather(of, lane, group.lanes(of));
    String vector = fromArray(of, frame.unit.species(of, group), array + ", 0");
    String name = frame.fresh("x");
    frame.declare(Types.vector(dtype), name, dtype.isBool() ? ops.toMask(vector, of) : vector);
    return Text.atom(name);
  }

  /** True of what has a name already. */
  static boolean isName(Text text) {
    return text.text().matches("x[0-9]+");
  }

  /** Stores a part's lanes one by one. */
  void scatter(Node store, int part, int lanes) {
    List<Lane> in = lanes(store.sources().subList(1, store.arity()), part, lanes);
    Text place = in.get(0).place("index");
    Text value = in.get(1).value("value");
    Optional<Text> gate = in.size() == 3 ? Optional.of(in.get(2).value("gate")) : Optional.empty();
    slow.scatter(frame.name(store.source(0)) + "[" + place + "]", value, gate, lanes);
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
    if (!VectorOps.has(node)) {
      return computeEach(node, part, group.lanes(masks));
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

  private Text computeEach(Node node, int part, int lanes) {
    List<Text> in = new ArrayList<>();
    for (Lane lane : lanes(node.sources(), part, lanes)) {
      in.add(lane.value("in" + in.size()));
    }
    return gather(node.dtype(), laneType(node), ScalarOps.of(node, in));
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
    return inOrder && !gated && !masks ? loadVector(load, part) : loadLanes(load, part);
  }

  private static Text open(Text gate, Text element, DType dtype) {
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

  private static String fromArray(DType dtype, String species, String place) {
    return Types.vector(dtype).simpleName() + ".fromArray(" + species + ", " + place + ")";
  }

  private Text loadLanes(Node load, int part) {
    int lanes = group.lanes(laneType(load));
    List<Lane> in = lanes(load.sources().subList(1, load.arity()), part, lanes);
    Text place = in.get(0).place("index");
    Text element = Text.atom(frame.name(load.source(0)) + "[" + place + "]");
    if (in.size() == 2) {
      element = open(in.get(1).value("gate"), element, load.dtype());
    }
    return gather(load.dtype(), laneType(load), element);
  }

  /** The index of the first lane of a part. */
  Text first(Node index, int part, int lanes) {
    return one.subscript(index).plus(plan.stride(index).orElseThrow() * lanes * part);
  }

  /** The index of a single iteration. */
  Text index(Node index, int part) {
    return plan.stride(index).isPresent() ? first(index, part, 1) : narrow(index, all(index, part));
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
      return known != null ? known : plan.narrowest();
    }
    Node leading = node.source(0);
    for (int i = node.arity() - 1; i >= 0; i--) {
      leading = plan.varies(node.source(i)) ? node.source(i) : leading;
    }
    return leading.dtype().isBool() ? maskType(leading) : leading.dtype();
  }
}
