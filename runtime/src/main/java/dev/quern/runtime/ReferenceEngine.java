package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Computes requests by interpreting the graph as it was built, but for leaves that stand for values. */
final class ReferenceEngine implements Engine {
  private final Device device;

  ReferenceEngine(Device device) {
    this.device = device;
  }

  @Override
  public List<Node> run(Request request, ToLongFunction<Variable> sizes) {
    Node[] resolved = resolved(request.walk());
    List<Node> roots = request.outputs().stream().map(output -> resolved[output.value()]).toList();
    Signature signature = request.walk().signature();
    Map<Node, Result> results =
        ReferenceInterpreter.run(
            roots, leaf -> contents(leaf), variable -> size(signature, variable, sizes));
    List<Node> leaves = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      leaves.add(store(request.outputs().get(i), results.get(roots.get(i)).values()));
    }
    return leaves;
  }

  /** The walked nodes over the leaves and values that they are seen with. */
  private static Node[] resolved(GraphWalk walk) {
    Node[] resolved = new Node[walk.count()];
    for (int number = 0; number < resolved.length; number++) {
      Node node = walk.node(number);
      Node[] sources = new Node[node.arity()];
      for (int i = 0; i < sources.length; i++) {
        sources[i] = resolved[walk.number(node.source(i))];
      }
      resolved[number] = node.op() == Op.BUFFER ? node : node.with(sources);
    }
    return resolved;
  }

  private static long size(
      Signature signature, Variable variable, ToLongFunction<Variable> sizes) {
    return Scalars.variable(signature, signature.variableSlot(variable), sizes);
  }

  private static Object contents(Node leaf) {
    return Evaluation.download(leaf);
  }

  private Node store(Request.Output output, Object values) {
    Node model = output.model();
    Node leaf = output.leaf();
    if (leaf != null) {
      int version = ((Arg.Stored) leaf.arg()).version();
      Memory.Claim claim = Memory.of(leaf).claim(version, 0, false);
      if (claim != null) {
        device.backend().write(claim.block().memory, values);
        return claim.memory().leaf(model.shape(), claim.publish());
      }
    }
    Block block = device.pool().take(model.dtype(), model.shape().elements());
    device.backend().write(block.memory, values);
    return Memory.result(device, block, output).leaf(model.shape(), 0);
  }

  @Override
  public Optional<Program> lastProgram() {
    return Optional.empty();
  }
}
