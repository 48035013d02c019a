package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.Reason.Decision;
import dev.quern.compiler.schedule.Site.Scope;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which values of a graph are stored, and which kernel computes them.
 *
 * <p>One walk from outputs to inputs. When a node is reached, every place that asks for it is
 * known, with the element it asks for over the ranges of its kernel. The node is then evaluated in
 * those places (<i>inline</i>), or stored: by a kernel that asks for it anyway (<i>store and
 * continue</i>), else by one of its own. Reductions join a kernel as stages where its grid allows;
 * kernels that read the same node merge.
 */
public final class Scheduler {
  private final boolean fused;
  private final Kernels kernels;
  private final Set<Node> hinted = new LinkedHashSet<>(); // by INLINE
  private final Reasons reasons;
  private final Cones cones;
  private final Inlining inlining;
  private final Evaluating evaluating;
  private final Hosting hosting;

  private Scheduler(Target target, boolean fused, Reasons reasons, List<Node> order) {
    this.fused = fused;
    this.reasons = reasons;
    this.kernels = new Kernels(target.tuning());
    this.cones = new Cones(order, target);
    this.inlining = new Inlining(order, cones, target.tuning());
    this.evaluating = new Evaluating(target, fused, kernels, cones, reasons);
    this.hosting = new Hosting(inlining, evaluating, cones, reasons);
  }

  /** The kernels for these outputs, each of which is stored. */
  public static Schedule schedule(List<Node> outputs, Target target) {
    return schedule(outputs, target, false);
  }

  /** The same; {@code detailed} asks for reasons of what was not done, too. */
  public static Schedule schedule(List<Node> outputs, Target target, boolean detailed) {
    List<Node> order = Topology.of(outputs);
    return new Scheduler(target, true, new Reasons(detailed, target.tuning().costs()), order)
        .run(outputs);
  }

  /** The same with every node stored, but for a reduction's elementwise operand. */
  public static Schedule unfused(List<Node> outputs, Target target, boolean detailed) {
    List<Node> order = Topology.of(outputs);
    return new Scheduler(target, false, new Reasons(detailed, target.tuning().costs()), order)
        .run(outputs);
  }

