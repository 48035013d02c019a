package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.memory.Lengths;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import dev.quern.runtime.request.GraphWalk;
import dev.quern.runtime.request.Placeholder;
import dev.quern.runtime.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Turns pending nodes into stored values. Nodes never change: the leaf that holds a node's value is
 * recorded beside it, for as long as the node lives. Safe to use from several threads.
 */
public final class Evaluation {
  private static final ThreadLocal<GraphWalk> WALK =
      ThreadLocal.withInitial(() -> new GraphWalk(true));

  private Evaluation() {}

  /**
   * The values of a pending graph's varying sizes, from the tensors that it reads.
   *
   * @throws IllegalArgumentException if two of them disagree
   */
  public static Lengths lengths(Node node) {
    return Memory.lengths(Topology.of(List.of(stored(node).orElse(node))));
  }

  /**
   * Computes every wanted node that isn't stored yet, in one plan, and records where its value is.
   */
  public static void evaluate(Device device, List<Node> wanted) {
    evaluate(device, wanted, Optional.empty());
  }

  /**
   * The sizes that the leaves have; of one that none of them has, such as the extent of the
   * reduction axis of a sum that is stored, what the tensors have that a leaf was computed from.
   */
  private static ToLongFunction<Variable> lengths(List<Node> leaves, List<Node> pending) {
    Lengths near = Memory.lengths(leaves);
    return variable -> {
      Lengths known = near.has(variable) ? near : Memory.lengths(Topology.of(pending));
      return known.of(variable);
    };
  }

  /** The same with values for the variables in shapes, in place of those that the leaves have. */
  public static void evaluate(Device device, List<Node> wanted, ToLongFunction<Variable> sizes) {
    evaluate(device, wanted, Optional.of(sizes));
  }

  private static void evaluate(
      Device device, List<Node> wanted, Optional<ToLongFunction<Variable>> sizes) {
    List<Node> pending = pending(device, wanted);
    if (!pending.isEmpty()) {
      Optional<Overtaken> overtaken = attempt(device, pending, sizes, Optional.empty());
      while (overtaken.isPresent()) {
        device.running().await(); // in which another thread may store what is wanted
        overtaken = attempt(device, pending(device, wanted), sizes, overtaken);
      }
    }
  }

  /** A version that was read has been overwritten before it was leased; all that was read. */
  private record Overtaken(StaleVersionException told, List<Node> leaves) {}

  /** Nodes stored in the meantime are read, not computed; throws if that changes nothing. */
  private static Optional<Overtaken> attempt(
      Device device,
      List<Node> pending,
      Optional<ToLongFunction<Variable>> sizes,
      Optional<Overtaken> before) {
    GraphWalk walk = WALK.get();
    walk.start(device.pool());
    Object running = device.running().begin();
    try (Span unused = Probe.span(Phase.PLAN)) {
      Request request = Request.of(walk, pending);
      List<Node> leaves = walk.signature().leaves();
      if (before.isPresent() && before.get().leaves().equals(leaves)) {
        throw before.get().told();
      }
      try {
        store(device, request, pending, sizes);
        return Optional.empty();
      } catch (StaleVersionException told) {
        return Optional.of(new Overtaken(told, List.copyOf(leaves)));
      }
    } finally {
      device.running().end(running);
      walk.clear();
    }
  }

  private static void store(
      Device device,
      Request request,
      List<Node> pending,
      Optional<ToLongFunction<Variable>> sizes) {
    List<Node> read = request.walk().signature().leaves();
    checkDevice(device, read);
    ToLongFunction<Variable> given = sizes.orElseGet(() -> lengths(read, pending));
    List<Node> leaves =
        request.outputs().isEmpty() ? List.of() : device.engine().run(request, given);
    for (int i = 0; i < pending.size(); i++) {
      int output = request.outputOf(i);
      pending.get(i).hasValue(output < 0 ? request.alias(i) : leaves.get(output));
    }
  }

  /** Makes something of a walk over a graph that sees all of it, also what is stored already. */
  static <T> T walked(Device device, List<Node> wanted, Function<Request, T> use) {
    GraphWalk walk = new GraphWalk(false);
    walk.start(device.pool());
    Request request = Request.of(walk, wanted);
    checkDevice(device, walk.signature().leaves());
    return use.apply(request);
  }

  private static List<Node> pending(Device device, List<Node> wanted) {
    List<Node> pending = new ArrayList<>(wanted.size());
    for (Node node : wanted) {
      Node leaf = node.value();
      boolean done = leaf != node && device.holds(leaf);
      if (node.op() != Op.BUFFER && !done) {
        pending.add(node);
      }
    }
    return pending;
  }

  private static void checkDevice(Device device, List<Node> leaves) {
    for (Node leaf : leaves) {
      if (leaf.arg() instanceof Arg.Stored stored && stored.storage() instanceof Placeholder) {
        continue;
      }
      if (!device.holds(leaf)) {
        Memory memory = Memory.of(leaf);
        throw new IllegalArgumentException(
            "%s is on device %s, the evaluation on %s"
                .formatted(memory, memory.pool().device(), device.name()));
      }
    }
  }

  /** The leaf that holds a node's value, once it has been evaluated; a leaf's is itself. */
  public static Optional<Node> stored(Node node) {
    Node leaf = node.value();
    return leaf != node || node.op() == Op.BUFFER ? Optional.of(leaf) : Optional.empty();
  }

  /** The same, if it is held on this device. */
  public static Optional<Node> stored(Node node, Device device) {
    return stored(node).filter(leaf -> device.holds(leaf));
  }

  /** What the last evaluation on a device ran; empty before the first and on {@code reference}. */
  public static Optional<Program> lastProgram(Device device) {
    return device.engine().lastProgram();
  }
}
