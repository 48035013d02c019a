package dev.quern.runtime.dump;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.rewrite.Rewriter;
import dev.quern.compiler.schedule.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The graphs of a plan as files: their text, their nodes, the rules that led from one to the other.
 */
final class GraphFiles {
  private final PlanView view;

  GraphFiles(PlanView view) {
    this.view = view;
  }

  String given() {
    return GraphText.of(Stage.GIVEN.about(), view.compilation().given(), view::comment);
  }

  String simplified() {
    return GraphText.of(Stage.SIMPLIFIED.about(), view.compilation().simplified(), view::comment);
  }

  String nodes() {
    StringBuilder text = new StringBuilder();
    for (Node node : view.givenNodes()) {
      List<Integer> sources = node.sources().stream().map(view::givenNumber).toList();
      text.append(line("given", view.givenNumber(node), node, sources));
    }
    Set<Node> stored = view.compilation().schedule().map(Schedule::stored).orElse(Set.of());
    for (Node node : view.nodes()) {
      List<Integer> sources = node.sources().stream().map(view::number).toList();
      Optional<Integer> given = view.compilation().origin(node).map(view::givenNumber);
      Line line = line("simplified", view.number(node), node, sources).withKnown("given", given);
      if (!view.launchesOf(node).isEmpty()) {
        line.with("launches", List.copyOf(view.launchesOf(node)));
      }
      text.append(line.withTrue("stored", stored.contains(node)));
    }
    return text.toString();
  }

  private Line line(String graph, int number, Node node, List<Integer> sources) {
    Line line =
        Line.of("node")
            .with("graph", graph)
            .with("node", number)
            .with("op", node.op().text())
            .with("dtype", node.dtype().text())
            .with("shape", node.shape().toString())
            .withKnown("arg", node.arg().toString())
            .with("sources", sources);
    return origin(line, view.origin(node));
  }

  /** Adds where a node comes from. */
  static Line origin(Line line, Origin origin) {
    return line.withKnown("module", origin.module())
        .withKnown("source", origin.source())
        .withKnown("call", origin.call())
        .withTrue("backward", origin.backward());
  }

  String rules() {
    StringBuilder text = new StringBuilder();
    for (Rewriter.Fired fired : view.compilation().fired()) {
      Optional<Integer> node = view.compilation().origin(fired.before()).map(view::givenNumber);
      text.append(
          Line.of("fired")
              .with("rule", fired.rule().name())
              .with("form", fired.rule().toString())
              .with("before", term(fired.before()))
              .with("after", term(fired.after()))
              .withKnown("node", node));
    }
    return text.toString();
  }

  /** A node with its sources, such as {@code add f32[4] (mul f32[4], const f32[4] {0.0})}. */
  private static String term(Node node) {
    List<String> sources = node.sources().stream().map(Node::toString).toList();
    return node + (sources.isEmpty() ? "" : " (" + String.join(", ", sources) + ")");
  }
}
