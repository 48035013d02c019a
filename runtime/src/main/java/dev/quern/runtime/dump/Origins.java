package dev.quern.runtime.dump;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The origins of nodes, beside them and held weakly; filled by the frontend while somebody wants to
 * know them. Nodes are interned: the first origin of an expression stays.
 */
public final class Origins {
  private static final Map<Node, Origin> ORIGINS = Collections.synchronizedMap(new WeakHashMap<>());
  private static final AtomicInteger WATCHERS = new AtomicInteger();
  private static final ThreadLocal<Deque<String>> MODULES =
      ThreadLocal.withInitial(ArrayDeque::new);

  private Origins() {}

  /** True if origins are to be recorded. */
  public static boolean wanted() {
    return WATCHERS.get() > 0 || Dump.current().isPresent();
  }

  /** Asks for origins of what is built from now on, until {@link #unwatch}. */
  public static void watch() {
    WATCHERS.incrementAndGet();
  }

  public static void unwatch() {
    WATCHERS.decrementAndGet();
  }

  /**
   * Records the origin of a node, and of what it is made of down to the inputs, where there is
   * none. Storages have names instead.
   */
  public static void record(Node node, Collection<Node> inputs, Origin origin) {
    for (Node made : Topology.of(List.of(node), n -> isNew(n, inputs))) {
      if (isNew(made, inputs)) {
        ORIGINS.put(made, origin);
      }
    }
  }

  private static boolean isNew(Node node, Collection<Node> inputs) {
    return node.op() != Op.BUFFER && !inputs.contains(node) && !ORIGINS.containsKey(node);
  }

  /** Where a node was made, if that was recorded. */
  public static Optional<Origin> of(Node node) {
    return Optional.ofNullable(ORIGINS.get(node));
  }

  /** This thread is inside a module now. */
  public static void enter(String module) {
    MODULES.get().push(module);
  }

  /** This thread has left the module that it entered last. */
  public static void leave() {
    MODULES.get().pop();
  }

  /** The path of the module that this thread is in; empty if it is in none. */
  public static String module() {
    String module = MODULES.get().peek();
    return module == null ? "" : module;
  }
}
