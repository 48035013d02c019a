package dev.quern.runtime.dump;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Map;

/**
 * What a plan is called and where its parts come from.
 *
 * @param key 32 hexadecimal digits
 * @param fused whether kernels are fused
 * @param inputs names of the storages, by slot
 * @param origins of the nodes that were given to the compiler
 */
public record PlanTitle(
    String key,
    String device,
    Target target,
    boolean fused,
    List<String> inputs,
    Map<Node, Origin> origins) {}