  private Schedule run(List<Node> outputs) {
    Set<Node> wanted = new LinkedHashSet<>(outputs);
    List<Node> order = Topology.of(outputs);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      List<Site> asking = kernels.asking(node);
      if (fused && asking.size() > 1 && inlining.isWorthSharing(node)) {
        new Merging(kernels, cones, reasons).aroundSource(node);
        asking = kernels.asking(node);
      }
      place(node, asking, wanted.contains(node));
      kernels.sites().remove(node);
    }
    return new Schedule(
        Launching.order(kernels.clusters()),
        kernels.writers().keySet(),
        reasons.list(),
        reasons.absorbed());
  }

  private void place(Node node, List<Site> asking, boolean wanted) {
    if (cones.isCut(node) && !wanted && node.op() != Op.CONCAT) {
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
        kernels.inline(node, asking);
      }
      case CONCAT -> {
        if (inlining.isView(node) && !cones.isCut(node)) {
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
    return node.op() == Op.CONTIGUOUS ? "contiguous() asks for it" : "is stored by its meaning";
  }

  private static boolean mustStore(Node node) {
    return switch (node.op()) {
      case CONTIGUOUS, ASSIGN, SCATTER_ADD -> true;
      default -> false;
    };
  }

  private void placeElementwise(Node node, List<Site> asking) {
    if (asking.stream().map(Site::cluster).anyMatch(cones::isFull)) {
      storeAlone(node, asking, Cones.TOO_LARGE, List.of());
      return;
    }
    Inlining.Verdict verdict = inlining.judge(node, asking);
    boolean keep = fused ? verdict.inline() : asking.stream().allMatch(this::feedsReduction);
    if (keep) {
      kernels.inline(node, asking);
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
   * Follows the program's hint not to store a value: false if that is impossible. A reduction is
   * then done by each kernel that asks for it.
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
      asking.forEach(site -> evaluating.evaluate(node, site));
    } else {
      kernels.inline(node, asking);
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
        .map(
            site -> site.scope() == Scope.MAIN ? evaluating.refusal(reduce, site) : Hosting.OUTSIDE)
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }

  private void placeReduce(Node node, List<Site> asking) {
    if (fused) {
      asking.stream()
          .map(Site::cluster)
          .distinct()
          .forEach(c -> new Splitting(kernels, c).split(node));
      asking = kernels.asking(node);
    }
    Optional<Site> host = fused ? hosting.host(node, asking) : Optional.empty();
    boolean alone =
        host.isPresent() && asking.stream().allMatch(site -> site.coincides(host.get()));
    if (alone && evaluating.evaluate(node, host.get())) {
      return;
    }
    store(node, asking, "a reduction is computed once");
  }

  // ---- inline

  private void inlineView(Node node, List<Site> asking) {
    kernels.inline(node, asking);
    if (reasons.detailed()) {
      reasons.done(node, Decision.INLINED, "it only says which element is read", List.of());
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
    Optional<Site> host = fused ? hosting.host(node, asking) : Optional.empty();
    if (host.isPresent() && evaluating.evaluate(node, host.get())) {
      Site site = host.get();
      if (node.op() != Op.REDUCE && !Hosting.coversRanges(site)) {
        site.cluster().decideGrid(Dependence.ranges(site.indices()));
      }
      List<Node> indices = site.indices();
      site.cluster().outputs().add(new Output(node, indices, node, indices));
      site.cluster().tensors().add(node);
      kernels.wrote(node, site.cluster(), asking);
      reasons.done(node, Decision.CONTINUED, why, site.cluster(), numbers);
      return;
    }
    storeAlone(node, asking, why, numbers);
  }

  private void storeAlone(Node node, List<Site> asking, String why, List<Quantity> numbers) {
    Cluster own = open(node);
    kernels.wrote(node, own, asking);
    reasons.done(node, Decision.STORED, why, own, numbers);
  }

  /** A kernel for one node: a loop over its elements, and over what it reduces. */
  private Cluster open(Node node) {
    List<Node> indices = kernels.axes(node.shape());
    Cluster cluster = kernels.openOver(indices);
    cluster.outputs().add(new Output(node, indices, node, indices));
    cluster.tensors().add(node);
    Site site = new Site(cluster, Scope.MAIN, indices, cluster.evaluations());
    if (!evaluating.evaluate(node, site)) {
      cones.compute(cluster, node);
      reduceAlone(node, cluster, indices);
    }
    return cluster;
  }

  private void reduceAlone(Node node, Cluster cluster, List<Node> indices) {
    List<Node> reduced = evaluating.freshRanges(node);
    List<Node> operand = Access.ofOperand(node, indices, reduced);
    cluster.ranges().clear();
    operand.stream().filter(Affine::isRange).forEach(cluster.ranges()::add);
    cluster.stages().put(node, reduced);
    if (fused && inlining.needsRows(node.source(0)) && reducesInnermost(node)) {
      Merging.decideRows(
          cluster,
          indices,
          kernels.tuning().grid()); // so that what belongs to a row is asked for once a row
    }
    kernels.ask(node.source(0), new Site(cluster, Scope.MAIN, operand, cluster.evaluations()));
  }

  private static boolean reducesInnermost(Node reduce) {
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    int kept = reduce.source(0).shape().rank() - axes.size();
    return axes.stream().allMatch(axis -> axis >= kept);
  }

  private void storeParts(Node concat, List<Site> asking, String why) {
    int axis = ((Arg.Axis) concat.arg()).axis();
    Size start = Size.ZERO;
    for (Node part : concat.sources()) {
      List<Node> indices = kernels.axes(part.shape());
      Cluster cluster = kernels.openOver(indices);
      List<Node> target = new ArrayList<>(indices);
      target.set(axis, IndexAlgebra.simplify(indices.get(axis).plus(start.node())));
      cluster.outputs().add(new Output(part, indices, concat, target));
      cluster.tensors().add(concat);
      cluster.tensors().addAll(cones.of(part).tensors());
      kernels.ask(part, new Site(cluster, Scope.MAIN, indices, cluster.evaluations()));
      kernels.wrote(concat, cluster, asking);
      start = start.plus(part.shape().size(axis));
    }
    reasons.done(concat, Decision.STORED, why, List.of(Quantity.of("parts", concat.arity())));
  }

  private void storeScatter(Node node, List<Site> asking, String why) {
    Node updates = node.source(2);
    List<Node> indices = kernels.axes(updates.shape());
    Cluster cluster = kernels.openOver(indices);
    cluster.scatter(node);
    cluster.outputs().add(new Output(node, indices, node, indices));
    cones.compute(cluster, node);
    cluster.tensors().add(node);
    Site site = new Site(cluster, Scope.ASIDE, indices, cluster.evaluations());
    int axis = ((Arg.Axis) node.arg()).axis();
    int rank = node.source(1).shape().rank();
    kernels.ask(updates, site);
    kernels.ask(node.source(1), site.at(List.copyOf(indices.subList(axis, axis + rank))));
    List<Node> base = kernels.axes(node.shape());
    kernels.ask(node.source(0), new Site(cluster, Scope.ASIDE, base, node.shape().elements()));
    kernels.wrote(node, cluster, asking);
    reasons.done(node, Decision.STORED, why, cluster, List.of());
  }
}
