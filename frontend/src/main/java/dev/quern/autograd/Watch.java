package dev.quern.autograd;

import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Marks a tensor inside the graph whose gradient is seen, and may be replaced, on its way. */
public final class Watch implements Mark {
  private final List<UnaryOperator<Node>> observers = new ArrayList<>();

  /** Adds an observer, which gets the whole gradient and returns the one that is passed on. */
  public Watch add(UnaryOperator<Node> observer) {
    observers.add(observer);
    return this;
  }

  /** Takes an observer away again. */
  public void remove(UnaryOperator<Node> observer) {
    observers.remove(observer);
  }

  /** What is passed on of this gradient. */
  public Node observe(Node gradient) {
    Node passed = gradient;
    for (UnaryOperator<Node> observer : List.copyOf(observers)) {
      passed = observer.apply(passed);
    }
    return passed;
  }
}
