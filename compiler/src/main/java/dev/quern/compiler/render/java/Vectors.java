package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Registers;
import dev.quern.compiler.render.Evaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Writes vectors as registers: a vector of more lanes than its type's register has takes several, a
 * <i>part</i> each.
 */
final class Vectors {
  private final Frame frame;
  private final OneElement one;
  private final Registers registers;
  private final VectorOps ops;
  private final LaneLoops laneLoops;
  private final Map<Node, Text[]> names = new HashMap<>();
  private final Set<String> declared = new HashSet<>(); // parts that took statements

  Vectors(Frame frame, OneElement one) {
    this.frame = frame;
    this.one = one;
    this.registers = frame.unit.registers;
    this.ops = new VectorOps(frame.unit);
    this.laneLoops = new LaneLoops(frame, one, this);
  }

  /** True of a vector. */
  static boolean is(Node node) {
    return node.shape().rank() > 0;
  }

  static int lanes(Node vector) {
    return (int) vector.shape().elements();
  }

  /** Registers that the vector takes. */
  int parts(Node vector) {
    return registers.count(lanes(vector), laneType(vector));
  }

  // ---- statements

  /** Keeps the vector under its name. */
  void evaluate(Evaluation evaluation) {
    Node node = evaluation.node();
    names.remove(node);
    boolean constant = node.op() == Op.BROADCAST || node.op() == Op.RAMP;
    keep(node, (constant ? "k" : "w") + evaluation.number(), part -> part(node, part));
  }

  /** An ACC statement. */
  void declare(Node accumulator) {
    names.remove(accumulator);
    Node initial = accumulator.source(0);
    DType masks = laneType(accumulator);
    keep(
        accumulator,
        frame.fresh("a"),
        part ->
            initial.op() == Op.BROADCAST
                ? Text.atom(broadcast(initial.source(0), masks))
                : operand(initial, part, masks));
  }

  private void keep(Node node, String name, IntFunction<Text> texts) {
    TypeName type = Types.vector(node.dtype());
    Text[] parts = new Text[parts(node)];
    for (int part = 0; part < parts.length; part++) {
      if (node.op() == Op.BROADCAST && part > 0) {
        parts[part] = parts[0];
        continue;
      }
      Text text = texts.apply(part);
      if (declared.contains(text.text())) {
        parts[part] = text;
      } else {
        boolean alone = parts.length == 1 || node.op() == Op.BROADCAST;
        parts[part] = Text.atom(alone ? name : name + "_" + part);
        frame.declare(type, parts[part].text(), text);
      }
    }
    names.put(node, parts);
  }

  /** An UPDATE statement. What was made in this iteration comes first: HotSpot knows its class. */
  void update(Node update) {
    Node accumulator = update.source(0);
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    DType masks = laneType(accumulator);
    int parts = registers.count(lanes(update.source(1)), masks);
    for (int part = 0; part < parts; part++) {
      Text old = names.get(accumulator)[part];
      Text value = updating(kind, update.source(1), part, masks);
      frame.code().assign(old.text(), join(kind, accumulator.dtype(), value, old));
    }
  }

  /**
   * What an accumulator is combined with: in a mask's lanes beyond the value's own, which are
   * false, the identity.
   */
  private Text updating(Op kind, Node value, int part, DType masks) {
    Text own = operand(value, part, masks);
    boolean isFilled =
        !value.dtype().isBool()
            || lanes(value) >= registers.lanes(masks)
            || kind.identity(DType.BOOL).bits() == 0;
    if (isFilled) {
      return own;
    }
    String beyond = frame.constant(DType.BOOL, ops.lanesFrom(masks, lanes(value)));
    return Text.atom(VectorOps.onMasks(Op.OR, own.text(), beyond));
  }

  private static Text join(Op kind, DType dtype, Text a, Text b) {
    return Text.atom(
        dtype.isBool()
            ? VectorOps.onMasks(kind, a.text(), b.text())
            : VectorOps.onVectors(kind, a.text(), b.text()));
  }

  /** A STORE statement. */
  void store(Node store) {
    boolean uniformGate = store.arity() == 4 && !is(store.source(3));
    if (uniformGate) {
      frame.code().open("if (" + one.value(store.source(3)) + ")");
    }
    Node value = store.source(2);
    for (int part = 0; part < parts(value); part++) {
      boolean gated = store.arity() == 4 && !uniformGate;
      if (isContiguous(store.source(1)) && !gated && !value.dtype().isBool()) {
        String vector = frame.unit.exact(part(value, part), value.dtype());
        String place = frame.name(store.source(0)) + ", " + place(store.source(1), part, value);
        frame.code().line(vector + ".intoArray(" + place + ")");
      } else {
        laneLoops.store(store, part, gated);
      }
    }
    if (uniformGate) {
      frame.code().close();
    }
  }

