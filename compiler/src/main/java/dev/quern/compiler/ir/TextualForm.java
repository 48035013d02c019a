package dev.quern.compiler.ir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns nodes into the textual form: one node a line for a tensor graph, indented blocks for a
 * nest.
 *
 * <p>The text is a function of structure alone. {@link Parser} turns it back into the same nodes,
 * except that storages have no text: they become Slots in order of first visit. The grammar is in
 * the package's documentation.
 */
public final class TextualForm {
  private TextualForm() {}

  /** The text of the roots and all that they reach. */
  public static String of(Node... roots) {
    return of(List.of(roots));
  }

  /** The text of the roots and all that they reach. */
  public static String of(Collection<Node> roots) {
    List<Node> slotted = Slots.in(List.copyOf(roots));
    List<Node> order = Topology.of(slotted);
    boolean kernel = order.stream().anyMatch(node -> node.op().group() == Op.Group.KERNEL);
    return sizes(order) + (kernel ? NestPrinter.print(slotted, order) : graph(slotted, order));
  }

  private static String graph(List<Node> roots, List<Node> order) {
    Map<Node, String> names = new IdentityHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Node node : order) {
      String name = "%" + names.size();
      names.put(node, name);
      text.append(name).append(" = ").append(line(node, names)).append('\n');
    }
    return text.append("return ").append(join(roots, names, ", ")).append('\n').toString();
  }

  /** A node in full, its sources by name. */
  static String line(Node node, Map<Node, String> names) {
    return node + (node.arity() == 0 ? "" : " " + join(node.sources(), names, " "));
  }

  private static String join(List<Node> nodes, Map<Node, String> names, String separator) {
    return nodes.stream().map(names::get).collect(Collectors.joining(separator));
  }

  /** Declarations of the variables in shapes and offsets, whose text there is their name alone. */
  private static String sizes(List<Node> order) {
    Set<Variable> variables = new TreeSet<>();
    for (Node node : order) {
      node.shape().sizes().forEach(size -> variables.addAll(size.terms().keySet()));
      offsets(node.arg()).forEach(size -> variables.addAll(size.terms().keySet()));
    }
    return variables.stream()
        .map(variable -> "size " + new Arg.Symbol(variable) + "\n")
        .collect(Collectors.joining());
  }

  private static List<Size> offsets(Arg arg) {
    List<Size> offsets = new ArrayList<>();
    if (arg instanceof Arg.Shrink shrink) {
      offsets.addAll(shrink.starts());
    } else if (arg instanceof Arg.Pad pad) {
      offsets.addAll(pad.before());
      offsets.addAll(pad.after());
    }
    return offsets;
  }

  /** Replaces storages by the lowest Slots that are free. */
  private static final class Slots {
    private final Map<Arg, Arg.Slot> slots = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();

    static List<Node> in(List<Node> roots) {
      List<Node> order = Topology.of(roots);
      return order.stream().anyMatch(node -> node.arg() instanceof Arg.Stored)
          ? new Slots().replace(roots, order)
          : roots;
    }

    private List<Node> replace(List<Node> roots, List<Node> order) {
      for (Node node : order) {
        if (node.arg() instanceof Arg.Slot slot) {
          taken.add(slot.index());
        }
      }
      Map<Node, Node> replaced = new IdentityHashMap<>();
      for (Node node : order) {
        Node[] sources = node.sources().stream().map(replaced::get).toArray(Node[]::new);
        Arg arg = node.arg() instanceof Arg.Stored ? slot(node.arg()) : node.arg();
        replaced.put(node, Node.of(node.op(), node.dtype(), node.shape(), arg, sources));
      }
      return roots.stream().map(replaced::get).toList();
    }

    private Arg.Slot slot(Arg stored) {
      return slots.computeIfAbsent(
          stored,
          key -> {
            int free = 0;
            while (!taken.add(free)) {
              free++;
            }
            return new Arg.Slot(free);
          });
    }
  }
}
