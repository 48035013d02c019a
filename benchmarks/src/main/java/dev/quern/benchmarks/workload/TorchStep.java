package dev.quern.benchmarks.workload;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.quern.benchmarks.torch.TorchCall;
import dev.quern.benchmarks.torch.TorchModule;
import java.util.List;
import java.util.function.Function;

/**
 * A training step of PyTorch's on one batch: one TorchScript method that computes the loss, its
 * gradients and the update, over lists of parameters and of what the optimizer keeps.
 */
final class TorchStep implements Body {
  /**
   * What a step is made of.
   *
   * @param loss statements that end in {@code loss}, over the parameters {@code p} and the tensors
   *     {@code inputs}, {@code targets} and {@code mask}
   * @param update statements over {@code p}, the gradients {@code g}, moments {@code m} and {@code
   *     v}, step counts {@code n}, and {@code lr}
   * @param learningRate until the losses are compared, then 0
   */
  record Script(String loss, String update, double learningRate) {
    String methods(int parameters, int context) {
      StringBuilder code = new StringBuilder();
      code.append("  def mask(self: __torch__.Peer) -> Tensor:\n")
          .append("    ones = torch.ones([" + context + ", " + context + "])\n")
          .append("    return torch.gt(torch.triu(ones, 1), 0)\n")
          .append("  def step(self: __torch__.Peer, p: List[Tensor], m: List[Tensor],")
          .append(" v: List[Tensor], n: List[Tensor], inputs: Tensor, targets: Tensor,")
          .append(" mask: Tensor, lr: float) -> float:\n")
          .append("    torch.set_grad_enabled(True)\n")
          .append(loss)
          .append("    found = torch.grad([loss], p)\n")
          .append("    torch.set_grad_enabled(False)\n");
      for (int i = 0; i < parameters; i++) {
        code.append("    g" + i + " = unchecked_cast(Tensor, found[" + i + "])\n");
      }
      code.append("    g = [");
      for (int i = 0; i < parameters; i++) {
        code.append(i == 0 ? "" : ", ").append("g" + i);
      }
      return code.append("]\n").append(update).append("    return float(loss)\n").toString();
    }
  }

  /** Makes the tensors of a batch: the inputs, then the targets. */
  interface Batch {
    List<PtNDArray> tensors(TorchModule module);
  }

  private final TorchModule module;
  private final TorchCall learning;
  private final TorchCall standing;

  TorchStep(List<Parameter> parameters, Script script, int context, Batch batch) {
    module = new TorchModule(script.methods(parameters.size(), context));
    IValue p = list(parameters, this::parameter);
    IValue m = list(parameters, this::zeros);
    IValue v = list(parameters, this::zeros);
    IValue n = list(parameters, i -> module.tensor(new float[1]));
    List<PtNDArray> tensors = batch.tensors(module);
    IValue inputs = IValue.from(tensors.get(0));
    IValue targets = IValue.from(tensors.get(1));
    IValue mask = module.call("mask").value();
    learning =
        module.call("step", p, m, v, n, inputs, targets, mask, IValue.from(script.learningRate()));
    standing = module.call("step", p, m, v, n, inputs, targets, mask, IValue.from(0.0));
  }

  /** A parameter with its position. */
  private record Placed(Parameter parameter, int position) {}

  private static IValue list(List<Parameter> parameters, Function<Placed, PtNDArray> make) {
    PtNDArray[] arrays = new PtNDArray[parameters.size()];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = make.apply(new Placed(parameters.get(i), i));
    }
    return IValue.listFrom(arrays);
  }

  private PtNDArray parameter(Placed placed) {
    Parameter parameter = placed.parameter();
    PtNDArray array = module.tensor(parameter.values(placed.position()), parameter.shape());
    array.setRequiresGradient(true);
    return array;
  }

  private PtNDArray zeros(Placed placed) {
    int[] shape = placed.parameter().shape();
    return module.tensor(new float[Inputs.elements(shape)], shape);
  }

  @Override
  public void run() {
    loss(standing);
  }

  private static double loss(TorchCall call) {
    try (IValue loss = call.value()) {
      return loss.toDouble();
    }
  }

  @Override
  public float[] result() {
    float[] losses = new float[TrainingStep.COMPARED];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) loss(learning);
    }
    return losses;
  }

  @Override
  public void close() {
    module.close();
  }
}