  private static boolean isContiguous(Node index) {
    return index.arg() instanceof Arg.Ramp ramp && ramp.stride() == 1;
  }

  /** The index of the first lane of a part of values. */
  private Text place(Node ramp, int part, Node values) {
    long stride = ((Arg.Ramp) ramp.arg()).stride();
    long before = stride * registers.lanes(laneType(values)) * part;
    return one.subscript(ramp.source(0)).plus(before);
  }

  /** What the lanes of a vector combine to, its registers first, all in a tree. */
  Text fold(Node fold) {
    Node vector = fold.source(0);
    Op kind = ((Arg.Fold) fold.arg()).kind();
    DType dtype = vector.dtype();
    List<Text> parts = new ArrayList<>(List.of(names.get(vector)));
    for (int i = 0; i < Math.max(1, parts.size() / 2); i++) {
      parts.set(i, part(vector, i)); // a receiver
    }
    for (int half = parts.size() / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        String name = frame.fresh("x");
        frame.declare(
            Types.vector(dtype), name, join(kind, dtype, parts.get(i), parts.get(i + half)));
        parts.set(i, Text.atom(name));
      }
    }
    if (dtype.isBool()) {
      boolean any = kind == Op.OR || kind == Op.MAX || kind == Op.ADD;
      return Text.atom(parts.get(0) + (any ? ".anyTrue()" : ".allTrue()"));
    }
    int count = registers.lanes(dtype);
    String array = frame.scratch(dtype, count, "fold");
    frame.code().line(frame.unit.exact(parts.get(0), dtype) + ".intoArray(" + array + ", 0)");
    return Text.call(frame.unit.fold(kind, dtype, count), Text.atom(array));
  }

  // ---- values

  /** A part of a vector; of a bool a mask for registers of its own lane type. */
  Text part(Node node, int part) {
    Text[] known = names.get(node);
    if (known != null) {
      boolean carried = node.op() == Op.ACC && !node.dtype().isBool();
      return carried ? Text.atom(frame.unit.exact(known[part], node.dtype())) : known[part];
    }
    return switch (node.op()) {
      case BROADCAST -> Text.atom(broadcast(node.source(0), laneType(node)));
      case RAMP -> ramp(node, part);
      case LOAD -> load(node, part);
      default -> compute(node, part);
    };
  }

  /** The same with a bool as a mask for registers of the given type, whose parts are counted. */
  Text operand(Node node, int part, DType maskType) {
    DType own = laneType(node);
    if (!node.dtype().isBool() || own == maskType) {
      return part(node, part);
    }
    return Text.atom(
        registers.lanes(own) == registers.lanes(maskType)
            ? ops.maskCast(own, maskType, part(node, part).text())
            : recut(node, part, own, maskType));
  }

  /** A mask for registers of another number of lanes: through vectors of zeros and ones. */
  private String recut(Node node, int part, DType own, DType maskType) {
    DType from = own.integer();
    DType to = maskType.integer();
    IntFunction<String> numbers =
        i -> ops.ofMask(ops.maskCast(own, from, part(node, i).text()), from);
    String all = resized(from, to, lanes(node), part, numbers);
    return ops.maskCast(to, maskType, ops.toMask(all, to));
  }

  /**
   * A part of the values of a type as those of one of another size: a piece of a wider register, or
   * several narrower ones beside each other.
   */
  private String resized(DType from, DType to, int lanes, int part, IntFunction<String> values) {
    int own = registers.count(lanes, from);
    int wanted = registers.count(lanes, to);
    if (wanted > own) {
      int pieces = wanted / own;
      return ops.convert(from, to, values.apply(part / pieces), part % pieces);
    }
    int pieces = own / wanted;
    String all = ops.convert(from, to, values.apply(part * pieces), 0);
    for (int piece = 1; piece < pieces; piece++) {
      String next = ops.convert(from, to, values.apply(part * pieces + piece), -piece);
      String lanesOf = frame.constant(DType.BOOL, ops.lanesOf(to, piece, pieces));
      all += ".blend(" + next + ", " + lanesOf + ")";
    }
    return all;
  }

  private String broadcast(Node scalar, DType laneType) {
    String species = frame.unit.species(laneType);
    Text value = one.value(scalar);
    return scalar.dtype().isBool()
        ? species + ".maskAll(" + value + ")"
        : Types.vector(scalar.dtype()).simpleName() + ".broadcast(" + species + ", " + value + ")";
  }

  private Text ramp(Node ramp, int part) {
    DType dtype = ramp.dtype();
    Arg.Ramp arg = (Arg.Ramp) ramp.arg();
    String species = frame.unit.species(dtype);
    String steps = frame.unit.steps(dtype, arg.lanes(), arg.stride());
    String place = steps + ", " + part * registers.lanes(dtype);
    String offsets = fromArray(dtype, species, place);
    return ramp.source(0).isIndex(0)
        ? Text.atom(offsets)
        : Text.atom(broadcast(ramp.source(0), dtype) + ".add(" + offsets + ")");
  }

  private Text compute(Node node, int part) {
    DType masks = laneType(node);
    if (VectorOps.resizes(node)) {
      Node source = node.source(0);
      IntFunction<String> values = i -> part(source, i).text();
      return Text.atom(resized(source.dtype(), node.dtype(), lanes(node), part, values));
    }
    if (!VectorOps.has(node)) {
      return laneLoops.compute(node, part);
    }
    List<String> in = new ArrayList<>();
    for (Node source : node.sources()) {
      boolean count = VectorOps.isShift(node.op()) && source == node.source(1) && isConst(source);
      in.add(
          count
              ? "" + (int) source.source(0).literal().bits()
              : operand(source, part, masks).text());
    }
    return Text.atom(ops.of(node, in));
  }

  private static boolean isConst(Node vector) {
    return vector.op() == Op.BROADCAST && vector.source(0).isConst();
  }

  // ---- memory

  private Text load(Node load, int part) {
    boolean gated = load.arity() == 3;
    boolean ramp = load.source(1).op() == Op.RAMP;
    if (gated && ramp && !load.dtype().isBool()) {
      return loadGated(load, part);
    }
    return isContiguous(load.source(1)) && !gated && !load.dtype().isBool()
        ? loadVector(load, part)
        : laneLoops.load(load, part);
  }

  private Text loadVector(Node load, int part) {
    DType dtype = load.dtype();
    String place = frame.name(load.source(0)) + ", " + place(load.source(1), part, load);
    return Text.atom(fromArray(dtype, frame.unit.species(dtype), place));
  }

  /** A load that may reach over an edge of its array, of elements that are so far apart. */
  private Text loadGated(Node load, int part) {
    DType dtype = load.dtype();
    int lanes = registers.lanes(dtype);
    String array = frame.name(load.source(0));
    Text start = place(load.source(1), part, load);
    long stride = ((Arg.Ramp) load.source(1).arg()).stride();
    Text gate = operand(load.source(2), part, dtype);
    String place = array + ", " + start;
    if (stride != 1) {
      place = Edge.spaced(frame, dtype, array, start, new Edge.Spacing(lanes, stride)) + ", 0";
    } else if (Edge.isNear(load)) {
      place = Edge.reach(frame, dtype, array, start, lanes);
    }
    String species = frame.unit.species(dtype);
    String vector = Types.vector(dtype).simpleName();
    String zero = vector + ".broadcast(" + species + ", " + ScalarOps.zero(dtype) + ")";
    String blended =
        frame.constant(dtype, zero)
            + ".blend("
            + fromArray(dtype, species, place)
            + ", "
            + gate
            + ")";
    return declared(dtype, blended);
  }

  /** A vector that gets a name at once, because statements stand before it. */
  Text declared(DType dtype, String value) {
    String name = frame.fresh("x");
    frame.declare(Types.vector(dtype), name, value);
    declared.add(name);
    return Text.atom(name);
  }

  static String fromArray(DType dtype, String species, String place) {
    return Types.vector(dtype).simpleName() + ".fromArray(" + species + ", " + place + ")";
  }

  // ---- masks

  /** The type whose lanes the vector's registers or masks have: of a bool, of what it compares. */
  DType laneType(Node vector) {
    Node leading = vector;
    while (leading.dtype().isBool()) {
      boolean free =
          leading.op() == Op.BROADCAST || leading.op() == Op.ACC || leading.op() == Op.LOAD;
      if (free) {
        return lanes(vector) % registers.lanes(DType.FLOAT32) == 0 ? DType.FLOAT32 : DType.FLOAT64;
      }
      leading =
          leading.sources().stream()
              .filter(source -> source.op() != Op.BROADCAST)
              .findFirst()
              .orElse(leading.source(0));
    }
    return leading.dtype();
  }
}
