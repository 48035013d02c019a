package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import java.util.List;

/** A statement and the ranges, outermost first, that it still has to be looped over. */
record LoopedStatement(Node statement, List<Node> loops) {}
