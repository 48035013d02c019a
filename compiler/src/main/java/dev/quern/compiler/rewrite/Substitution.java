package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts nodes in the place of others throughout expressions; remembers what it rebuilt. */
public final class Substitution {
  private final Map<Node, Node> rebuilt;

  /** Replaces each key by its value, which is not itself substituted in. */
  public Substitution(Map<Node, Node> replacements) {
    this.rebuilt = new HashMap<>(replacements);
  }

  public List<Node> all(List<Node> roots) {
    return roots.stream().map(this::of).toList();
  }

  public Node of(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.peek();
      if (rebuilt.containsKey(node)) {
        open.pop();
        continue;
      }
      boolean ready = true;
      for (Node source : node.sources()) {
        if (!rebuilt.containsKey(source)) {
          open.push(source);
          ready = false;
        }
      }
      if (ready) {
        open.pop();
        rebuilt.put(node, rebuild(node));
      }
    }
    return rebuilt.get(root);
  }

  private Node rebuild(Node node) {
    return node.with(node.sources().stream().map(rebuilt::get).toArray(Node[]::new));
  }
}
