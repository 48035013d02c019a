package dev.quern.runtime.reference;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Engine;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Lengths;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.MemoryBlock;
import dev.quern.runtime.request.GraphWalk;
import dev.quern.runtime.request.IndexChecks;
import dev.quern.runtime.request.LaunchScalars;
import dev.quern.runtime.request.Request;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Computes requests by interpreting the graph as it was built, but for leaves that stand for
 * values.
 */
public final class ReferenceEngine implements Engine {
  private final Device device;

  public ReferenceEngine(Device device) {
    this.device = device;
  }

  @Override
  public List<Node> run(Request request, ToLongFunction<Variable> sizes) {
    List<Node> leaves = List.copyOf(request.walk().signature().leaves());
    return prepare(request)
        .run(leaves, request.outputs(), LaunchScalars.of(request.walk().signature(), sizes).bits());
  }

  @Override
  public Prepared prepare(Request request) {
    Node[] resolved = resolved(request.walk());
    List<Node> roots = request.outputs().stream().map(output -> resolved[output.value()]).toList();
    Map<Node, Integer> slots = new IdentityHashMap<>();
    request.walk().signature().leaves().forEach(leaf -> slots.put(leaf, slots.size()));
    List<Variable> variables = List.copyOf(request.walk().signature().variables());
    IndexChecks checks = request.checks();
    return (leaves, outputs, bits) -> {
      LaunchScalars scalars = new LaunchScalars(variables, bits);
      Function<Node, Object> stored = leaf -> Transfer.download(leaves.get(slots.get(leaf)));
      checks.begin(scalars);
      checks.check( // first: what is outside has no meaning
          output -> {
            Node root = roots.get(output);
            return ReferenceInterpreter.run(List.of(root), stored, scalars::of).get(root).values();
          },
          scalars);
      Map<Node, Result> results = ReferenceInterpreter.run(roots, stored, scalars::of);
      List<Node> made = new ArrayList<>();
      for (int i = 0; i < roots.size(); i++) {
        made.add(store(outputs.get(i), results.get(roots.get(i)).values(), scalars));
      }
      return made;
    };
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
      resolved[number] =
          switch (node.op()) {
            case BUFFER -> node;
            case VAR -> open(node);
            default -> node.with(sources);
          };
    }
    return resolved;
  }

  /** A variable whose value is given with each run. */
  private static Node open(Node node) {
    return node.arg() instanceof Arg.Bound bound
        ? Node.variable(node.dtype(), bound.variable())
        : node;
  }

  private Node store(Request.Output output, Object values, LaunchScalars scalars) {
    Node model = output.model();
    Node leaf = output.leaf();
    if (leaf != null) {
      int version = ((Arg.Stored) leaf.arg()).version();
      Memory.Claim claim = Memory.of(leaf).claim(version, 0, Memory.Room.PREVIOUS);
      if (claim != null) {
        device.backend().write(claim.block().memory, values);
        return claim.memory().leaf(model.shape(), claim.publish());
      }
    }
    MemoryBlock block = device.pool().take(model.dtype(), model.shape().elements());
    device.backend().write(block.memory, values);
    Lengths lengths = scalars.lengths(model.shape());
    return output.storage(device.pool(), block, lengths).leaf(model.shape(), 0);
  }

  @Override
  public Optional<Program> lastProgram() {
    return Optional.empty();
  }
}
