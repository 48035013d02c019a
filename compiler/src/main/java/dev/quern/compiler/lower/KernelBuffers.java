package dev.quern.compiler.lower;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The buffers that a kernel under construction uses, numbered in the order of first use. */
final class KernelBuffers {
  private final List<Slot> buffers = new ArrayList<>();
  private final Map<Node, Node> slots = new LinkedHashMap<>();
  private final Set<Integer> written = new LinkedHashSet<>();

  /** The same buffers under the same numbers, to which others can be added. */
  KernelBuffers copy() {
    KernelBuffers copy = new KernelBuffers();
    copy.buffers.addAll(buffers);
    copy.slots.putAll(slots);
    copy.written.addAll(written);
    return copy;
  }

  /** The slot from which a stored tensor is read. */
  Node read(Node tensor) {
    return slots.computeIfAbsent(
        tensor, t -> add(new Slot(Optional.of(t), t.dtype(), t.shape().elements())));
  }

  /** The slot to which a tensor is stored. An ASSIGN is stored apart from its target. */
  Node write(Node tensor) {
    Node slot = read(tensor);
    written.add(index(slot));
    return slot;
  }

  /** Memory between the phases of the kernel. */
  Node workspace(DType dtype, long elements) {
    Node slot = add(new Slot(Optional.empty(), dtype, elements));
    written.add(index(slot));
    return slot;
  }

  private Node add(Slot slot) {
    buffers.add(slot);
    return Nodes.slot(slot.dtype(), Shape.of(slot.elements()), buffers.size() - 1);
  }

  private static int index(Node slot) {
    return ((dev.quern.compiler.ir.Arg.Slot) slot.arg()).index();
  }

  List<Slot> all() {
    return buffers;
  }

  List<Nest.Argument> arguments() {
    List<Nest.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      Slot slot = buffers.get(i);
      arguments.add(new Nest.Argument(slot.dtype(), slot.elements(), written.contains(i)));
    }
    return arguments;
  }
}
