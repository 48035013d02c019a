package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Registers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what has no vector instruction, and what has another number of lanes than its operands, as
 * a small loop over the lanes of a part, through arrays of the thread.
 */
final class LaneLoops {
  private static final Text LANE = Text.atom("lane");

  private final Frame frame;
  private final OneElement one;
  private final Vectors vectors;
  private final Registers registers;
  private final VectorOps ops;

  LaneLoops(Frame frame, OneElement one, Vectors vectors) {
    this.frame = frame;
    this.one = one;
    this.vectors = vectors;
    this.registers = frame.unit.registers;
    this.ops = new VectorOps(frame.unit);
  }

  /** An elementwise op. */
  Text compute(Node node, int part) {
    List<Text> in = new ArrayList<>();
    for (Operand operand : operands(node.sources(), part, lanes(node))) {
      in.add(operand.value("in" + in.size()));
    }
    return gather(node.dtype(), vectors.laneType(node), ScalarOps.of(node, in));
  }

  /** A LOAD of elements that are not contiguous, or of truth values. */
  Text load(Node load, int part) {
    List<Operand> in = operands(load.sources().subList(1, load.arity()), part, lanes(load));
    Text element = element(load, in.get(0));
    if (in.size() == 2) {
      element = ScalarOps.choice(in.get(1).value("gate"), element, ScalarOps.zero(load.dtype()));
    }
    return gather(load.dtype(), vectors.laneType(load), element);
  }

  /** A STORE to places that are not contiguous, behind a gate, or of truth values. */
  void store(Node store, int part, boolean gated) {
    int lanes = lanes(store.source(2));
    List<Operand> in = operands(store.sources().subList(1, gated ? 4 : 3), part, lanes);
    Text element = element(store, in.get(0));
    Text value = in.get(1).value("value");
    Optional<Text> gate = gated ? Optional.of(in.get(2).value("gate")) : Optional.empty();
    open(lanes);
    gate.ifPresent(open -> frame.code().open("if (" + open + ")"));
    frame.code().assign(element.text(), value);
    gate.ifPresent(open -> frame.code().close());
    frame.code().close();
  }

  private int lanes(Node node) {
    return registers.lanes(vectors.laneType(node));
  }

  private Text element(Node access, Operand index) {
    return Text.atom(frame.name(access.source(0)) + "[" + index.place("index") + "]");
  }

  /**
   * A vector of what {@code each} is for each lane, or a mask for registers of the type. Masks go
   * through vectors too, because JDK 17 makes objects of those that are loaded or stored.
   */
  private Text gather(DType dtype, DType of, Text each) {
    String array = frame.scratch(of, registers.lanes(of), "out");
    Text lane = dtype.isBool() ? ScalarOps.choice(each, Text.atom("1"), Text.atom("0")) : each;
    open(registers.lanes(of));
    frame.code().assign(array + "[lane]", lane);
    frame.code().close();
    String vector = Vectors.fromArray(of, frame.unit.species(of), array + ", 0");
    return vectors.declared(dtype, dtype.isBool() ? ops.toMask(vector, of) : vector);
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
    private final List<Text> parts = new ArrayList<>(); // none if a formula gives each lane
    private final int start; // of the lanes in the parts

    Operand(Node node, int part, int lanes) {
      int own = LaneLoops.this.lanes(node);
      this.node = node;
      this.lanes = lanes;
      this.part = part;
      this.start = part * lanes % own;
      boolean formula = node.op() == Op.BROADCAST || node.op() == Op.RAMP;
      for (int i = 0; i < Math.max(1, lanes / own) && !formula; i++) {
        parts.add(vectors.part(node, part * lanes / own + i));
      }
    }

    /** The value as an expression in {@code lane}; {@code use} tells operands apart. */
    Text value(String use) {
      if (parts.isEmpty()) {
        Text first = one.value(node.source(0));
        return node.op() == Op.RAMP ? moved(first) : first;
      }
      Text element = Text.atom(spill(use) + "[" + LANE.plus(start) + "]");
      return node.dtype().isBool()
          ? Text.infix(element, "!=", Text.atom("0"), Text.EQUALITY)
          : element;
    }

    /** The value as an index of an array. */
    Text place(String use) {
      if (node.op() == Op.RAMP) {
        return moved(one.subscript(node.source(0)));
      }
      Text value = value(use);
      return node.dtype() == DType.INT64 ? Text.prefix("(int) ", value) : value;
    }

    /** Writes the parts to an array of the thread, masks as vectors of zeros and ones. */
    private String spill(String use) {
      DType of = vectors.laneType(node);
      int own = registers.lanes(of);
      String array = frame.scratch(of, parts.size() * own, use);
      for (int i = 0; i < parts.size(); i++) {
        String vector = parts.get(i).text();
        String numbers = node.dtype().isBool() ? ops.ofMask(vector, of) : vector;
        String exact = frame.unit.exact(numbers, of);
        frame.code().line(exact + ".intoArray(" + array + ", " + i * own + ")");
      }
      return array;
    }

    /** From the value of the vector's first lane to that of this one. */
    private Text moved(Text first) {
      long step = ((Arg.Ramp) node.arg()).stride();
      Text start = first.plus(step * lanes * part);
      Text moved = step == 1 ? LANE : Text.infix(LANE, "*", Text.number(step), Text.PRODUCT);
      return Text.infix(start, "+", moved, Text.SUM);
    }
  }
}
