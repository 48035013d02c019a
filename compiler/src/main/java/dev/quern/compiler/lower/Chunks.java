package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import java.util.Set;

/**
 * The chunks of a grid that each write partial results.
 *
 * @param number a chunk's, over {@code ranges}
 */
record Chunks(Node number, long count, Set<Node> ranges) {}
