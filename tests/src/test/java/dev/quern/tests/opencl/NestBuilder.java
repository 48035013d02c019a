package dev.quern.tests.opencl;

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
import dev.quern.runtime.backend.HostArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a nest by hand together with the arrays and scalars that it is run on. */
final class NestBuilder {
  private final String name;
  private final List<Object> arrays = new ArrayList<>();
  private final List<Boolean> written = new ArrayList<>();
  private final List<Nest.Scalar> scalars = new ArrayList<>();
  private final List<Long> values = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Node> phases = new ArrayList<>();
  private Optional<ContractionTemplate> template = Optional.empty();
  private int ids;

  NestBuilder(String name) {
    this.name = name;
  }

  /** A nest with its data. */
  record Case(Nest nest, Object[] arrays, long[] scalars) {
    @Override
    public String toString() {
      return nest.name();
    }
  }

  Node input(Object array) {
    return buffer(array, false);
  }

  Node output(DType dtype, int elements) {
    return buffer(Arrays.zeros(dtype, elements), true);
  }

  Node inOut(Object array) {
    return buffer(array, true);
  }

  private Node buffer(Object array, boolean isWritten) {
    arrays.add(array);
    written.add(isWritten);
    DType dtype = HostArrays.dtype(array);
    return Nodes.slot(dtype, Shape.of(HostArrays.length(array)), arrays.size() - 1);
  }

  Node scalar(DType dtype, Variable variable, long bits) {
    scalars.add(new Nest.Scalar(variable, dtype));
    values.add(bits);
    return Node.variable(dtype, variable);
  }

  Node range(long extent) {
    return range(Node.index(extent));
  }

  Node range(Node extent) {
    return Nodes.range(ids++, extent);
  }

  Node vectorized(Node extent, int lanes, int unroll) {
    decisions.add(new Decision.Vectorize(ids, lanes, unroll));
    return range(extent);
  }

  Node vectorized(long extent, int lanes, int unroll) {
    return vectorized(Node.index(extent), lanes, unroll);
  }

  Node unrolled(long extent, int factor) {
    decisions.add(new Decision.Unroll(ids, factor));
    return range(extent);
  }

  Node local(DType dtype, long elements) {
    return Nodes.local(dtype, elements, ids++);
  }

  /** An accumulator that starts from the identity of its kind. */
  Node acc(Op kind, DType dtype) {
    return acc(kind, Nodes.constant(Shape.SCALAR, kind.identity(dtype)));
  }

  Node acc(Op kind, Node initial) {
    return Node.of(
        Op.ACC, initial.dtype(), Shape.SCALAR, new Arg.Accumulator(kind, ids++), initial);
  }

  static Node update(Node acc, Node value) {
    return Nodes.statement(Op.UPDATE, Arg.NONE, acc, value);
  }

  static Node loop(Node... rangeAndStatements) {
    return Nodes.statement(Op.LOOP, Arg.NONE, rangeAndStatements);
  }

  static Node store(Node buffer, Node index, Node value, Node gate) {
    return Nodes.statement(Op.STORE, Arg.NONE, buffer, index, value, gate);
  }

  static Node segment(Node... rangesAndStatements) {
    return Nodes.statement(Op.SEGMENT, Arg.NONE, rangesAndStatements);
  }

  NestBuilder phase(Node... segments) {
    phases.add(Nodes.statement(Op.PHASE, Arg.NONE, segments));
    return this;
  }

  NestBuilder chunk(int phase, int segment, int rows) {
    decisions.add(new Decision.Chunk(phase, segment, rows));
    return this;
  }

  NestBuilder template(ContractionTemplate used) {
    template = Optional.of(used);
    return this;
  }

  Case build() {
    List<Nest.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      Object array = arrays.get(i);
      arguments.add(
          new Nest.Argument(HostArrays.dtype(array), HostArrays.length(array), written.get(i)));
    }
    Node kernel = Nodes.statement(Op.KERNEL, Arg.NONE, phases.toArray(Node[]::new));
    Nest nest = new Nest(name, kernel, decisions, arguments, scalars, template);
    return new Case(nest, arrays.toArray(), values.stream().mapToLong(x -> x).toArray());
  }
}
