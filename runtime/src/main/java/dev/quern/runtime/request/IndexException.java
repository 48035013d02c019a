package dev.quern.runtime.request;

import dev.quern.compiler.ir.Node;
import java.util.List;

/** An index that was computed lies outside of what it indexes; nothing was changed by it. */
public final class IndexException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<Node> indices;

  IndexException(String problem, List<Node> indices) {
    super(problem);
    this.indices = List.copyOf(indices);
  }

  /** The nodes that mark such indices, this one first: what is computed from them can't be. */
  public List<Node> indices() {
    return indices;
  }
}
