package dev.quern.benchmarks.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** Methods in TorchScript, and the tensors that they are called with. */
public final class TorchModule implements AutoCloseable {
  private final PtModel model;
  private final PtNDManager tensors;

  /** Methods such as {@code " def f(self: __torch__.Peer, x: Tensor) -> Tensor:\n return x\n"}. */
  public TorchModule(String methods) {
    this.tensors = (PtNDManager) NDManager.newBaseManager("PyTorch");
    this.model = (PtModel) Model.newInstance("peer", "PyTorch");
    try {
      model.load(new ByteArrayInputStream(ScriptArchive.of(methods)), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedModelException | RuntimeException e) {
      throw new IllegalStateException(
          "PyTorch refused a script: " + e.getMessage() + "\n" + methods, e);
    }
  }

  /** The version of PyTorch; loads its libraries. */
  public static String version() {
    return Engine.getEngine("PyTorch").getVersion();
  }

  /** A tensor of floats. */
  public PtNDArray tensor(float[] elements, int... shape) {
    return (PtNDArray) tensors.create(elements, shape(shape));
  }

  /** A tensor of 64-bit integers. */
  public PtNDArray tensor(long[] elements, int... shape) {
    return (PtNDArray) tensors.create(elements, shape(shape));
  }

  private static Shape shape(int... sizes) {
    return new Shape(Arrays.stream(sizes).asLongStream().toArray());
  }

  /** A method with the arguments that it will be called with each time. */
  public TorchCall call(String method, IValue... arguments) {
    return new TorchCall((PtSymbolBlock) model.getBlock(), method, arguments);
  }

  /** What a method gives that returns a list of tensors, as a list to pass on. */
  public PtNDArray[] list(String method, IValue... arguments) {
    try (IValue result = call(method, arguments).value()) {
      return result.toTensorArray(tensors);
    }
  }

  /** What a method gives that returns a tensor. */
  public float[] floats(String method, IValue... arguments) {
    try (IValue result = call(method, arguments).value();
        NDArray tensor = result.toTensor(tensors)) {
      return tensor.toFloatArray();
    }
  }

  @Override
  public void close() {
    model.close();
    tensors.close();
  }
}
