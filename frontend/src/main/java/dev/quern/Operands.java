package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.runtime.device.Device;

/**
 * The tensors that go into one operation: their nodes as the operation is to see them, and what its
 * result is. What must not pass gradients enters as DETACH.
 */
final class Operands {
  private final String op;
  private final Tensor[] tensors;
  private final Device device;
  private final boolean recording;

  private Operands(String op, Tensor[] tensors, Device device, boolean recording) {
    this.op = op;
    this.tensors = tensors;
    this.device = device;
    this.recording = recording;
  }

  static Operands of(String op, Tensor... tensors) {
    if (tensors.length > 1) {
      Varying.agreed(op, tensors);
    }
    boolean requires = false;
    for (Tensor tensor : tensors) {
      requires |= tensor.requiresGrad();
    }
    return new Operands(op, tensors, device(op, tensors), requires && Mode.current().recording());
  }

  /** The device of all; a constant goes anywhere. */
  private static Device device(String op, Tensor... tensors) {
    Device device = tensors[0].device();
    boolean fixed = false;
    for (Tensor tensor : tensors) {
      if (tensor.value().op() == Op.CONST) {
        continue;
      }
      if (fixed && device != tensor.device()) {
        throw Shapes.error(
            op,
            "tensors are on different devices, "
                + device.name()
                + " and "
                + tensor.device().name()
                + "; move one with to(device)");
      }
      device = tensor.device();
      fixed = true;
    }
    return device;
  }

  /** The node of operand {@code i} as the operation reads it. */
  Node node(int i) {
    Tensor tensor = tensors[i];
    if (recording) {
      return tensor.requiresGrad() || !tensor.reachesLeaf()
          ? tensor.node()
          : Nodes.detach(tensor.node());
    }
    return tensor.isMarkedLeaf() ? tensor.value() : tensor.node();
  }

  /** The tensor of a node over these operands. */
  Tensor result(Node node) {
    Shapes.checkCountable(op, node.shape());
    Provenance.record(node, tensors);
    boolean real = node.dtype().isFloat();
    boolean reaches = recording;
    for (Tensor tensor : tensors) {
      reaches |= tensor.reachesLeaf() && !tensor.isMarkedLeaf();
    }
    return new Tensor(node, device, real && recording, real && reaches);
  }

  /** The same for what PyTorch would return as a view. */
  Tensor view(Node node) {
    Tensor result = result(node);
    result.becomeView(tensors[0]);
    return result;
  }
}
