package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.schedule.Output;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Turns a kernel of the schedule into one STORE for each of its outputs, whose values are
 * expressions over the kernel's ranges: what is computed, before it is decided how. For people to
 * read.
 */
final class IndexForm {
  private final FusionGroup group;
  private final KernelBuffers operands;
  private final Scalarization expressions;

  /**
   * @param operands whose numbers the buffers are to have
   * @param loaded says which nodes another kernel has stored
   */
  IndexForm(Target target, FusionGroup group, KernelBuffers operands, Predicate<Node> loaded) {
    this.group = group;
    this.operands = operands;
    Map<Node, List<Node>> reduced = new LinkedHashMap<>(group.stages());
    group.contraction().ifPresent(found -> reduced.put(found.reduce(), found.k()));
    this.expressions = new Scalarization(target, operands, loaded, reduced);
  }

  List<Node> stores() {
    List<Node> stores = new ArrayList<>();
    if (group.scatter().isPresent()) {
      addScatter(group.scatter().get(), stores);
    } else {
      for (Output output : group.outputs()) {
        Node index = IndexMap.flat(output.targetIndices(), output.target().shape());
        Node value = expressions.value(output.value(), output.indices());
        stores.add(Nodes.store(operands.write(output.target()), index, value));
      }
    }
    Numbering numbering = new Numbering(stores);
    return stores.stream().map(numbering::of).toList();
  }

  private void addScatter(Node scatter, List<Node> stores) {
    Node out = operands.write(scatter);
    Ids ids = Ids.beyondSchedule();
    List<Node> base = axes(scatter, ids);
    Node first = expressions.value(scatter.source(0), base);
    stores.add(Nodes.store(out, IndexMap.flat(base, scatter.shape()), first));
    List<Node> indices = axes(scatter.source(2), ids);
    int axis = ((Arg.Axis) scatter.arg()).axis();
    int rank = scatter.source(1).shape().rank();
    Node position = expressions.value(scatter.source(1), indices.subList(axis, axis + rank));
    List<Node> target = new ArrayList<>(indices.subList(0, axis));
    target.add(Nodes.cast(position, DType.INT32));
    target.addAll(indices.subList(axis + rank, indices.size()));
    Node at = IndexMap.flat(target, scatter.shape());
    Node sum = Nodes.load(out, at).plus(expressions.value(scatter.source(2), indices));
    stores.add(Nodes.store(out, at, sum));
  }

  private static List<Node> axes(Node tensor, Ids ids) {
    return tensor.shape().sizes().stream()
        .map(size -> size.is(1) ? Node.index(0) : ids.range(size.node()))
        .toList();
  }
}
