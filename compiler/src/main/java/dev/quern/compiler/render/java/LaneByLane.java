package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what has no vector instruction, and what has another number of lanes than its operands, as
 * a small loop over the lanes of a part, through arrays of the thread.
 */
final class LaneByLane {
  private static final Text LANE = Text.atom("lane");

  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final LaneGroup group;
  private final LaneValues values;
  private final VectorOps ops;

  LaneByLane(Frame frame, LanePlan plan, LaneGroup group, LaneValues values) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.group = group;
    this.values = values;
    this.ops = new VectorOps(frame.unit, group);
  }

  /** An elementwise op. */
  Text compute(Node node, int part) {
    List<Text> in = new ArrayList<>();
    for (Operand operand : operands(node.sources(), part, lanes(node))) {
      in.add(operand.value("in" + in.size()));
    }
    return gather(node.dtype(), values.laneType(node), ScalarOps.of(node, in));
  }

  /** A LOAD of elements that do not lie beside each other, or of truth values. */
  Text load(Node load, int part) {
    List<Operand> in = operands(load.sources().subList(1, load.arity()), part, lanes(load));
    Text element = element(load, in.get(0));
    if (in.size() == 2) {
      element = LaneValues.open(in.get(1).value("gate"), element, load.dtype());
    }
    return gather(load.dtype(), values.laneType(load), element);
  }

  /** A STORE to places that do not lie beside each other, behind a gate, or of truth values. */
  void store(Node store, int part) {
    int lanes = lanes(store.source(2));
    List<Operand> in = operands(store.sources().subList(1, store.arity()), part, lanes);
    Text element = element(store, in.get(0));
    Text value = in.get(1).value("value");
    Optional<Text> gate = in.size() == 3 ? Optional.of(in.get(2).value("gate")) : Optional.empty();
    open(lanes);
    gate.ifPresent(open -> frame.code().open("if (" + open + ")"));
    frame.code().assign(element.text(), value);
    gate.ifPresent(open -> frame.code().close());
    frame.code().close();
  }

  private int lanes(Node node) {
    return group.lanes(values.laneType(node));
  }

  private Text element(Node access, Operand index) {
    return Text.atom(frame.name(access.source(0)) + "[" + index.place("index") + "]");
  }

  /**
   * A vector of what {@code each} is for each lane, or a mask for vectors of the type. Masks go
   * through vectors too, because JDK 17 makes objects of those that are loaded or stored.
   */
  private Text gather(DType dtype, DType of, Text each) {
    String array = frame.scratch(of, group.lanes(of), "out");
    Text lane = dtype.isBool() ? ScalarOps.choice(each, Text.atom("1"), Text.atom("0")) : each;
    open(group.lanes(of));
    frame.code().assign(array + "[lane]", lane);
    frame.code().close();
    String vector = LaneValues.fromArray(of, frame.unit.species(of, group), array + ", 0");
    String name = frame.fresh("x");
    frame.declare(Types.vector(dtype), name, dtype.isBool() ? ops.toMask(vector, of) : vector);
    return Text.atom(name);
  }

  private void open(int lanes) {
    frame.code().count("lane", lanes);
  }

  /** All are made before one is spilled: those that are made lane by lane use the same arrays. */
  private List<Operand> operands(List<Node> nodes, int part, int lanes) {
    return nodes.stream().map(node -> new Operand(node, part, lanes)).toList();
  }

  /** What is needed of an operand for so many lanes of a part. */
  private final class Operand {
    private final Node node;
    private final int lanes;
    private final int part;
    private final List<Text> vectors = new ArrayList<>(); // none if a formula gives each lane
    private final int start; // of the lanes in the vectors

    Operand(Node node, int part, int lanes) {
      int own = LaneByLane.this.lanes(node);
      this.node = node;
      this.lanes = lanes;
      this.part = part;
      this.start = part * lanes % own;
      boolean formula = !plan.varies(node) || values.isSteady(node);
      for (int i = 0; i < Math.max(1, lanes / own) && !formula; i++) {
        vectors.add(values.all(node, part * lanes / own + i));
      }
    }

    /** The value as an expression in {@code lane}; {@code use} tells operands apart. */
    Text value(String use) {
      if (vectors.isEmpty()) {
        return plan.varies(node) ? moved(one.value(node)) : one.value(node);
      }
      Text element = Text.atom(spill(use) + "[" + LANE.plus(start) + "]");
      return node.dtype().isBool()
          ? Text.infix(element, "!=", Text.atom("0"), Text.EQUALITY)
          : element;
    }

    /** The value as an index of an array. */
    Text place(String use) {
      return vectors.isEmpty() ? moved(one.subscript(node)) : LaneValues.narrow(node, value(use));
    }

    /** Writes the vectors to an array of the thread, masks as vectors of zeros and ones. */
    private String spill(String use) {
      DType of = values.laneType(node);
      int own = group.lanes(of);
      String array = frame.scratch(of, vectors.size() * own, use);
      for (int i = 0; i < vectors.size(); i++) {
        String vector = vectors.get(i).text();
        String numbers = node.dtype().isBool() ? ops.ofMask(vector, of) : vector;
        String exact = frame.unit.exact(numbers, of, group);
        frame.code().line(exact + ".intoArray(" + array + ", " + i * own + ")");
      }
      return array;
    }

    /** From the value of the loop's first lane to that of this one. */
    private Text moved(Text first) {
      long step = LaneValues.wrapped(node, plan.stride(node).orElseThrow());
      Text start = first.plus(LaneValues.wrapped(node, step * lanes * part));
      Text moved = step == 1 ? LANE : Text.infix(LANE, "*", Text.number(step), Text.PRODUCT);
      return step == 0 ? start : Text.infix(start, "+", moved, Text.SUM);
    }
  }
}
