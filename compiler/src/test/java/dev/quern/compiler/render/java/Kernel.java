package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.ContractionTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds nests by hand, for tests. */
final class Kernel {
  private final String name;
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Nest.Argument> arguments = new ArrayList<>();
  private final List<Nest.Scalar> scalars = new ArrayList<>();
  private final List<Node> phases = new ArrayList<>();
  private Optional<ContractionTemplate> template = Optional.empty();
  private int ids;

  Kernel(String name) {
    this.name = name;
  }

  Node buffer(DType dtype, long elements) {
    arguments.add(new Nest.Argument(dtype, elements, true));
    return Nodes.slot(dtype, Shape.of(elements), arguments.size() - 1);
  }

  Node scalar(DType dtype, Variable variable) {
    scalars.add(new Nest.Scalar(variable, dtype));
    return Node.variable(dtype, variable);
  }

  Node range(long extent) {
    return range(Node.index(extent));
  }

  Node range(Node extent) {
    return Nodes.range(ids++, extent);
  }

  Node local(DType dtype, long elements) {
    return Nodes.local(dtype, elements, ids++);
  }

  Node accumulator(Op kind, DType dtype) {
    Node identity = Nodes.constant(Shape.SCALAR, kind.identity(dtype));
    return Node.of(Op.ACC, dtype, Shape.SCALAR, new Arg.Accumulator(kind, ids++), identity);
  }

  static Node update(Node accumulator, Node value) {
    return Nodes.statement(Op.UPDATE, Arg.NONE, accumulator, value);
  }

  static Node loop(Node range, Node... statements) {
    return grouped(Op.LOOP, List.of(range), statements);
  }

  static Node segment(List<Node> ranges, Node... statements) {
    return grouped(Op.SEGMENT, ranges, statements);
  }

  private static Node grouped(Op op, List<Node> ranges, Node... statements) {
    List<Node> sources = new ArrayList<>(ranges);
    sources.addAll(List.of(statements));
    return Nodes.statement(op, Arg.NONE, sources.toArray(Node[]::new));
  }

  Kernel strips(Node range, int elements) {
    decisions.add(new Decision.Strips(((Arg.Id) range.arg()).id(), elements));
    return this;
  }

  Kernel vectorize(Node range, int lanes, int unroll) {
    decisions.add(new Decision.Vectorize(((Arg.Id) range.arg()).id(), lanes, unroll));
    return this;
  }

  Kernel unroll(Node range, int factor) {
    decisions.add(new Decision.Unroll(((Arg.Id) range.arg()).id(), factor));
    return this;
  }

  /** Rows of a chunk of a segment of the next phase. */
  Kernel chunk(int segment, int rows) {
    decisions.add(new Decision.Chunk(phases.size(), segment, rows));
    return this;
  }

  Kernel phase(Node... segments) {
    phases.add(Nodes.statement(Op.PHASE, Arg.NONE, segments));
    return this;
  }

  Kernel template(ContractionTemplate used) {
    template = Optional.of(used);
    return this;
  }

  Nest nest() {
    Node kernel = Nodes.statement(Op.KERNEL, new Arg.Name(name), phases.toArray(Node[]::new));
    return new Nest(name, kernel, decisions, arguments, scalars, template);
  }
}
