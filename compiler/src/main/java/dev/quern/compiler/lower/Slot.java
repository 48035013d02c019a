package dev.quern.compiler.lower;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import java.util.Optional;

/**
 * What a kernel's slot stands for.
 *
 * @param tensor the stored node that it holds; empty for memory between the kernel's phases
 */
public record Slot(Optional<Node> tensor, DType dtype, long elements) {}
