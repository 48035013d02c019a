package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.Site.Scope;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which values of a graph are stored, and which kernel computes them.
 *
 * <p>One walk from outputs to inputs. When a node is reached, every place that asks for it is known, with
 * the element it asks for over the ranges of its kernel. The node is then evaluated in those places
 * (<i>inline</i>), or stored: by a kernel that asks for it anyway (<i>store and continue</i>), else by one of
 * its own. Reductions join a kernel as stages where its grid allows; kernels that read the same node merge.
 */
public final class Scheduler {
  private final Target target;
  private final boolean fused;
  private final List<Cluster> clusters = new ArrayList<>();
  private final Map<Node, List<Site>> sites = new LinkedHashMap<>();
  private final Map<Node, Set<Cluster>> writers = new LinkedHashMap<>();
  private final List<Reason> reasons = new ArrayList<>();
  private final Inlining inlining;
  private int opened;
  private long rangeIds;

  private Scheduler(Target target, boolean fused, List<Node> order) {
    this.target = target;
    this.fused = fused;
    this.inlining = new Inlining(order);
  }

  /** The kernels for these outputs, each of which is stored. */
  public static Schedule schedule(List<Node> outputs, Target target) {
    return new Scheduler(target, true, Topology.of(outputs)).run(outputs);
  }

  /** The same with every node stored, but for a reduction's elementwise operand. */
  public static Schedule unfused(List<Node> outputs, Target target) {
    return new Scheduler(target, false, Topology.of(outputs)).run(outputs);
  }

