package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Reason.Decision;
import dev.quern.compiler.schedule.Site.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a kernel that computes a node anyway, once for each element and before all others that ask
 * for it, so that it can store it and go on.
 */
final class Hosting {
  static final String OUTSIDE =
      "it is asked for while an operand is packed or scattered, from where nothing is stored";

  private final Inlining inlining;
  private final Evaluating evaluating;
  private final Cones cones;
  private final Reasons reasons;

  Hosting(Inlining inlining, Evaluating evaluating, Cones cones, Reasons reasons) {
    this.inlining = inlining;
    this.evaluating = evaluating;
    this.cones = cones;
    this.reasons = reasons;
  }

  /**
   * A place where the node is computed anyway, once for each element, from which it can be stored.
   */
  Optional<Site> host(Node node, List<Site> asking) {
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
    if (node.op() == Op.REDUCE) {
      return evaluating.refusal(node, site);
    }
    return cones.fits(site.cluster(), node) ? "" : Cones.TOO_LARGE;
  }

  /**
   * True if the place is executed once for each element, or would be with a grid of leading ranges.
   */
  private boolean isExecutedOncePerElement(Site site) {
    Cluster cluster = site.cluster();
    return coversRanges(site)
        || cluster.isMap()
            && cluster.grid().isEmpty()
            && cluster.leads(Dependence.ranges(site.indices()))
            && evaluating.hasRows(cluster, Dependence.ranges(site.indices()));
  }

  static boolean coversRanges(Site site) {
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
}
