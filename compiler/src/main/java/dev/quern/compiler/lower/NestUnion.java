package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.target.ContractionTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the segments of several nests side by side in one, phase by phase. */
final class NestUnion {
  private final List<List<Node>> phases = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Slot, Integer> known = new HashMap<>(); // of tensors
  private final List<Nest.Argument> arguments = new ArrayList<>();
  private final Set<Nest.Scalar> scalars = new LinkedHashSet<>();
  private long nextId;

  void add(Lowered kernel) {
    List<Node> renamed = new ArrayList<>();
    Map<Long, Long> ids = new HashMap<>();
    Node root = renumbered(kernel.nest().kernel(), slotsOf(kernel), ids);
    renamed.addAll(root.sources());
    for (Decision decision : kernel.nest().decisions()) {
      decisions.add(moved(decision, ids));
    }
    for (int phase = 0; phase < renamed.size(); phase++) {
      if (phases.size() <= phase) {
        phases.add(new ArrayList<>());
      }
      phases.get(phase).addAll(renamed.get(phase).sources());
    }
    scalars.addAll(kernel.nest().scalars());
  }

  /** The union's slot for each of a kernel's; tensors that both use are passed once. */
  private List<Integer> slotsOf(Lowered kernel) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < kernel.slots().size(); i++) {
      Slot slot = kernel.slots().get(i);
      Integer number = known.get(slot);
      if (number == null) {
        number = slots.size();
        slots.add(slot);
        arguments.add(kernel.nest().arguments().get(i));
        if (slot.tensor().isPresent()) {
          known.put(slot, number);
        }
      }
      numbers.add(number);
    }
    return numbers;
  }

  private Node renumbered(Node kernel, List<Integer> numbers, Map<Long, Long> ids) {
    Map<Node, Node> rebuilt = new HashMap<>();
    for (Node node : Topology.of(List.of(kernel))) {
      Node[] sources = node.sources().stream().map(rebuilt::get).toArray(Node[]::new);
      Arg arg = node.arg();
      if (arg instanceof Arg.Id id) {
        ids.put(id.id(), nextId);
        arg = new Arg.Id(nextId++);
      } else if (arg instanceof Arg.Accumulator acc) {
        arg = new Arg.Accumulator(acc.kind(), (int) nextId++);
      } else if (arg instanceof Arg.Slot slot) {
        arg = new Arg.Slot(numbers.get(slot.index()));
      }
      rebuilt.put(node, Node.of(node.op(), node.dtype(), node.shape(), arg, sources));
    }
    return rebuilt.get(kernel);
  }

  private Decision moved(Decision decision, Map<Long, Long> ids) {
    if (decision instanceof Decision.Vectorize vectorize) {
      long range = ids.get(vectorize.range());
      return new Decision.Vectorize(range, vectorize.lanes(), vectorize.unroll());
    }
    if (decision instanceof Decision.Strips strips) {
      return new Decision.Strips(ids.get(strips.range()), strips.elements());
    }
    if (decision instanceof Decision.Unroll unroll) {
      return new Decision.Unroll(ids.get(unroll.range()), unroll.factor());
    }
    Decision.Chunk chunk = (Decision.Chunk) decision;
    int before = chunk.phase() < phases.size() ? phases.get(chunk.phase()).size() : 0;
    return new Decision.Chunk(chunk.phase(), before + chunk.segment(), chunk.rows());
  }

  Lowered build(String name, Optional<ContractionTemplate> template) {
    List<Node> joined =
        phases.stream()
            .map(segments -> Nodes.statement(Op.PHASE, Arg.NONE, segments.toArray(Node[]::new)))
            .toList();
    Node kernel = Nodes.statement(Op.KERNEL, Arg.NONE, joined.toArray(Node[]::new));
    Nest nest = new Nest(name, kernel, decisions, arguments, List.copyOf(scalars), template);
    return new Lowered(nest, slots);
  }
}
