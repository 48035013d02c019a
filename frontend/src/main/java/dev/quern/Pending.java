package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Topology;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.request.IndexException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors that a thread has promised to store with its next request: roots and leaf gradients
 * of each backward, tensors written in place, clones. They are held strongly, so that what is
 * evaluated does not depend on garbage collection.
 */
final class Pending {
  private final Set<Tensor> tensors = new LinkedHashSet<>(); // by identity: Tensor has no equals
  private final Map<Tensor, Runnable> undoing = new LinkedHashMap<>();
  private final boolean deferred;

  Pending() {
    this(false);
  }

  private Pending(boolean deferred) {
    this.deferred = deferred;
  }

  /** One that evaluates nothing. */
  static Pending deferred() {
    return new Pending(true);
  }

  void add(Tensor tensor) {
    tensors.add(tensor);
  }

  /** The same of one that was written, with what makes it what it was. */
  void add(Tensor tensor, Runnable undo) {
    tensors.add(tensor);
    undoing.putIfAbsent(tensor, undo);
  }

  void remove(Tensor tensor) {
    tensors.remove(tensor);
    undoing.remove(tensor);
  }

  boolean contains(Tensor tensor) {
    return tensors.contains(tensor);
  }

  /** The nodes that the next request evaluates on a device, if it asks for nothing else. */
  List<Node> wanted(Device device) {
    return new ArrayList<>(wanted(tensors).getOrDefault(device, Set.of()));
  }

  private static Map<Device, Set<Node>> wanted(Set<Tensor> tensors) {
    Map<Device, Set<Node>> wanted = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      if (!tensor.isStored()) {
        wanted
            .computeIfAbsent(tensor.device(), device -> new LinkedHashSet<>())
            .add(tensor.value());
      }
    }
    return wanted;
  }

  /**
   * Evaluates what is asked for and everything pending, each device's share in one plan. If that
   * fails nothing stays pending, so that one bad graph does not fail every later request too; what
   * was written from an index that is out of range is as it was before.
   */
  void evaluate(List<Tensor> asked) {
    if (deferred) {
      return;
    }
    Set<Tensor> all = new LinkedHashSet<>(tensors);
    all.addAll(asked);
    Map<Tensor, Runnable> written = new LinkedHashMap<>(undoing);
    tensors.clear();
    undoing.clear();
    try {
      wanted(all).forEach((device, nodes) -> Evaluation.evaluate(device, new ArrayList<>(nodes)));
    } catch (IndexException failed) {
      undo(written, failed.indices());
      throw failed;
    }
    all.forEach(Tensor::settle);
  }

  /** Takes back what was written from what can't be computed. */
  private static void undo(Map<Tensor, Runnable> written, List<Node> bad) {
    Set<Node> spoilt = new HashSet<>(bad);
    List<Node> values = written.keySet().stream().map(Tensor::value).toList();
    for (Node node : Topology.of(values)) {
      if (node.sources().stream().anyMatch(spoilt::contains)) {
        spoilt.add(node);
      }
    }
    List<Runnable> undoing = new ArrayList<>();
    written.forEach(
        (tensor, undo) -> {
          if (spoilt.contains(tensor.value())) {
            undoing.add(undo);
          }
        });
    undoing.forEach(Runnable::run);
  }
}
