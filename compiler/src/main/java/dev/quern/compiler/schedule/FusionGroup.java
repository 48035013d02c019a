package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The nodes that become one kernel: loop ranges, what is evaluated over them, and what is stored.
 * {@link GroupKind} says how the ranges are used.
 */
public final class FusionGroup {
  private final int number;
  private final List<Node> ranges = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Map<Node, List<Node>> stages = new LinkedHashMap<>();
  private final Set<FusionGroup> consumers = new LinkedHashSet<>();
  private final Set<FusionGroup> producers = new LinkedHashSet<>();
  private final Set<Node> pending = new LinkedHashSet<>();
  private int height; // greater than that of each consumer
  private GroupKind kind = new GroupKind.Open();
  private final Set<Node> tensors = new LinkedHashSet<>();
  private double work;

  FusionGroup(int number) {
    this.number = number;
  }

  /** The position in which the scheduler opened it, counted from the graph's outputs. */
  public int number() {
    return number;
  }

  /** Ranges of the outputs, and those that outputs were reduced over, outermost first. */
  public List<Node> ranges() {
    return ranges;
  }

  public List<Output> outputs() {
    return outputs;
  }

  /** The REDUCEs evaluated here, each with the ranges it runs over, by axis. */
  public Map<Node, List<Node>> stages() {
    return stages;
  }

  /** What its loops do, as far as that is decided. */
  GroupKind kind() {
    return kind;
  }

  /** Ranges that all stages share; empty while that is open, and for the kernel to choose. */
  public Optional<Set<Node>> grid() {
    return kind.grid();
  }

  public Optional<Contraction> contraction() {
    return kind.contraction();
  }

  /** The SCATTER_ADD that this kernel does, if that is what it does. */
  public Optional<Node> scatter() {
    return kind.scatter();
  }

  /** The kernels that read what this one stores. */
  public Set<FusionGroup> consumers() {
    return consumers;
  }

  /** The nodes that this group uses and that are not placed yet. */
  Set<Node> pending() {
    return pending;
  }

  /** Another kernel reads what this one stores. */
  void addConsumer(FusionGroup consumer) {
    if (consumer != this && consumers.add(consumer)) {
      consumer.producers.add(this);
      rise(consumer.height + 1);
    }
  }

  /** Takes the place of a kernel that becomes part of it, between those that it reads and feeds. */
  void replaces(FusionGroup other) {
    for (FusionGroup consumer : List.copyOf(other.consumers)) {
      other.consumers.remove(consumer);
      consumer.producers.remove(other);
      addConsumer(consumer);
    }
    for (FusionGroup producer : List.copyOf(other.producers)) {
      producer.consumers.remove(other);
      producer.addConsumer(this);
    }
  }

  private void rise(int least) {
    if (height >= least) {
      return;
    }
    height = least;
    List<FusionGroup> risen = new ArrayList<>(List.of(this));
    while (!risen.isEmpty()) {
      FusionGroup next = risen.remove(risen.size() - 1);
      for (FusionGroup producer : next.producers) {
        if (producer.height <= next.height) {
          producer.height = next.height + 1;
          risen.add(producer);
        }
      }
    }
  }

  /** Ranges outside the grid, once it is decided. */
  public List<Node> row() {
    return grid()
        .map(grid -> ranges.stream().filter(range -> !grid.contains(range)).toList())
        .orElse(List.of());
  }

  /** The tensors and scalars of the launch that are read and written here, at most. */
  Set<Node> tensors() {
    return tensors;
  }

  /** Picoseconds for one element of everything that is written out here. */
  double work() {
    return work;
  }

  void works(double picoseconds) {
    work += picoseconds;
  }

  void decideGrid(Set<Node> chosen) {
    Set<Node> grid = new LinkedHashSet<>();
    ranges.stream().filter(chosen::contains).forEach(grid::add);
    kind = kind.over(grid);
  }

  void contract(Contraction found) {
    kind = kind.contracting(found);
  }

  void scatter(Node node) {
    kind = kind.scattering(node);
  }

  /** True if these are the kernel's outermost ranges, with some left inside. */
  boolean leads(Set<Node> some) {
    return some.size() < ranges.size() && some.containsAll(ranges.subList(0, some.size()));
  }

  /**
   * Puts other ranges and index expressions in the place of its own, where they stand in outputs.
   */
  void rename(List<Node> replaced, UnaryOperator<List<Node>> indices) {
    ranges.clear();
    ranges.addAll(replaced);
    outputs.replaceAll(
        o ->
            new Output(
                o.value(),
                indices.apply(o.indices()),
                o.target(),
                indices.apply(o.targetIndices())));
  }

  /** True if nothing is evaluated here but elementwise and movement ops. */
  boolean isMap() {
    return stages.isEmpty() && isRowwise();
  }

  /** True if it neither contracts nor scatters. */
  boolean isRowwise() {
    return kind instanceof GroupKind.Open || kind instanceof GroupKind.Rows;
  }

  /**
   * True if a reduction that this kernel stores runs over some of its ranges, in a way still open.
   */
  boolean isOpenReduction() {
    return kind instanceof GroupKind.Open && !stages.isEmpty();
  }

  /** The ranges that the stored reductions of an open reduction run over. */
  Set<Node> reduced() {
    Set<Node> reduced = new LinkedHashSet<>();
    stages.values().forEach(reduced::addAll);
    return reduced;
  }

  /** True if {@code other} runs, directly or not, after this kernel. */
  boolean reaches(FusionGroup other) {
    Set<FusionGroup> seen = new HashSet<>();
    List<FusionGroup> open = new ArrayList<>(List.of(this));
    while (!open.isEmpty()) {
      FusionGroup next = open.remove(open.size() - 1);
      if (next.consumers.contains(other)) {
        return true;
      }
      for (FusionGroup consumer : next.consumers) {
        if (consumer.height > other.height && seen.add(consumer)) {
          open.add(consumer);
        }
      }
    }
    return false;
  }

  long evaluations() {
    return product(ranges);
  }

  static long product(Iterable<Node> ranges) {
    long product = 1;
    for (Node range : ranges) {
      product *= Math.max(1, Ranges.extent(range));
    }
    return product;
  }

  @Override
  public String toString() {
    List<String> stored = outputs.stream().map(output -> output.value().op().text()).toList();
    return "kernel "
        + number
        + " "
        + stored
        + (kind instanceof GroupKind.Contracts ? " " + Op.CONTRACTION.text() : "");
  }
}
