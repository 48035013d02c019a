package dev.quern.tests.fusion;

import dev.quern.Autograd;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Topology;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tensor programs turned into graphs over slots, to be compiled for any target; nothing is
 * evaluated.
 */
final class Graphs {
  private final Device device = Devices.of("null");
  private final List<Tensor> inputs = new ArrayList<>();

  /** A float32 input that gradients are asked of. */
  Tensor learned(int... shape) {
    return input(DType.FLOAT32, shape).requiresGrad_();
  }

  Tensor given(int... shape) {
    return input(DType.FLOAT32, shape);
  }

  Tensor input(DType dtype, int... shape) {
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    Node slot = Nodes.slot(dtype, Shape.of(sizes), inputs.size());
    Tensor input = Tensor.ofNode(slot, device);
    inputs.add(input);
    return input;
  }

  /** The value alone. */
  static List<Node> forward(Function<Graphs, Tensor> program) {
    return unmarked(List.of(program.apply(new Graphs()).value()));
  }

  /** The gradients of all learned inputs, for a gradient of the value that is an input too. */
  static List<Node> backward(Function<Graphs, Tensor> program) {
    Graphs graphs = new Graphs();
    Tensor value = program.apply(graphs);
    List<Tensor> learned = graphs.inputs.stream().filter(Tensor::requiresGrad).toList();
    int[] shape = value.shape().toArray();
    Tensor scalar = value.mul(graphs.given(shape)).sum();
    return unmarked(Autograd.grad(scalar, learned).stream().map(Tensor::value).toList());
  }

  /** Without the marks that only autograd reads. */
  private static List<Node> unmarked(List<Node> roots) {
    Map<Node, Node> plain = new HashMap<>();
    for (Node node : Topology.of(roots)) {
      Node[] sources = node.sources().stream().map(plain::get).toArray(Node[]::new);
      plain.put(node, node.op() == Op.DETACH ? sources[0] : node.with(sources));
    }
    return roots.stream().map(plain::get).toList();
  }
}
