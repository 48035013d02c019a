package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.List;
import java.util.Set;

/**
 * Which kernels a graph becomes.
 *
 * @param clusters in an order in which they can run
 * @param stored every node that some kernel stores
 * @param reasons the record of decisions
 */
public record Schedule(List<Cluster> clusters, Set<Node> stored, List<Reason> reasons) {}
