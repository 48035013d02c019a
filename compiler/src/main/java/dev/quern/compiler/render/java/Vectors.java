package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Registers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Writes vectors as registers, part by part. */
final class Vectors {
  private final Frame frame;
  private final Scalars scalars;
  private final Registers registers;
  private final VectorParts parts;
  private final VectorOps ops;
  private final LaneLoops laneLoops;
  private final Map<Node, List<JavaExpression>> names = new HashMap<>();
  private final Set<JavaExpression> declared = new HashSet<>(); // parts that took statements

  Vectors(Frame frame, Scalars scalars) {
    this.frame = frame;
    this.scalars = scalars;
    this.registers = frame.unit.registers;
    this.parts = new VectorParts(registers);
    this.ops = new VectorOps(frame.unit);
    this.laneLoops = new LaneLoops(scalars, parts);
  }

  // ---- statements

  /** Keeps the vector under its name. */
  void evaluate(Node node, int number) {
    names.remove(node);
    boolean constant = node.op() == Op.BROADCAST || node.op() == Op.RAMP;
    keep(node, (constant ? "k" : "w") + number, part -> part(node, part));
  }

  /** An ACC statement. */
  void declare(Node accumulator) {
    names.remove(accumulator);
    Node initial = accumulator.source(0);
    DType masks = parts.laneType(accumulator);
    keep(
        accumulator,
        frame.fresh("a"),
        part ->
            initial.op() == Op.BROADCAST
                ? broadcast(initial.source(0), masks)
                : operand(initial, part, masks));
  }

