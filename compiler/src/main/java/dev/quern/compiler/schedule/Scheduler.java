package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.Reason.Decision;
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
  private static final String OUTSIDE =
      "it is asked for while an operand is packed or scattered, from where nothing is stored";

  private final Target target;
  private final boolean fused;
  private final List<Cluster> clusters = new ArrayList<>();
  private final Map<Node, List<Site>> sites = new LinkedHashMap<>();
  private final Map<Node, Set<Cluster>> writers = new LinkedHashMap<>();
  private final Set<Node> hinted = new LinkedHashSet<>(); // by INLINE
  private final Reasons reasons;
  private final Inlining inlining;
  private int opened;
  private long rangeIds;

  private Scheduler(Target target, boolean fused, Reasons reasons, List<Node> order) {
    this.target = target;
    this.fused = fused;
    this.reasons = reasons;
    this.inlining = new Inlining(order);
  }

  /** The kernels for these outputs, each of which is stored. */
  public static Schedule schedule(List<Node> outputs, Target target) {
    return schedule(outputs, target, false);
  }

  /** The same; {@code detailed} asks for reasons of what was not done, too. */
  public static Schedule schedule(List<Node> outputs, Target target, boolean detailed) {
    List<Node> order = Topology.of(outputs);
    return new Scheduler(target, true, new Reasons(detailed), order).run(outputs);
  }

  /** The same with every node stored, but for a reduction's elementwise operand. */
  public static Schedule unfused(List<Node> outputs, Target target, boolean detailed) {
    List<Node> order = Topology.of(outputs);
    return new Scheduler(target, false, new Reasons(detailed), order).run(outputs);
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
    return new Schedule(
        Launching.order(clusters), writers.keySet(), reasons.list(), reasons.absorbed());
  }

  private void place(Node node, List<Site> asking, boolean wanted) {
    if (inlining.isCut(node) && !wanted) {
      storeAlone(node, asking, "its expression would become too large", List.of());
      return;
    }
    if (wanted || mustStore(node)) {
      store(node, asking, whyStored(node, wanted));
      return;
    }
    if (hinted.contains(node) && inlineByHint(node, asking)) {
      return;
    }
    switch (node.op()) {
      case BUFFER, CONST, VAR, IOTA -> {}
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW, DETACH -> inlineView(node, asking);
      case INLINE -> {
        hinted.add(node.source(0));
        inline(node, asking);
      }
      case CONCAT -> {
        if (inlining.isView(node)) {
          inlineView(node, asking);
        } else {
          store(node, asking, "parts of a concat are stored where they belong");
        }
      }
      case REDUCE -> placeReduce(node, asking);
      default -> placeElementwise(node, asking);
    }
  }

  private static String whyStored(Node node, boolean wanted) {
    if (wanted) {
      return "asked for";
    }
    return node.op() == Op.CONTIGUOUS
        ? "contiguous() asks for it"
        : "is stored by its meaning";
  }

  private static boolean mustStore(Node node) {
    return switch (node.op()) {
      case CONTIGUOUS, ASSIGN, SCATTER_ADD -> true;
      default -> false;
    };
  }

  private void placeElementwise(Node node, List<Site> asking) {
    Inlining.Verdict verdict = inlining.judge(node, asking);
    boolean keep = fused ? verdict.inline() : asking.stream().allMatch(this::feedsReduction);
    if (keep) {
      inline(node, asking);
      if (asking.size() > 1 || reasons.detailed()) {
        reasons.done(node, Decision.INLINED, verdict.rule(), verdict.numbers());
      }
    } else {
      String why = fused ? verdict.rule() : "fusion is off";
      store(node, asking, why, fused ? verdict.numbers() : List.of());
    }
  }

  private boolean feedsReduction(Site site) {
    return site.scope() != Scope.MAIN || !site.cluster().stages().isEmpty();
  }

  /**
   * Follows the program's hint not to store a value: false if that is impossible. A reduction is then done
   * by each kernel that asks for it.
   */
  private boolean inlineByHint(Node node, List<Site> asking) {
    String refusal = node.op() == Op.REDUCE ? everywhereRefusal(node, asking) : "";
    if (node.op().isMovement() && node.op() != Op.CONCAT || node.op() == Op.DETACH) {
      hinted.add(node.source(0));
      return false;
    }
    if (node.op().isLeaf() || node.op() == Op.INLINE) {
      return false;
    }
    if (!refusal.isEmpty() || !fused) {
      reasons.done(node, Decision.HINT_REFUSED, fused ? refusal : "fusion is off", List.of());
      return false;
    }
    if (node.op() == Op.REDUCE) {
      asking.forEach(site -> evaluate(node, site));
    } else {
      inline(node, asking);
    }
    reasons.done(
        node,
        Decision.INLINED,
        "inline() asks for it",
        node.op() == Op.REDUCE ? List.of() : inlining.judge(node, asking).numbers());
    return true;
  }

  /** Why not every kernel that asks for a reduction can do it; empty if each can. */
  private String everywhereRefusal(Node reduce, List<Site> asking) {
    if (asking.stream().map(Site::cluster).distinct().count() < asking.size()) {
      return "a kernel asks for the reduction in several places";
    }
    return asking.stream()
        .map(site -> site.scope() == Scope.MAIN ? evaluationRefusal(reduce, site) : OUTSIDE)
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
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

  private void inlineView(Node node, List<Site> asking) {
    inline(node, asking);
    if (reasons.detailed()) {
      reasons.done(node, Decision.INLINED, "it only says which element is read", List.of());
    }
  }

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
    store(node, asking, why, List.of());
  }

  private void store(Node node, List<Site> asking, String why, List<Quantity> numbers) {
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
      reasons.done(node, Decision.CONTINUED, why, site.cluster(), numbers);
      return;
    }
    storeAlone(node, asking, why, numbers);
  }

  private void storeAlone(Node node, List<Site> asking, String why, List<Quantity> numbers) {
    Cluster own = open(node);
    wrote(node, own, asking);
    reasons.done(node, Decision.STORED, why, own, numbers);
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
    reasons.done(
        concat, Decision.STORED, why, List.of(Quantity.of("parts", concat.arity())));
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
    reasons.done(node, Decision.STORED, why, cluster, List.of());
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
    ContractionSearch search = new ContractionSearch(target, site.cluster(), this::range);
    Optional<Contraction> found = search.find(node, site.indices());
    reasons.refused(node, Decision.NOT_CONTRACTED, search.refusal(), site.cluster());
    return found;
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
    reasons.done(found.reduce(), Decision.CONTRACTED, "a template takes it", cluster, sizes(found));
  }

  private static List<Quantity> sizes(Contraction found) {
    return List.of(
        Quantity.of("batch", found.shape().batch()),
        Quantity.of("m", found.shape().m()),
        Quantity.of("n", found.shape().n()),
        Quantity.of("k", found.shape().k()));
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
    Quantity rows = Quantity.of("rows", Cluster.product(grid));
    reasons.done(node, Decision.JOINED, "its rows are the kernel's", cluster, List.of(rows));
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
      String refusal = refusal(node, site, asking);
      if (refusal.isEmpty()) {
        return Optional.of(site);
      }
      reasons.refused(node, Decision.NOT_HOSTED, refusal, site.cluster(), evaluations(node, site));
    }
    return Optional.empty();
  }

  private static List<Quantity> evaluations(Node node, Site site) {
    return List.of(
        Quantity.of("evaluations", site.evaluations()),
        Quantity.of("elements", node.shape().elements()));
  }

  /** Why a node can't be stored from a place that asks for it; empty if it can. */
  private String refusal(Node node, Site site, List<Site> asking) {
    if (site.scope() != Scope.MAIN) {
      return OUTSIDE;
    } else if (site.cluster().scatter().isPresent()) {
      return "the kernel scatters, and stores nothing else";
    } else if (!Affine.covers(Access.flat(site.indices(), node.shape()), node.shape().elements())) {
      return "the kernel does not ask for each element once, in an order that is known";
    } else if (node.op() != Op.REDUCE && !isExecutedOncePerElement(site)) {
      return "the kernel would compute an element more than once";
    } else if (site.cluster().isOpenReduction() && inlining.needsRows(node)) {
      return "it needs whole rows, and what the kernel's rows are is open";
    } else if (!isOnlySiteOfItsKernel(site, asking)) {
      return "the kernel asks for it in several places";
    } else if (!precedesOthers(site.cluster(), asking)) {
      return "another kernel that asks for it must run before that kernel";
    }
    return node.op() == Op.REDUCE ? evaluationRefusal(node, site) : "";
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

  /** Why a kernel can't do a reduction where it asks for it; empty if it can. */
  private String evaluationRefusal(Node reduce, Site site) {
    return contraction(reduce, site).isPresent() ? "" : Merging.stageRefusal(reduce, site);
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

  Reasons reasons() {
    return reasons;
  }
}
