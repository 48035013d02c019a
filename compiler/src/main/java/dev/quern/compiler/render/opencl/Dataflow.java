package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each expression of a segment depends on and what each statement changes, as sets of atoms:
 * the segment's ranges, accumulators and the arrays that it stores to.
 */
final class Dataflow {
  private final List<Node> order = new ArrayList<>();
  private final Map<Node, Integer> atoms = new HashMap<>();
  private final Map<Node, BitSet> dependencies = new HashMap<>();
  private final Map<Node, BitSet> written = new HashMap<>();
  private final Set<Node> sorted = new HashSet<>();
  private final Set<Node> values = new HashSet<>();

  Dataflow(Node segment) {
    sort(segment);
    for (Node node : order) {
      if (node.op() == Op.RANGE || node.op() == Op.ACC) {
        atoms.putIfAbsent(node, atoms.size());
      } else if (node.op() == Op.STORE) {
        atoms.putIfAbsent(node.source(0), atoms.size());
      }
    }
    for (Node node : order) {
      dependencies.put(node, depend(node));
      written.put(node, write(node));
    }
    markValues();
  }

  /** Every node after its sources. */
  List<Node> order() {
    return order;
  }

  /** The atoms that an expression, or what a statement evaluates, depends on. */
  BitSet of(Node node) {
    return dependencies.get(node);
  }

  /** The atoms that a statement sets. */
  BitSet written(Node statement) {
    return written.get(statement);
  }

  /** The atoms that are arrays: LOCALs or BUFFERs. */
  BitSet arrays(Op kind) {
    BitSet arrays = new BitSet();
    for (Node node : order) {
      if (node.op() == Op.STORE && node.source(0).op() == kind) {
        arrays.set(atoms.get(node.source(0)));
      }
    }
    return arrays;
  }

  int atom(Node node) {
    return atoms.get(node);
  }

  /** A loop and the statements in it, at any depth, in order. */
  List<Node> within(Node loop) {
    List<Node> found = new ArrayList<>();
    Deque<Node> stack = new ArrayDeque<>(List.of(loop));
    while (!stack.isEmpty()) {
      Node statement = stack.pop();
      found.add(statement);
      List<Node> body = NestStatements.body(statement);
      for (int i = body.size() - 1; i >= 0; i--) {
        stack.push(body.get(i));
      }
    }
    return found;
  }

  /** The accumulators that a loop updates and does not declare, in order. */
  List<Node> gathered(Node loop) {
    List<Node> updated = new ArrayList<>();
    List<Node> statements = within(loop);
    for (Node statement : statements) {
      if (statement.op() == Op.UPDATE && !updated.contains(statement.source(0))) {
        updated.add(statement.source(0));
      }
    }
    updated.removeAll(statements);
    return updated;
  }

  /** Nodes that serve only to address memory and to bound loops. */
  Set<Node> addresses() {
    Set<Node> addresses = new HashSet<>(order);
    addresses.removeAll(values);
    return addresses;
  }

  private void sort(Node segment) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> stack = new ArrayDeque<>(List.of(segment));
    while (!stack.isEmpty()) {
      Node node = stack.peek();
      if (seen.add(node)) {
        for (int i = node.arity() - 1; i >= 0; i--) {
          if (!seen.contains(node.source(i))) {
            stack.push(node.source(i));
          }
        }
      } else {
        stack.pop();
        if (sorted.add(node)) {
          order.add(node);
        }
      }
    }
  }

  private BitSet depend(Node node) {
    BitSet set = new BitSet();
    boolean accumulator = node.op() == Op.ACC;
    for (int i = node.op() == Op.STORE || node.op() == Op.UPDATE ? 1 : 0; i < node.arity(); i++) {
      if (!accumulator) {
        set.or(dependencies.get(node.source(i)));
      }
    }
    Integer atom = atoms.get(node);
    if (atom != null) {
      set.set(atom);
    }
    return set;
  }

  private BitSet write(Node node) {
    BitSet set = new BitSet();
    switch (node.op()) {
      case STORE, UPDATE -> set.set(atoms.get(node.source(0)));
      case ACC -> set.set(atoms.get(node));
      case LOOP, BLOCK, SEGMENT -> node.sources().forEach(source -> set.or(written.get(source)));
      default -> {}
    }
    return set;
  }

  private void markValues() {
    Deque<Node> stack = new ArrayDeque<>();
    for (Node node : order) {
      switch (node.op()) {
        case STORE -> stack.push(node.source(2));
        case UPDATE -> stack.push(node.source(1));
        case ACC -> stack.push(node.source(0));
        default -> {}
      }
    }
    while (!stack.isEmpty()) {
      Node node = stack.pop();
      if (values.add(node) && node.op() != Op.LOAD && node.op() != Op.RANGE) {
        node.sources().forEach(stack::push);
      }
    }
  }
}