  private void keep(Node node, String name, IntFunction<JavaExpression> texts) {
    TypeName type = JavaTypes.vector(node.dtype());
    boolean uniform = node.op() == Op.BROADCAST;
    int count = parts.count(node);
    List<JavaExpression> kept = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      if (uniform && part > 0) {
        kept.add(kept.get(0));
        continue;
      }
      JavaExpression text = texts.apply(part);
      String own = count == 1 || uniform ? name : name + "_" + part;
      kept.add(declared.contains(text) ? text : frame.declare(type, own, text));
    }
    names.put(node, kept);
  }

  /** An UPDATE statement. What was made in this iteration comes first: HotSpot knows its class. */
  void update(Node update) {
    Node accumulator = update.source(0);
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    DType masks = parts.laneType(accumulator);
    int count = registers.count(VectorParts.lanes(update.source(1)), masks);
    for (int part = 0; part < count; part++) {
      JavaExpression old = names.get(accumulator).get(part);
      JavaExpression value = updating(kind, update.source(1), part, masks);
      frame.code().assign(old, VectorOps.binary(kind, accumulator.dtype(), value, old));
    }
  }

  /**
   * What an accumulator is combined with: in a mask's lanes beyond the value's own, which are
   * false, the identity.
   */
  private JavaExpression updating(Op kind, Node value, int part, DType masks) {
    JavaExpression own = operand(value, part, masks);
    int lanes = VectorParts.lanes(value);
    boolean isWhole = !value.dtype().isBool() || lanes >= registers.lanes(masks);
    if (isWhole || kind.identity(DType.BOOL).bits() == 0) {
      return own;
    }
    JavaExpression beyond = frame.constant(DType.BOOL, ops.lanesFrom(masks, lanes));
    return VectorOps.binary(Op.OR, DType.BOOL, own, beyond);
  }

  /** A STORE statement, whose lanes may be gated. */
  void store(Node store, boolean gated) {
    Node value = store.source(2);
    boolean contiguous =
        VectorParts.isContiguous(store.source(1)) && !gated && !value.dtype().isBool();
    for (int part = 0; part < parts.count(value); part++) {
      if (contiguous) {
        JavaExpression vector = frame.unit.exact(part(value, part), value.dtype());
        JavaExpression array = frame.name(store.source(0));
        JavaExpression place = place(store.source(1), part, value);
        frame.code().line("$L.intoArray($L, $L)", vector, array, place);
      } else {
        laneLoops.store(store, gated, spilled(store, part, parts.lanesOfPart(value)));
      }
    }
  }

  /** The index of the first lane of a part of values. */
  private JavaExpression place(Node ramp, int part, Node values) {
    long stride = ((Arg.Ramp) ramp.arg()).stride();
    return scalars.subscript(ramp.source(0)).plus(stride * parts.lanesOfPart(values) * part);
  }

  /** What the lanes of a vector combine to, its registers first, all in a tree. */
  JavaExpression fold(Node fold) {
    Node vector = fold.source(0);
    Op kind = ((Arg.Fold) fold.arg()).kind();
    DType dtype = vector.dtype();
    List<JavaExpression> all = new ArrayList<>(names.get(vector));
    for (int i = 0; i < Math.max(1, all.size() / 2); i++) {
      all.set(i, part(vector, i)); // a receiver
    }
    for (int half = all.size() / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        JavaExpression joined = VectorOps.binary(kind, dtype, all.get(i), all.get(i + half));
        all.set(i, frame.declare(JavaTypes.vector(dtype), frame.fresh("x"), joined));
      }
    }
    if (dtype.isBool()) {
      boolean any = kind == Op.OR || kind == Op.MAX || kind == Op.ADD;
      return JavaExpression.atom("$L.$LTrue()", all.get(0), any ? "any" : "all");
    }
    int count = registers.lanes(dtype);
    JavaExpression array = frame.scratch(dtype, count, "fold");
    frame.code().line("$L.intoArray($L, 0)", frame.unit.exact(all.get(0), dtype), array);
    return JavaExpression.call(LaneFold.function(frame.unit, kind, dtype, count), array);
  }

  // ---- values

  /** A part of a vector; of a bool a mask for registers of its own lane type. */
  private JavaExpression part(Node node, int part) {
    if (names.containsKey(node)) {
      JavaExpression known = names.get(node).get(part);
      boolean carried = node.op() == Op.ACC && !node.dtype().isBool();
      return carried ? frame.unit.exact(known, node.dtype()) : known;
    }
    return switch (node.op()) {
      case BROADCAST -> broadcast(node.source(0), parts.laneType(node));
      case RAMP -> ramp(node, part);
      case LOAD -> load(node, part);
      default -> compute(node, part);
    };
  }

  /** The same with a bool as a mask for registers of the given type, whose parts are counted. */
  private JavaExpression operand(Node node, int part, DType maskType) {
    DType own = parts.laneType(node);
    if (!node.dtype().isBool() || own == maskType) {
      return part(node, part);
    }
    return registers.lanes(own) == registers.lanes(maskType)
        ? ops.maskCast(own, maskType, part(node, part))
        : recut(node, part, own, maskType);
  }

  /** A mask for registers of another number of lanes: through vectors of zeros and ones. */
  private JavaExpression recut(Node node, int part, DType own, DType maskType) {
    DType from = own.integer();
    DType to = maskType.integer();
    IntFunction<JavaExpression> numbers =
        i -> ops.ofMask(ops.maskCast(own, from, part(node, i)), from);
    JavaExpression all = resized(from, to, VectorParts.lanes(node), part, numbers);
    return ops.maskCast(to, maskType, VectorOps.toMask(all, to));
  }

  /**
   * A part of the values of a type as those of one of another size: a piece of a wider register, or
   * several narrower ones beside each other.
   */
  private JavaExpression resized(
      DType from, DType to, int lanes, int part, IntFunction<JavaExpression> values) {
    int own = registers.count(lanes, from);
    int wanted = registers.count(lanes, to);
    if (wanted > own) {
      int pieces = wanted / own;
      return ops.convert(from, to, values.apply(part / pieces), part % pieces);
    }
    int pieces = own / wanted;
    JavaExpression all = ops.convert(from, to, values.apply(part * pieces), 0);
    for (int piece = 1; piece < pieces; piece++) {
      JavaExpression next = ops.convert(from, to, values.apply(part * pieces + piece), -piece);
      JavaExpression lanesOf = frame.constant(DType.BOOL, ops.lanesOf(to, piece, pieces));
      all = JavaExpression.atom("$L.blend($L, $L)", all, next, lanesOf);
    }
    return all;
  }

  private JavaExpression broadcast(Node scalar, DType laneType) {
    JavaExpression value = scalars.value(scalar);
    return scalar.dtype().isBool()
        ? JavaExpression.atom("$L.maskAll($L)", frame.unit.species(laneType), value)
        : ops.broadcast(scalar.dtype(), value);
  }

  private JavaExpression ramp(Node ramp, int part) {
    DType dtype = ramp.dtype();
    JavaExpression offsets = ops.offsets(dtype, (Arg.Ramp) ramp.arg(), part);
    return ramp.source(0).isIndex(0)
        ? offsets
        : JavaExpression.atom("$L.add($L)", broadcast(ramp.source(0), dtype), offsets);
  }

  private JavaExpression compute(Node node, int part) {
    DType masks = parts.laneType(node);
    if (VectorOps.resizes(node)) {
      Node source = node.source(0);
      int lanes = VectorParts.lanes(node);
      return resized(source.dtype(), node.dtype(), lanes, part, i -> part(source, i));
    }
    if (!VectorOps.has(node)) {
      return laneByLane(node, part);
    }
    List<JavaExpression> in = new ArrayList<>();
    for (Node source : node.sources()) {
      boolean count = VectorOps.isShift(node.op()) && source == node.source(1) && isConst(source);
      in.add(
          count
              ? JavaExpression.number((int) source.source(0).literal().bits())
              : operand(source, part, masks));
    }
    return ops.of(node, in);
  }

  private static boolean isConst(Node vector) {
    return vector.op() == Op.BROADCAST && vector.source(0).isConst();
  }

  /** What has no vector instruction: of operands, or of the index and gate of a LOAD. */
  private JavaExpression laneByLane(Node node, int part) {
    JavaExpression vector = laneLoops.value(node, spilled(node, part, parts.lanesOfPart(node)));
    return declared(node.dtype(), vector);
  }

  /** What a part needs of each operand, all made before one is written to an array. */
  private List<LaneLoops.Operand> spilled(Node user, int part, int lanes) {
    int first = user.op() == Op.LOAD || user.op() == Op.STORE ? 1 : 0;
    List<LaneLoops.Operand> operands = new ArrayList<>();
    for (Node node : user.sources().subList(first, user.arity())) {
      if (!VectorParts.isVector(node)) {
        continue; // a gate that all lanes share
      }
      int own = parts.lanesOfPart(node);
      boolean formula = node.op() == Op.BROADCAST || node.op() == Op.RAMP;
      List<JavaExpression> needed = new ArrayList<>();
      for (int i = 0; i < Math.max(1, lanes / own) && !formula; i++) {
        needed.add(part(node, part * lanes / own + i));
      }
      operands.add(new LaneLoops.Operand(node, part * lanes, part * lanes % own, needed));
    }
    return operands;
  }

  // ---- memory

  private JavaExpression load(Node load, int part) {
    boolean gated = load.arity() == 3;
    Node index = load.source(1);
    if (load.dtype().isBool() || index.op() != Op.RAMP) {
      return laneByLane(load, part);
    } else if (gated) {
      return loadGated(load, part);
    }
    return VectorParts.isContiguous(index)
        ? ops.load(load.dtype(), frame.name(load.source(0)), place(index, part, load))
        : laneByLane(load, part);
  }

  /** A load that may reach over an edge of its array, of elements that are so far apart. */
  private JavaExpression loadGated(Node load, int part) {
    DType dtype = load.dtype();
    JavaExpression array = frame.name(load.source(0));
    JavaExpression start = place(load.source(1), part, load);
    JavaExpression gate = operand(load.source(2), part, dtype);
    Edge edge = new Edge(frame, dtype, registers.lanes(dtype));
    JavaExpression vector = edge.load(load, array, start);
    JavaExpression zero = frame.constant(dtype, ops.broadcast(dtype, ScalarOps.zero(dtype)));
    return declared(dtype, JavaExpression.atom("$L.blend($L, $L)", zero, vector, gate));
  }

  /** A vector that gets a name at once, because statements stand before it. */
  private JavaExpression declared(DType dtype, JavaExpression value) {
    JavaExpression name = frame.declare(JavaTypes.vector(dtype), frame.fresh("x"), value);
    declared.add(name);
    return name;
  }
}
