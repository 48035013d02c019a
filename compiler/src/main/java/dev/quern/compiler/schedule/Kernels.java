package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kernels in the making and the places in them that ask for nodes which are not placed yet:
 * what the scheduler's parts work on.
 */
final class Kernels {
  private final Tuning tuning;
  private final List<Cluster> clusters = new ArrayList<>();
  private final Map<Node, List<Site>> sites = new LinkedHashMap<>();
  private final Map<Node, Set<Cluster>> writers = new LinkedHashMap<>();
  private int opened;
  private long rangeIds;

  Kernels(Tuning tuning) {
    this.tuning = tuning;
  }

  Tuning tuning() {
    return tuning;
  }

  /** The kernels, in the order in which they were opened. */
  List<Cluster> clusters() {
    return clusters;
  }

  /** The places that ask for each node. */
  Map<Node, List<Site>> sites() {
    return sites;
  }

  List<Site> asking(Node node) {
    return sites.getOrDefault(node, List.of());
  }

  /** The kernels that store each stored node. */
  Map<Node, Set<Cluster>> writers() {
    return writers;
  }

  // ---- places

  /** Hands each place that asks for the node on to the node's sources. */
  void inline(Node node, List<Site> asking) {
    for (Site site : asking) {
      passOn(node, site);
    }
  }

  void passOn(Node node, Site site) {
    site.cluster().works(tuning.costs().of(node.op()));
    switch (node.op()) {
      case BUFFER, CONST, VAR, IOTA -> {}
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW ->
          ask(node.source(0), site.at(Access.of(node, site.indices()).indices()));
      case CONCAT -> {
        List<Access> reads = Access.ofParts(node, site.indices());
        for (int part = 0; part < reads.size(); part++) {
          ask(node.source(part), site.at(reads.get(part).indices()));
        }
      }
      case GATHER -> gather(node, site);
      case ASSIGN -> ask(node.source(1), site);
      case RANDOM -> ask(node.source(0), site.at(List.of()));
      default -> node.sources().forEach(source -> ask(source, site));
    }
  }

  /** The position that an index tensor holds is opaque here: a load from a stand-in for it. */
  void gather(Node node, Site site) {
    int axis = ((Arg.Axis) node.arg()).axis();
    Node index = node.source(1);
    int rank = index.shape().rank();
    List<Node> at = site.indices().subList(axis, axis + rank);
    ask(index, site.at(List.copyOf(at)));
    Node standIn = Nodes.local(DType.INT32, Math.max(1, index.shape().elements()), node.hashCode());
    List<Node> indices = new ArrayList<>(site.indices().subList(0, axis));
    indices.add(Nodes.load(standIn, Access.flat(at, index.shape())));
    indices.addAll(site.indices().subList(axis + rank, site.indices().size()));
    ask(node.source(0), site.at(indices));
  }

  void ask(Node node, Site asking) {
    Site site = asking.hoisted();
    site.cluster().asked().add(node);
    List<Site> known = sites.computeIfAbsent(node, n -> new ArrayList<>());
    if (known.stream().noneMatch(site::coincides)) {
      known.add(site);
    }
  }

  // ---- kernels

  Cluster openOver(List<Node> indices) {
    Cluster cluster = new Cluster(opened++);
    clusters.add(cluster);
    indices.stream().filter(Affine::isRange).forEach(cluster.ranges()::add);
    return cluster;
  }

  List<Node> axes(Shape shape) {
    return shape.sizes().stream().map(this::range).toList();
  }

  void wrote(Node node, Cluster writer, List<Site> asking) {
    writers.computeIfAbsent(node, n -> new LinkedHashSet<>()).add(writer);
    asking.stream().map(Site::cluster).forEach(writer::feeds);
  }

  /** A loop variable for an axis; an axis of size 1 needs none. */
  Node range(Size size) {
    return size.is(1) ? Node.index(0) : Nodes.range(rangeIds++, size.node());
  }
}
