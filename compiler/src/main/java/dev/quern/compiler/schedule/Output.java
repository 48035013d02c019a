package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.List;

/**
 * A value that a kernel stores.
 *
 * @param value the tensor node
 * @param indices the element of {@code value}, over the kernel's ranges
 * @param target the node whose storage is written: {@code value} itself or a CONCAT of which it is
 *     a part
 * @param targetIndices the element of {@code target}
 */
public record Output(Node value, List<Node> indices, Node target, List<Node> targetIndices) {}
