package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which kernels a graph becomes.
 *
 * @param groups in an order in which they can run
 * @param stored every node that some kernel stores
 * @param reasons the record of decisions
 * @param absorbed for the number of each kernel that became part of another, that other's
 */
public record Schedule(
    List<FusionGroup> groups,
    Set<Node> stored,
    List<Remark> reasons,
    Map<Integer, Integer> absorbed) {

  /** The number of the kernel that a kernel, by its number as opened, has become. */
  public int kernelOf(int opened) {
    int number = opened;
    while (absorbed.containsKey(number)) {
      number = absorbed.get(number);
    }
    return number;
  }
}
