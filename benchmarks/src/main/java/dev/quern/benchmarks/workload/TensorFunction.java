package dev.quern.benchmarks.workload;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.benchmarks.torch.TorchCall;
import dev.quern.benchmarks.torch.TorchModule;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A function of tensors as contenders: its inputs, and the forms that each side computes it in. */
final class TensorFunction {
  /** An input: values between two bounds, under a shape. */
  record Input(double low, double high, int... shape) {
    float[] values(int position) {
      return Inputs.uniform(position, low, high, Inputs.elements(shape));
    }
  }

  private final List<Input> inputs = new ArrayList<>();
  private final List<Contender> contenders = new ArrayList<>();
  private final int[] output;

  private TensorFunction(int... output) {
    this.output = output;
  }

  /** A function whose value has this shape. */
  static TensorFunction to(int... output) {
    return new TensorFunction(output);
  }

  /** Another input, between -1 and 1. */
  TensorFunction from(int... shape) {
    return from(new Input(-1, 1, shape));
  }

  TensorFunction from(Input input) {
    inputs.add(input);
    return this;
  }

  /** Quern's: as written, into a new tensor each time, and into one that exists. */
  TensorFunction quern(Function<Tensor[], Tensor> function) {
    contenders.add(
        new Contender(
            Side.QUERN,
            Functions.INTO,
            () -> new IntoTensor(tensors(Quern.device()), existing(), function)));
    return quern(Contender.AS_WRITTEN, Quern::device, function);
  }

  /** Quern's, into a new tensor each time, on some device. */
  TensorFunction quern(String form, Supplier<Device> device, Function<Tensor[], Tensor> function) {
    contenders.add(
        new Contender(Side.QUERN, form, () -> new FreshTensor(tensors(device.get()), function)));
    return this;
  }

  /** Another contender. */
  TensorFunction with(Contender contender) {
    contenders.add(contender);
    return this;
  }

  /** PyTorch's, an expression over the list of tensors {@code x}. */
  TensorFunction torch(String expression) {
    return torch(Contender.AS_WRITTEN, new Script("    return " + expression + "\n"));
  }

  /** PyTorch's in another form. */
  TensorFunction torch(String form, Script script) {
    contenders.add(new Contender(Side.TORCH, form, () -> new Peer(script)));
    return this;
  }

  List<Contender> contenders() {
    return contenders;
  }

  /**
   * A function's body in TorchScript over {@code x}, the inputs, and {@code y}, a tensor that
   * exists.
   *
   * @param prepared the inputs, as a list, from the inputs {@code x}: done once, before timing
   */
  record Script(String body, String prepared) {
    Script(String body) {
      this(body, "x");
    }

    String methods() {
      String head = "(self: __torch__.Peer, x: List[Tensor], y: Tensor) -> Tensor:\n";
      return "  def prepare(self: __torch__.Peer, x: List[Tensor]) -> List[Tensor]:\n    return "
          + prepared
          + "\n  def run"
          + head
          + body
          + "  def plain(self: __torch__.Peer, x: Tensor) -> Tensor:\n"
          + "    return torch.contiguous(x, memory_format=0)\n";
    }
  }

  private Tensor[] tensors(Device device) {
    Tensor[] tensors = new Tensor[inputs.size()];
    for (int i = 0; i < tensors.length; i++) {
      Input input = inputs.get(i);
      tensors[i] =
          Tensor.of(input.values(i), input.shape())
              .to(device)
              .withStorage(Memory.Policy.DONATED, "input " + i);
    }
    return tensors;
  }

  private Tensor existing() {
    return Tensor.zeros(output).withStorage(Memory.Policy.DONATED, "result");
  }

  /** Calls a script. */
  private final class Peer implements Body {
    private final TorchModule module;
    private final TorchCall call;

    Peer(Script script) {
      module = new TorchModule(script.methods());
      IValue given = IValue.listFrom(arrays());
      IValue x = IValue.listFrom(module.list("prepare", given));
      IValue y = IValue.from(module.tensor(new float[Inputs.elements(output)], output));
      call = module.call("run", x, y);
    }

    private PtNDArray[] arrays() {
      PtNDArray[] arrays = new PtNDArray[inputs.size()];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = module.tensor(inputs.get(i).values(i), inputs.get(i).shape());
      }
      return arrays;
    }

    @Override
    public void run() {
      call.run();
    }

    @Override
    public float[] result() {
      try (IValue value = call.value()) {
        return module.floats("plain", value);
      }
    }

    @Override
    public void close() {
      module.close();
    }
  }
}
