package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.simplify.Transcendentals;
import dev.quern.compiler.target.ContractionTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the nest of a kernel builder: loop decisions, transcendentals spelt out, everything
 * numbered by position so that equal kernels are equal text, and a name.
 */
final class NestAssembly {
  private final KernelBuilder builder;

  NestAssembly(KernelBuilder builder) {
    this.builder = builder;
  }

  Lowered assemble(Optional<ContractionTemplate> template) {
    List<Decision> decisions = decisions();
    Node kernel = kernel();
    if (builder.listener.listens()) {
      Nest loops = nest(KernelName.of(kernel), kernel, decisions, template);
      builder.listener.nest(LoweringListener.Step.LOOPS, loops);
    }
    Nest nest = nest(KernelName.of(kernel), elementary(kernel), decisions, template);
    builder.listener.nest(LoweringListener.Step.NEST, nest);
    return new Lowered(nest, builder.buffers.all());
  }

  private Nest nest(
      String name, Node kernel, List<Decision> decisions, Optional<ContractionTemplate> template) {
    Numbering numbering = new Numbering(List.of(kernel));
    Node numbered = numbering.of(kernel);
    return new Nest(
        name,
        numbered,
        renumber(decisions, numbering),
        builder.buffers.arguments(),
        scalars(numbered),
        template);
  }

  // ---- decisions

  private List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    Vectorization lanes = new Vectorization(builder.target);
    for (List<Node> phase : builder.phases) {
      for (Node segment : phase) {
        List<Node> statements =
            segment.sources().stream().filter(node -> node.op() == Op.LOOP).toList();
        lanes.decide(statements, builder.lanes).stream()
            .filter(decision -> !decisions.contains(decision))
            .forEach(decisions::add);
      }
    }
    for (KernelBuilder.Chunking chunking : builder.chunkings) {
      decisions.add(new Decision.Chunk(chunking.phase(), chunking.segment(), chunking.rows()));
    }
    return decisions;
  }

  private static List<Decision> renumber(List<Decision> decisions, Numbering numbers) {
    List<Decision> result = new ArrayList<>();
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Vectorize vectorize) {
        long range = numbers.number(vectorize.range());
        result.add(new Decision.Vectorize(range, vectorize.lanes(), vectorize.unroll()));
      } else if (decision instanceof Decision.Strips strips) {
        result.add(new Decision.Strips(numbers.number(strips.range()), strips.elements()));
      } else if (decision instanceof Decision.Unroll unroll) {
        result.add(new Decision.Unroll(numbers.number(unroll.range()), unroll.factor()));
      } else {
        result.add(decision);
      }
    }
    return result;
  }

  // ---- the kernel's text

  private Node kernel() {
    List<Node> phases =
        builder.phases.stream()
            .map(segments -> Nodes.statement(Op.PHASE, Arg.NONE, segments.toArray(Node[]::new)))
            .toList();
    return Nodes.statement(Op.KERNEL, Arg.NONE, phases.toArray(Node[]::new));
  }

  /** Spells out what no target is trusted with. */
  private Node elementary(Node kernel) {
    boolean float64 = builder.target.float64();
    Map<Node, Node> rebuilt = new HashMap<>();
    for (Node node : Topology.of(List.of(kernel))) {
      Node result = node.with(node.sources().stream().map(rebuilt::get).toArray(Node[]::new));
      boolean expands = Transcendentals.expands(node.op());
      rebuilt.put(node, expands ? Transcendentals.expand(result, float64) : result);
    }
    return rebuilt.get(kernel);
  }

  private static List<Nest.Scalar> scalars(Node kernel) {
    Set<Nest.Scalar> scalars = new LinkedHashSet<>();
    for (Node node : Topology.of(List.of(kernel))) {
      if (node.op() == Op.VAR) {
        scalars.add(new Nest.Scalar(((Arg.Symbol) node.arg()).variable(), node.dtype()));
      }
    }
    return List.copyOf(scalars);
  }
}
