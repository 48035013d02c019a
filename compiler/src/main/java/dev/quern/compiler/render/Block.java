package dev.quern.compiler.render;

import dev.quern.compiler.ir.Node;
import java.util.List;

/** What is repeated for every value of some ranges: steps in order. */
public record Block(List<Node> ranges, List<Step> steps) {
  public Block {
    ranges = List.copyOf(ranges);
    steps = List.copyOf(steps);
  }
}