  private Schedule run(List<Node> outputs) {
    Set<Node> wanted = new LinkedHashSet<>(outputs);
    List<Node> order = Topology.of(outputs);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      List<Site> asking = sites.getOrDefault(node, List.of());
      if (fused && asking.size() > 1 && inlining.isWorthSharing(node)) {
        new Merging(this).aroundSource(node);
        asking = sites.getOrDefault(node, List.of());
      }
      place(node, asking, wanted.contains(node));
      sites.remove(node);
    }
    return new Schedule(Launching.order(clusters), writers.keySet(), reasons);
  }

  private void place(Node node, List<Site> asking, boolean wanted) {
    if (inlining.isCut(node) && !wanted) {
      storeAlone(node, asking, "its expression would become too large");
      return;
    }
    if (wanted || mustStore(node)) {
      store(node, asking, wanted ? "asked for" : "is stored by its meaning");
      return;
    }
    switch (node.op()) {
      case BUFFER, CONST, VAR, IOTA -> {}
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW, DETACH -> inline(node, asking);
      case CONCAT -> {
        if (inlining.isView(node)) {
          inline(node, asking);
        } else {
          store(node, asking, "parts of a concat are stored where they belong");
        }
      }
      case REDUCE -> placeReduce(node, asking);
      default -> placeElementwise(node, asking);
    }
  }

  private static boolean mustStore(Node node) {
    return switch (node.op()) {
      case CONTIGUOUS, ASSIGN, SCATTER_ADD -> true;
      default -> false;
    };
  }

  private void placeElementwise(Node node, List<Site> asking) {
    Inlining.Verdict verdict = inlining.judge(node, asking, writers.keySet());
    boolean keep = fused ? verdict.inline() : asking.stream().allMatch(this::feedsReduction);
    if (keep) {
      inline(node, asking);
      if (asking.size() > 1) {
        explain(node, "inlined", "recompute costs less than store and loads", verdict.numbers());
      }
    } else {
      store(node, asking, "recompute costs more than store and loads: " + verdict.numbers());
    }
  }

  private boolean feedsReduction(Site site) {
    return site.scope() != Scope.MAIN || !site.cluster().stages().isEmpty();
  }

  private void placeReduce(Node node, List<Site> asking) {
    if (fused) {
      asking.stream().map(Site::cluster).distinct().forEach(c -> new Splitting(this, c).split(node));
      asking = sites.getOrDefault(node, List.of());
    }
    Optional<Site> host = fused ? host(node, asking) : Optional.empty();
    boolean alone =
        host.isPresent() && asking.stream().allMatch(site -> site.coincides(host.get()));
    if (alone && evaluate(node, host.get())) {
      return;
    }
    store(node, asking, "a reduction is computed once");
  }

  // ---- inline

  /** Hands each place that asks for the node on to the node's sources. */
  private void inline(Node node, List<Site> asking) {
    for (Site site : asking) {
      passOn(node, site);
    }
  }

  private void passOn(Node node, Site site) {
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
  private void gather(Node node, Site site) {
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

  private void ask(Node node, Site asking) {
    Site site = asking.hoisted();
    List<Site> known = sites.computeIfAbsent(node, n -> new ArrayList<>());
    if (known.stream().noneMatch(site::coincides)) {
      known.add(site);
    }
  }

  // ---- store

  private void store(Node node, List<Site> asking, String why) {
    if (node.op() == Op.SCATTER_ADD) {
      storeScatter(node, asking, why);
      return;
    }
    if (node.op() == Op.CONCAT) {
      storeParts(node, asking, why);
      return;
    }
    Optional<Site> host = fused ? host(node, asking) : Optional.empty();
    if (host.isPresent() && evaluate(node, host.get())) {
      Site site = host.get();
      if (node.op() != Op.REDUCE && !coversRanges(site)) {
        site.cluster().decideGrid(Dependence.ranges(site.indices()));
      }
      List<Node> indices = site.indices();
      site.cluster().outputs().add(new Output(node, indices, node, indices));
      wrote(node, site.cluster(), asking);
      explain(node, "stored and continued", why, "in kernel " + site.cluster().number());
      return;
    }
    storeAlone(node, asking, why);
  }

  private void storeAlone(Node node, List<Site> asking, String why) {
    Cluster own = open(node);
    wrote(node, own, asking);
    explain(node, "stored", why, "in kernel " + own.number() + " of its own");
  }

  /** A kernel for one node: a loop over its elements, and over what it reduces. */
  private Cluster open(Node node) {
    List<Node> indices = axes(node.shape());
    Cluster cluster = openOver(indices);
    cluster.outputs().add(new Output(node, indices, node, indices));
    Site site = new Site(cluster, Scope.MAIN, indices, cluster.evaluations());
    if (!evaluate(node, site)) {
      reduceAlone(node, cluster, indices);
    }
    return cluster;
  }

  private Cluster openOver(List<Node> indices) {
    Cluster cluster = new Cluster(opened++);
    clusters.add(cluster);
    indices.stream().filter(Affine::isRange).forEach(cluster.ranges()::add);
    return cluster;
  }

  private List<Node> axes(Shape shape) {
    return shape.sizes().stream().map(this::range).toList();
  }

  private void reduceAlone(Node node, Cluster cluster, List<Node> indices) {
    List<Node> reduced = freshRanges(node);
    List<Node> operand = operandIndices(node, indices, reduced);
    cluster.ranges().clear();
    operand.stream().filter(Affine::isRange).forEach(cluster.ranges()::add);
    cluster.stages().put(node, reduced);
    ask(node.source(0), new Site(cluster, Scope.MAIN, operand, cluster.evaluations()));
  }

  private void storeParts(Node concat, List<Site> asking, String why) {
    int axis = ((Arg.Axis) concat.arg()).axis();
    Size start = Size.ZERO;
    for (Node part : concat.sources()) {
      List<Node> indices = axes(part.shape());
      Cluster cluster = openOver(indices);
      List<Node> target = new ArrayList<>(indices);
      target.set(axis, IndexAlgebra.simplify(indices.get(axis).plus(start.node())));
      cluster.outputs().add(new Output(part, indices, concat, target));
      ask(part, new Site(cluster, Scope.MAIN, indices, cluster.evaluations()));
      wrote(concat, cluster, asking);
      start = start.plus(part.shape().size(axis));
    }
    explain(concat, "stored", why, concat.arity() + " parts");
  }

  private void storeScatter(Node node, List<Site> asking, String why) {
    Node updates = node.source(2);
    List<Node> indices = axes(updates.shape());
    Cluster cluster = openOver(indices);
    cluster.scatter(node);
    cluster.outputs().add(new Output(node, indices, node, indices));
    Site site = new Site(cluster, Scope.ASIDE, indices, cluster.evaluations());
    int axis = ((Arg.Axis) node.arg()).axis();
    int rank = node.source(1).shape().rank();
    ask(updates, site);
    ask(node.source(1), site.at(List.copyOf(indices.subList(axis, axis + rank))));
    List<Node> base = axes(node.shape());
    ask(node.source(0), new Site(cluster, Scope.ASIDE, base, node.shape().elements()));
    wrote(node, cluster, asking);
    explain(node, "stored", why, "in kernel " + cluster.number() + " of its own");
  }

  private void wrote(Node node, Cluster writer, List<Site> asking) {
    writers.computeIfAbsent(node, n -> new LinkedHashSet<>()).add(writer);
    asking.stream()
        .map(Site::cluster)
        .filter(reader -> reader != writer)
        .forEach(writer.readers()::add);
  }

  // ---- evaluation in a kernel

  /** Makes a kernel compute the node where it asks for it; false if it can't (a reduction only). */
  private boolean evaluate(Node node, Site site) {
    if (node.op() != Op.REDUCE) {
      passOn(node, site);
      return true;
    }
    Optional<Contraction> contraction = fused ? contraction(node, site) : Optional.empty();
    if (contraction.isPresent()) {
      contract(contraction.get(), site.cluster());
      return true;
    }
    if (!site.cluster().outputs().isEmpty() && isOwn(node, site)) {
      return false;
    }
    return adoptStage(node, site);
  }

  private static boolean isOwn(Node node, Site site) {
    return site.cluster().outputs().get(0).value() == node;
  }

  private Optional<Contraction> contraction(Node node, Site site) {
    return new ContractionSearch(target, site.cluster(), this::range).find(node, site.indices());
  }

  private void contract(Contraction found, Cluster cluster) {
    if (found.shape().nc() >= found.shape().n() && cluster.grid().isEmpty() && !cluster.stages().isEmpty()) {
      ContractionSearch.decideGrid(cluster, found);
    }
    cluster.contract(found);
    long terms = Cluster.product(found.k());
    long packs = -Math.floorDiv(-(long) found.shape().n(), found.shape().nc());
    long left = Cluster.product(found.batch()) * found.shape().m() * terms * Math.max(1, packs);
    long right = Cluster.product(found.batch()) * found.shape().n() * terms;
    ask(found.a(), new Site(cluster, Scope.PACK_A, found.indices(), left));
    ask(found.b(), new Site(cluster, Scope.PACK_B, found.indices(), right));
    explain(found.reduce(), "contracted", "a template takes it", found.shape().toString());
  }

  /** Joins a reduction to a kernel as a stage of its rows. */
  private boolean adoptStage(Node node, Site site) {
    Cluster cluster = site.cluster();
    Set<Node> grid = Dependence.ranges(site.indices());
    if (cluster.grid().isEmpty()) {
      cluster.decideGrid(grid);
    }
    List<Node> reduced = Merging.rowRanges(cluster, node).orElseGet(() -> freshRanges(node));
    cluster.stages().put(node, reduced);
    long evaluations = Cluster.product(grid) * Cluster.product(reduced);
    List<Node> operand = operandIndices(node, site.indices(), reduced);
    ask(node.source(0), new Site(cluster, Scope.MAIN, operand, evaluations));
    explain(node, "joined", "its rows are those of kernel " + cluster.number(), "grid " + grid.size());
    return true;
  }

  /** A range for each reduced axis that is longer than 1. */
  private List<Node> freshRanges(Node reduce) {
    Shape shape = reduce.source(0).shape();
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    return axes.stream().map(axis -> range(shape.size(axis))).filter(Affine::isRange).toList();
  }

  /** The element of a REDUCE's operand for one of the result and one of the reduced ranges. */
  public static List<Node> operandIndices(Node reduce, List<Node> kept, List<Node> reduced) {
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    Shape shape = reduce.source(0).shape();
    List<Node> indices = new ArrayList<>();
    int nextKept = 0;
    int nextReduced = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        indices.add(kept.get(nextKept++));
      } else {
        indices.add(shape.size(axis).is(1) ? Node.index(0) : reduced.get(nextReduced++));
      }
    }
    return indices;
  }

  /** A loop variable for an axis; an axis of size 1 needs none. */
  Node range(Size size) {
    return size.is(1) ? Node.index(0) : Nodes.range(rangeIds++, size.node());
  }

  // ---- hosts

  /** A place where the node is computed anyway, once for each element, from which it can be stored. */
  private Optional<Site> host(Node node, List<Site> asking) {
    for (Site site : asking) {
      if (site.scope() == Scope.MAIN
          && site.cluster().scatter().isEmpty()
          && Affine.covers(Access.flat(site.indices(), node.shape()), node.shape().elements())
          && (node.op() == Op.REDUCE || isExecutedOncePerElement(site))
          && !(site.cluster().isOpenReduction() && inlining.needsRows(node))
          && isOnlySiteOfItsKernel(site, asking)
          && precedesOthers(site.cluster(), asking)
          && (node.op() != Op.REDUCE || canEvaluate(node, site))) {
        return Optional.of(site);
      }
    }
    return Optional.empty();
  }

  /** True if the place is executed once for each element, or would be with a grid of leading ranges. */
  private static boolean isExecutedOncePerElement(Site site) {
    Cluster cluster = site.cluster();
    return coversRanges(site)
        || cluster.isMap()
            && cluster.grid().isEmpty()
            && cluster.leads(Dependence.ranges(site.indices()))
            && Merging.hasRows(cluster, Dependence.ranges(site.indices()));
  }

  private static boolean coversRanges(Site site) {
    Cluster cluster = site.cluster();
    Set<Node> known = cluster.grid().orElseGet(() -> new LinkedHashSet<>(cluster.ranges()));
    return Dependence.ranges(site.indices()).containsAll(known);
  }

  private static boolean isOnlySiteOfItsKernel(Site site, List<Site> asking) {
    return asking.stream().noneMatch(o -> o != site && o.cluster() == site.cluster());
  }

  private static boolean precedesOthers(Cluster cluster, List<Site> asking) {
    return asking.stream()
        .map(Site::cluster)
        .noneMatch(other -> other != cluster && other.reaches(cluster));
  }

  private boolean canEvaluate(Node reduce, Site site) {
    return contraction(reduce, site).isPresent() || Merging.fitsAsStage(reduce, site);
  }

  // ---- for Merging

  List<Cluster> clusters() {
    return clusters;
  }

  Map<Node, List<Site>> sites() {
    return sites;
  }

  Map<Node, Set<Cluster>> writers() {
    return writers;
  }

  void explain(Node node, String decision, String rule, String numbers) {
    reasons.add(new Reason(node.toString(), decision, rule, numbers));
  }
}
