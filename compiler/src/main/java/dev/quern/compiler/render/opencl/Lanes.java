package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Strides;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A vector loop: which values differ between its lanes, how indices grow from lane to lane, and
 * which values its text needs as a vector and which for the first lane only.
 */
final class Lanes {
  /** Outside of vector loops. */
  static final Lanes NONE = new Lanes(1);

  private final int count;
  private final Dataflow flow;
  private final BitSet varying = new BitSet();
  private final Strides strides;
  private final Set<Operand> needed = new HashSet<>();

  /** A node in one of its two forms: of all lanes, or of the first. */
  record Operand(Node node, boolean wide) {}

  private Lanes(int count) {
    this.count = count;
    this.flow = null;
    this.strides = null;
  }

  Lanes(int count, Node loop, Dataflow flow) {
    this.count = count;
    this.flow = flow;
    varying.set(flow.atom(loop.source(0)));
    Set<Node> own = new HashSet<>(); // accumulators that each lane has
    for (Node statement : flow.within(loop)) {
      if (statement.op() == Op.ACC) {
        varying.set(flow.atom(statement));
        own.add(statement);
      }
    }
    this.strides = new Strides(loop.source(0), own);
    Deque<Operand> pending = new ArrayDeque<>();
    flow.within(loop).forEach(statement -> addRoots(statement, pending));
    while (!pending.isEmpty()) {
      Operand operand = pending.pop();
      if (needed.add(operand) && operand.node().op() != Op.RANGE && operand.node().op() != Op.ACC) {
        operands(operand).forEach(pending::push);
      }
    }
  }

  private void addRoots(Node statement, Deque<Operand> pending) {
    switch (statement.op()) {
      case STORE -> storeOperands(statement).forEach(pending::push);
      case UPDATE -> pending.push(form(statement.source(1), true));
      case ACC -> pending.push(form(statement.source(0), true));
      default -> pending.push(form(statement.source(0).source(0), false));
    }
  }

  private Deque<Operand> storeOperands(Node store) {
    Deque<Operand> operands = new ArrayDeque<>();
    boolean gated = store.arity() > 3;
    operands.add(form(store.source(1), gated || !neighbours(store.source(1))));
    for (int i = 2; i < store.arity(); i++) {
      operands.add(form(store.source(i), true));
    }
    return operands;
  }

  int count() {
    return count;
  }

  boolean wide() {
    return count > 1;
  }

  /** True if the lanes hold different values of a node. */
  boolean vary(Node node) {
    return wide() && flow.of(node).intersects(varying);
  }

  /** True if the lanes address neighbouring elements. */
  boolean neighbours(Node index) {
    return wide() && strides.of(index).equals(OptionalLong.of(1));
  }

  boolean needs(Node node, boolean wide) {
    return needed.contains(new Operand(node, wide));
  }

  private Operand form(Node node, boolean wide) {
    return new Operand(node, wide && vary(node));
  }

  /** What the text of a value is made from; values that do not vary are spread over the lanes. */
  Deque<Operand> operands(Operand value) {
    Node node = value.node();
    boolean wide = value.wide();
    Deque<Operand> operands = new ArrayDeque<>();
    if (node.op() == Op.LOAD) {
      operands.add(form(node.source(1), wide && !neighbours(node.source(1))));
      if (node.arity() > 2) {
        operands.add(form(node.source(2), wide));
      }
    } else {
      node.sources().forEach(source -> operands.add(form(source, wide)));
    }
    return operands;
  }
}
