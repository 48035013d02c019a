package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Output;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a tensor graph that a launch computes, as a graph of its own: what it loads are
 * BUFFERs whose Slots are those of its nest.
 *
 * @param outputs what it stores, in order
 * @param slots for each output the slot of the nest that takes it
 * @param parts for each output whether it is only a part of what that slot holds
 * @param nodes the nodes of the whole graph that are computed here, in topological order
 * @param copies the node of the whole graph that each node here stands for
 */
public record KernelGraph(
    List<Node> outputs,
    List<Integer> slots,
    List<Boolean> parts,
    List<Node> nodes,
    Map<Node, Node> copies) {

  /**
   * The graph of a launch.
   *
   * @param members the kernels of the schedule that it runs
   * @param stored the nodes that some kernel stores
   * @param slots what the slots of its nest hold
   */
  public static KernelGraph of(List<FusionGroup> members, Set<Node> stored, List<Slot> slots) {
    Build build = new Build(stored, slots);
    members.forEach(build::add);
    return new KernelGraph(
        build.outputs, build.outputSlots, build.parts, List.copyOf(build.nodes), build.copies);
  }

  private static final class Build {
    final Set<Node> stored;
    final Map<Node, Integer> slots = new IdentityHashMap<>();
    final List<Node> outputs = new ArrayList<>();
    final List<Integer> outputSlots = new ArrayList<>();
    final List<Boolean> parts = new ArrayList<>();
    final Set<Node> nodes = new LinkedHashSet<>();
    final Map<Node, Node> copies = new IdentityHashMap<>();
    int free;

    Build(Set<Node> stored, List<Slot> slots) {
      this.stored = stored;
      this.free = slots.size();
      for (int i = 0; i < slots.size(); i++) {
        int slot = i;
        slots.get(i).tensor().ifPresent(tensor -> this.slots.put(tensor, slot));
      }
    }

    void add(FusionGroup group) {
      Set<Node> own = new LinkedHashSet<>(group.stages().keySet());
      group.contraction().ifPresent(found -> own.add(found.reduce()));
      group.outputs().stream()
          .filter(output -> output.target() == output.value())
          .forEach(output -> own.add(output.value()));
      Map<Node, Node> here = new IdentityHashMap<>();
      List<Node> values = group.outputs().stream().map(Output::value).toList();
      for (Node node : Topology.of(values, node -> isComputed(node, own))) {
        Node copy = isComputed(node, own) ? copy(node, here) : leaf(node);
        here.put(node, copy);
        copies.putIfAbsent(copy, node);
      }
      for (Output output : group.outputs()) {
        outputs.add(here.get(output.value()));
        outputSlots.add(slots.get(output.target()));
        parts.add(output.target() != output.value());
      }
    }

    private boolean isComputed(Node node, Set<Node> own) {
      return node.op() != Op.BUFFER && (own.contains(node) || !stored.contains(node));
    }

    private Node copy(Node node, Map<Node, Node> here) {
      nodes.add(node);
      return node.with(node.sources().stream().map(here::get).toArray(Node[]::new));
    }

    /**
     * What the kernel loads; what it only names, such as the target of an ASSIGN, has a slot past
     * its own.
     */
    private Node leaf(Node node) {
      Integer slot = slots.get(node);
      if (slot == null) {
        slot = free++;
        slots.put(node, slot);
      }
      return Nodes.slot(node.dtype(), node.shape(), slot);
    }
  }
}
