package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.schedule.Reason.Decision;
import dev.quern.compiler.schedule.Site.Scope;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a kernel compute a node where it asks for it: elementwise in place, a reduction as a
 * contraction or as a stage of the kernel's rows.
 */
final class Evaluating {
  private final Target target;
  private final boolean fused;
  private final Kernels kernels;
  private final Cones cones;
  private final Reasons reasons;

  Evaluating(Target target, boolean fused, Kernels kernels, Cones cones, Reasons reasons) {
    this.target = target;
    this.fused = fused;
    this.kernels = kernels;
    this.cones = cones;
    this.reasons = reasons;
  }

  /** Makes a kernel compute the node where it asks for it; false if it can't (a reduction only). */
  boolean evaluate(Node node, Site site) {
    if (node.op() != Op.REDUCE) {
      cones.compute(site.cluster(), node);
      kernels.passOn(node, site);
      return true;
    }
    Optional<Contraction> contraction = fused ? contraction(node, site) : Optional.empty();
    if (contraction.isPresent()) {
      cones.compute(site.cluster(), node);
      contract(contraction.get(), site.cluster());
      return true;
    }
    if (!site.cluster().outputs().isEmpty() && isOwn(node, site)) {
      return false;
    }
    return adoptStage(node, site);
  }

  static boolean isOwn(Node node, Site site) {
    return site.cluster().outputs().get(0).value() == node;
  }

  Optional<Contraction> contraction(Node node, Site site) {
    ContractionSearch search = new ContractionSearch(target, site.cluster(), kernels::range);
    Optional<Contraction> found = search.find(node, site.indices());
    reasons.refused(node, Decision.NOT_CONTRACTED, search.refusal(), site.cluster());
    return found;
  }

  void contract(Contraction found, Cluster cluster) {
    if (found.shape().nc() >= found.shape().n()
        && cluster.grid().isEmpty()
        && !cluster.stages().isEmpty()) {
      ContractionSearch.decideGrid(cluster, found);
    }
    cluster.contract(found);
    long terms = Cluster.product(found.k());
    long packs = -Math.floorDiv(-(long) found.shape().n(), found.shape().nc());
    long left = Cluster.product(found.batch()) * found.shape().m() * terms * Math.max(1, packs);
    long right = Cluster.product(found.batch()) * found.shape().n() * terms;
    kernels.ask(found.a(), new Site(cluster, Scope.PACK_A, found.indices(), left));
    kernels.ask(found.b(), new Site(cluster, Scope.PACK_B, found.indices(), right));
    reasons.done(found.reduce(), Decision.CONTRACTED, "a template takes it", cluster, sizes(found));
  }

  static List<Quantity> sizes(Contraction found) {
    return List.of(
        Quantity.of("batch", found.shape().batch()),
        Quantity.of("m", found.shape().m()),
        Quantity.of("n", found.shape().n()),
        Quantity.of("k", found.shape().k()));
  }

  /** Joins a reduction to a kernel as a stage of its rows. */
  boolean adoptStage(Node node, Site site) {
    Cluster cluster = site.cluster();
    Set<Node> grid = Dependence.ranges(site.indices());
    if (cluster.grid().isEmpty()) {
      cluster.decideGrid(grid);
    }
    List<Node> reduced = Merging.rowRanges(cluster, node).orElseGet(() -> freshRanges(node));
    cluster.stages().put(node, reduced);
    cones.compute(cluster, node);
    long evaluations = Cluster.product(grid) * Cluster.product(reduced);
    List<Node> operand = Access.ofOperand(node, site.indices(), reduced);
    kernels.ask(node.source(0), new Site(cluster, Scope.MAIN, operand, evaluations));
    Quantity rows = Quantity.of("rows", Cluster.product(grid));
    reasons.done(node, Decision.JOINED, "its rows are the kernel's", cluster, List.of(rows));
    return true;
  }

  /** True if such a grid of a kernel has enough rows, and rows long enough to loop over. */
  boolean hasRows(Cluster cluster, Set<Node> grid) {
    return Merging.hasRows(cluster, grid, kernels.tuning().grid());
  }

  /** A range for each reduced axis that is longer than 1. */
  List<Node> freshRanges(Node reduce) {
    Shape shape = reduce.source(0).shape();
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    return axes.stream()
        .map(axis -> kernels.range(shape.size(axis)))
        .filter(Affine::isRange)
        .toList();
  }

  /** Why a kernel can't do a reduction where it asks for it; empty if it can. */
  String refusal(Node reduce, Site site) {
    if (!cones.fits(site.cluster(), reduce)) {
      return Cones.TOO_LARGE;
    }
    return contraction(reduce, site).isPresent()
        ? ""
        : Merging.stageRefusal(reduce, site, kernels.tuning().grid());
  }
}
