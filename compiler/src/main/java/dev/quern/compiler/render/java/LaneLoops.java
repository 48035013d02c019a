package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what has no vector instruction, and what has another number of lanes than its operands, as
 * a small loop over the lanes of a part, through arrays of the thread. Masks go through vectors,
 * because JDK 17 makes objects of those that are loaded or stored.
 */
final class LaneLoops {
  private static final JavaExpression LANE = JavaExpression.name("lane");

  private final Frame frame;
  private final Scalars scalars;
  private final VectorParts vectorParts;
  private final VectorOps ops;

  LaneLoops(Scalars scalars, VectorParts vectorParts) {
    this.frame = scalars.frame();
    this.scalars = scalars;
    this.vectorParts = vectorParts;
    this.ops = new VectorOps(frame.unit);
  }

  /**
   * An operand.
   *
   * @param first the lane of the whole vector that is the first here
   * @param start the same, counted in the parts
   * @param parts none if a formula gives each lane
   */
  record Operand(Node node, int first, int start, List<JavaExpression> parts) {}

  /** A vector or mask of an elementwise op, or of a LOAD given its index and gate. */
  JavaExpression value(Node node, List<Operand> in) {
    JavaExpression each = node.op() == Op.LOAD ? element(node, in) : computed(node, in);
    DType of = vectorParts.laneType(node);
    int lanes = vectorParts.lanesOfPart(node);
    JavaExpression array = frame.scratch(of, lanes, "out");
    boolean mask = node.dtype().isBool();
    JavaExpression one =
        mask ? ScalarOps.choice(each, JavaExpression.number(1), JavaExpression.ZERO) : each;
    frame.code().count("lane", lanes);
    frame.code().assign(array.element(LANE), one);
    frame.code().close();
    JavaExpression vector = ops.load(of, array, 0);
    return mask ? VectorOps.toMask(vector, of) : vector;
  }

  private JavaExpression computed(Node node, List<Operand> in) {
    List<JavaExpression> values = new ArrayList<>();
    for (Operand operand : in) {
      values.add(value(operand, "in" + values.size()));
    }
    return ScalarOps.of(node, values);
  }

  private JavaExpression element(Node load, List<Operand> in) {
    JavaExpression element = frame.name(load.source(0)).element(place(in.get(0)));
    return in.size() == 1
        ? element
        : ScalarOps.choice(value(in.get(1), "gate"), element, ScalarOps.zero(load.dtype()));
  }

  /** A STORE of index, value and perhaps a gate. */
  void store(Node store, boolean gated, List<Operand> in) {
    JavaExpression element = frame.name(store.source(0)).element(place(in.get(0)));
    JavaExpression value = value(in.get(1), "value");
    JavaExpression gate = gated ? value(in.get(2), "gate") : JavaExpression.NOTHING;
    frame.code().count("lane", vectorParts.lanesOfPart(store.source(2)));
    if (gated) {
      frame.code().open("if ($L)", gate);
    }
    frame.code().assign(element, value);
    if (gated) {
      frame.code().close();
    }
    frame.code().close();
  }

  /** The operand as an expression in {@code lane}; {@code use} tells operands apart. */
  private JavaExpression value(Operand operand, String use) {
    Node node = operand.node;
    if (operand.parts.isEmpty()) {
      JavaExpression first = scalars.value(node.source(0));
      return node.op() == Op.RAMP ? moved(operand, first) : first;
    }
    JavaExpression element = spill(operand, use).element(LANE.plus(operand.start));
    return node.dtype().isBool()
        ? JavaExpression.infix(element, "!=", JavaExpression.ZERO, JavaExpression.EQUALITY)
        : element;
  }

  /** The operand as an index of an array. */
  private JavaExpression place(Operand operand) {
    Node index = operand.node;
    return index.op() == Op.RAMP
        ? moved(operand, scalars.subscript(index.source(0)))
        : Scalars.subscript(index, value(operand, "index"));
  }

  /** Writes the parts to an array of the thread, masks as vectors of zeros and ones. */
  private JavaExpression spill(Operand operand, String use) {
    DType of = vectorParts.laneType(operand.node);
    int own = vectorParts.lanesOfPart(operand.node);
    JavaExpression array = frame.scratch(of, operand.parts.size() * own, use);
    for (int i = 0; i < operand.parts.size(); i++) {
      JavaExpression vector = operand.parts.get(i);
      JavaExpression numbers = operand.node.dtype().isBool() ? ops.ofMask(vector, of) : vector;
      frame.code().line("$L.intoArray($L, $L)", frame.unit.exact(numbers, of), array, i * own);
    }
    return array;
  }

  /** From the value of the ramp's first lane to that of this one. */
  private static JavaExpression moved(Operand operand, JavaExpression first) {
    long step = ((Arg.Ramp) operand.node.arg()).stride();
    JavaExpression start = first.plus(step * operand.first);
    return JavaExpression.infix(start, "+", LANE.times(step), JavaExpression.SUM);
  }
}
