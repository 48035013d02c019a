package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Placement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Puts values that all lanes share into all lanes: before the loop where they are known there, else
 * where they are first needed.
 */
final class Spread {
  private final Frame frame;
  private final OneElement one;
  private final LanePlan plan;
  private final Head head;
  private final LaneGroup group;
  private final Set<Node> inner = new HashSet<>(); // values that the loop's body evaluates
  private final Deque<Map<String, String>> open =
      new ArrayDeque<>(); // by text, innermost block first

  Spread(Frame frame, LanePlan plan, Head head, LaneGroup group) {
    this.frame = frame;
    this.one = new OneElement(frame);
    this.plan = plan;
    this.head = head;
    this.group = group;
    enter();
  }

  void enter() {
    open.push(new HashMap<>());
  }

  void leave() {
    open.pop();
  }

  /** The body has just evaluated the value. */
  void evaluated(Node node) {
    inner.add(node);
  }

  /**
   * The name of a vector with the value in all lanes, or of a mask for vectors of {@code maskType}.
   */
  String of(Node node, DType maskType) {
    String text = text(node, maskType);
    if (isKnownBefore(node)) {
      return head.constant(node.dtype(), text);
    }
    for (Map<String, String> block : open) {
      if (block.containsKey(text)) {
        return block.get(text);
      }
    }
    String name = frame.fresh("k");
    frame.declare(Types.vector(node.dtype()), name, text);
    open.peek().put(text, name);
    return name;
  }

  private String text(Node node, DType maskType) {
    DType dtype = node.dtype();
    String species = frame.unit.species(dtype.isBool() ? maskType : dtype, group);
    Text value = one.value(node);
    return dtype.isBool()
        ? species + ".maskAll(" + value + ")"
        : Types.vector(dtype).simpleName() + ".broadcast(" + species + ", " + value + ")";
  }

  /** Variables of inner loops are the only atoms that all lanes share and the body changes. */
  private boolean isKnownBefore(Node node) {
    return Placement.isAtom(node)
        ? node.op() != Op.RANGE || !plan.isInnerRange(node)
        : frame.names.containsKey(node) && !inner.contains(node);
  }
}
