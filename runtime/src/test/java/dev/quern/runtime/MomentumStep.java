package dev.quern.runtime;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.memory.Memory;
import java.util.List;

/** A layer that is trained with momentum: weights alternate, moments are written in place. */
final class MomentumStep {
  private final Device device;
  private final Node x;
  private Node weight;
  private Node moment;

  MomentumStep(Device device, int batch, int in, int out) {
    this.device = device;
    TestGraphs graphs = new TestGraphs(device);
    this.x = graphs.floats(batch, in);
    this.weight = graphs.floats(Memory.Policy.ALTERNATING, in, out);
    this.moment = graphs.floats(Memory.Policy.DONATED, in, out);
  }

  /** Runs a step at this rate; gives the loss's node. */
  Node run(double rate) {
    Node y = TestGraphs.matmul(x, weight); // (batch, out)
    Node gradient = TestGraphs.matmul(Nodes.permute(x, List.of(1, 0)), y); // (in, out)
    Node momentAfter = Nodes.assign(moment, moment.times(moment.like(0.9)).plus(gradient));
    Node weightAfter =
        Nodes.assign(weight, weight.minus(momentAfter.times(momentAfter.like(rate))));
    Node loss = TestGraphs.total(y.times(y));
    Evaluation.evaluate(device, List.of(loss, momentAfter, weightAfter));
    weight = Evaluation.stored(weightAfter).orElseThrow();
    moment = Evaluation.stored(momentAfter).orElseThrow();
    return loss;
  }

  Node weight() {
    return weight;
  }

  Node moment() {
    return moment;
  }
}
