package dev.quern.compiler.loops;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.LoopCarriedDependence;
import dev.quern.compiler.lower.Strides;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Classifies the values in a loop's body as uniform, affine or varying in its iterations, and says
 * in which form each is needed where several iterations run at once: for all of them, or, of an
 * affine index, for the first only.
 */
public final class LoopValues {
  private final Node range;
  private final List<Node> body;
  private final Strides strides;
  private final List<Node> statements = new ArrayList<>(); // of the body, flattened
  private final Set<Node> declared = new HashSet<>(); // accumulators of the body
  private final Set<Node> reduced = new LinkedHashSet<>(); // accumulators around it that it updates
  private final Map<Node, Boolean> varying = new HashMap<>();
  private final Set<Node> whole = new LinkedHashSet<>();

  public LoopValues(Node range, List<Node> body) {
    this.range = range;
    this.body = body;
    body.forEach(this::flatten);
    for (Node statement : statements) {
      if (statement.op() == Op.UPDATE && !declared.contains(statement.source(0))) {
        reduced.add(statement.source(0));
      }
    }
    Set<Node> moving = new HashSet<>(declared);
    moving.addAll(reduced);
    this.strides = new Strides(range, moving);
    demand();
  }

  private void flatten(Node statement) {
    statements.add(statement);
    if (statement.op() == Op.LOOP) {
      statement.sources().stream().skip(1).forEach(this::flatten);
    } else if (statement.op() == Op.ACC) {
      declared.add(statement);
    }
  }

  /** Accumulators around the loop that it updates. */
  public Set<Node> reduced() {
    return reduced;
  }

  public Node range() {
    return range;
  }

  /** True if the value is needed for all lanes. */
  boolean isWhole(Node node) {
    return whole.contains(node);
  }

  /** Operations of one iteration. */
  int operations() {
    return whole.size();
  }

  /**
   * Operations on registers for so many iterations: the size of the body in vectors, where a clamp
   * counts as so many.
   */
  int operations(Registers registers, int lanes, int clamp) {
    int operations = 0;
    for (Node node : whole) {
      DType dtype = node.dtype().isBool() ? narrowest() : node.dtype();
      operations += registers.count(lanes, dtype) * (Clamp.is(node) ? clamp : 1);
    }
    return operations;
  }

  /** By how much an affine value moves from one iteration to the next. */
  public OptionalLong stride(Node index) {
    return strides.of(index);
  }

  /** True of an affine integer: all lanes follow from the first. */
  public boolean isAffine(Node node) {
    return node.dtype().isInteger() && stride(node).isPresent();
  }

  /** True unless the value is uniform. */
  public boolean varies(Node root) {
    Deque<Node> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Node node = pending.peek();
      if (varying.containsKey(node)) {
        pending.pop();
        continue;
      }
      List<Node> missing = List.of();
      if (node != range && node.op() != Op.ACC) {
        missing = node.sources().stream().filter(source -> !varying.containsKey(source)).toList();
      }
      if (missing.isEmpty()) {
        varying.put(pending.pop(), variesItself(node));
      } else {
        missing.forEach(pending::push);
      }
    }
    return varying.get(root);
  }

  private boolean variesItself(Node node) {
    if (node == range) {
      return true;
    }
    return node.op() == Op.ACC
        ? declared.contains(node) || reduced.contains(node)
        : node.sources().stream().anyMatch(varying::get);
  }

  private void demand() {
    Deque<Node> pending = new ArrayDeque<>();
    for (Node statement : statements) {
      switch (statement.op()) {
        case ACC -> want(statement.source(0), pending);
        case UPDATE -> want(statement.source(1), pending);
        case STORE -> {
          index(statement.source(1), pending);
          statement.sources().stream().skip(2).forEach(value -> want(value, pending));
        }
        default -> {}
      }
    }
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (isAffine(node)) {
        continue; // all lanes follow from the first
      }
      if (node.op() == Op.LOAD) {
        index(node.source(1), pending);
        node.sources().stream().skip(2).forEach(gate -> want(gate, pending));
      } else if (!NestStatements.isAtom(node)) {
        node.sources().forEach(source -> want(source, pending));
      }
    }
  }

  private void want(Node node, Deque<Node> pending) {
    if (varies(node) && whole.add(node)) {
      pending.push(node);
    }
  }

  private void index(Node index, Deque<Node> pending) {
    if (stride(index).isEmpty()) {
      want(index, pending);
    }
  }

  /**
   * The narrowest type that is computed or accumulated in lanes; int32 where there are only masks.
   */
  DType narrowest() {
    DType narrowest = DType.BOOL;
    for (Node node : whole) {
      narrowest = narrower(narrowest, node.dtype());
    }
    for (Node node : reduced) {
      narrowest = narrower(narrowest, node.dtype());
    }
    for (Node statement : statements) {
      if (statement.op() == Op.STORE) {
        narrowest = narrower(narrowest, statement.source(2).dtype());
      }
    }
    return narrowest == DType.BOOL ? DType.INT32 : narrowest;
  }

  private static DType narrower(DType a, DType b) {
    if (a.isBool() || b.isBool()) {
      return a.isBool() ? b : a;
    }
    boolean same = a.bytes() == b.bytes();
    return a.bytes() < b.bytes() || same && a.isFloat() ? a : b;
  }

  /** Why iterations must run one after the other; empty if they need not. */
  public Optional<String> obstacle() {
    for (Node statement : statements) {
      if (statement.op() == Op.LOOP && varies(statement.source(0).source(0))) {
        return Optional.of("an inner loop's extent varies with the iteration");
      }
    }
    return LoopCarriedDependence.by(range, body);
  }

  /**
   * True if iterations may run twice: nothing is read that they may have written. An argument may
   * be written over in place if all of it is read where it is written (see {@code Overwriting}).
   */
  boolean isIdempotent() {
    List<Node> stores = statements.stream().filter(s -> s.op() == Op.STORE).toList();
    Map<Node, Set<Node>> read = new LinkedHashMap<>();
    for (Node node : expressions()) {
      if (node.op() == Op.LOAD) {
        read.computeIfAbsent(node.source(0), array -> new HashSet<>()).add(node.source(1));
      }
    }
    return stores.stream()
        .noneMatch(
            store ->
                read.containsKey(store.source(0)) || read.containsValue(Set.of(store.source(1))));
  }

  private Set<Node> expressions() {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> pending = new ArrayDeque<>();
    for (Node statement : statements) {
      int skipped = statement.op() == Op.UPDATE || statement.op() == Op.STORE ? 1 : 0;
      if (statement.op() != Op.LOOP) {
        statement.sources().stream().skip(skipped).forEach(pending::push);
      }
    }
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (seen.add(node) && node.op() != Op.ACC) {
        node.sources().forEach(pending::push);
      }
    }
    return seen;
  }
}
