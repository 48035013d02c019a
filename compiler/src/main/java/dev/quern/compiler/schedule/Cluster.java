package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
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
 * A kernel in the making: ranges, what is evaluated over them, and what is stored.
 *
 * <p>Some ranges are the <i>grid</i>, shared by all stages of the kernel; the others are <i>row</i>
 * ranges, over which each stage loops on its own. Which are which is open until a reduction decides
 * it.
 */
public final class Cluster {
  private final int number;
  private final List<Node> ranges = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Map<Node, List<Node>> stages = new LinkedHashMap<>();
  private final Set<Cluster> readers = new LinkedHashSet<>();
  private final Set<Cluster> feeders = new LinkedHashSet<>();
  private final Set<Node> asked = new LinkedHashSet<>();
  private int height; // greater than that of each reader
  private Set<Node> grid; // null while open
  private Contraction contraction; // null if there is none
  private Node scatter; // null if this is none
  private final Set<Node> tensors = new LinkedHashSet<>();
  private double work;

  Cluster(int number) {
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

  /** Ranges that all stages share; empty while that is open, and for the kernel to choose. */
  public Optional<Set<Node>> grid() {
    return Optional.ofNullable(grid);
  }

  public Optional<Contraction> contraction() {
    return Optional.ofNullable(contraction);
  }

  /** The SCATTER_ADD that this kernel does, if that is what it does. */
  public Optional<Node> scatter() {
    return Optional.ofNullable(scatter);
  }

  /** The kernels that read what this one stores. */
  public Set<Cluster> readers() {
    return readers;
  }

  /** The nodes that places of this kernel ask for, or asked for. */
  Set<Node> asked() {
    return asked;
  }

  /** Another kernel reads what this one stores. */
  void feeds(Cluster reader) {
    if (reader != this && readers.add(reader)) {
      reader.feeders.add(this);
      rise(reader.height + 1);
    }
  }

  /** Takes the place of a kernel that becomes part of it, between those that it reads and feeds. */
  void replaces(Cluster other) {
    for (Cluster reader : List.copyOf(other.readers)) {
      other.readers.remove(reader);
      reader.feeders.remove(other);
      feeds(reader);
    }
    for (Cluster feeder : List.copyOf(other.feeders)) {
      feeder.readers.remove(other);
      feeder.feeds(this);
    }
  }

  private void rise(int least) {
    if (height >= least) {
      return;
    }
    height = least;
    List<Cluster> risen = new ArrayList<>(List.of(this));
    while (!risen.isEmpty()) {
      Cluster next = risen.remove(risen.size() - 1);
      for (Cluster feeder : next.feeders) {
        if (feeder.height <= next.height) {
          feeder.height = next.height + 1;
          risen.add(feeder);
        }
      }
    }
  }

  /** Ranges outside the grid, once it is decided. */
  public List<Node> row() {
    return grid == null
        ? List.of()
        : ranges.stream().filter(range -> !grid.contains(range)).toList();
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
    grid = new LinkedHashSet<>();
    ranges.stream().filter(chosen::contains).forEach(grid::add);
  }

  void contract(Contraction found) {
    contraction = found;
  }

  void scatter(Node node) {
    scatter = node;
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
    return stages.isEmpty() && contraction == null && scatter == null;
  }

  /**
   * True if a reduction that this kernel stores runs over some of its ranges, in a way still open.
   */
  boolean isOpenReduction() {
    return grid == null && contraction == null && !stages.isEmpty();
  }

  /** The ranges that the stored reductions of an open reduction run over. */
  Set<Node> reduced() {
    Set<Node> reduced = new LinkedHashSet<>();
    stages.values().forEach(reduced::addAll);
    return reduced;
  }

  /** True if {@code other} runs, directly or not, after this kernel. */
  boolean reaches(Cluster other) {
    Set<Cluster> seen = new HashSet<>();
    List<Cluster> open = new ArrayList<>(List.of(this));
    while (!open.isEmpty()) {
      Cluster next = open.remove(open.size() - 1);
      if (next.readers.contains(other)) {
        return true;
      }
      for (Cluster reader : next.readers) {
        if (reader.height > other.height && seen.add(reader)) {
          open.add(reader);
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
      product *= Math.max(1, Affine.extent(range));
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
        + (contraction == null ? "" : " " + Op.CONTRACTION.text());
  }
}
