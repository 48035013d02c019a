package dev.quern.tests.conformance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.training.GradientCollector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** PyTorch as the oracle: functions in TorchScript, called on arrays. */
public final class Torch implements AutoCloseable {
  private static final List<String> NAMES = List.of("x", "y", "z", "w", "v");

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final PtModel model;

  /** What a call gave: the value, and for each argument its gradient, null where there is none. */
  public record Answer(int[] shape, Object value, List<Object> gradients) {}

  /** An argument or result: a primitive array under a shape. */
  public record Array(Object elements, int... shape) {}

  /** A function: how many tensors x, y, z, ... it takes, and its value. */
  public record Function(int arguments, String expression) {}

  /** Functions by name, which is an identifier; the value is an expression over x, y, z. */
  public Torch(Map<String, Function> functions) {
    StringBuilder code =
        new StringBuilder("class Oracle(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
    functions.forEach(
        (name, function) -> {
          code.append("  def ").append(name).append("(self: __torch__.Oracle");
          NAMES
              .subList(0, function.arguments())
              .forEach(argument -> code.append(", ").append(argument).append(": Tensor"));
          code.append(") -> Tensor:\n    return ").append(function.expression()).append('\n');
        });
    model = (PtModel) ai.djl.Model.newInstance("oracle", "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive(code.toString())), Map.of());
    } catch (IOException | ai.djl.MalformedModelException e) {
      throw new IllegalStateException(e.getMessage() + "\n" + code, e);
    }
  }

  /** A TorchScript archive of one module without state. */
  private static byte[] archive(String code) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      // Pickles, protocol 2: an object of the class with empty state; an empty tuple.
      entry(zip, "data.pkl", "\u0080\u0002c__torch__\nOracle\n)\u0081}b.");
      entry(zip, "code/__torch__.py", code);
      entry(zip, "constants.pkl", "\u0080\u0002).");
      entry(zip, "version", "10\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    ZipEntry entry = new ZipEntry("oracle/" + name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    entry.setSize(content.length);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The value of a function. */
  public Answer value(String name, List<Array> arguments) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray value = call(name, upload(scope, arguments));
      return new Answer(sizes(value), download(value), List.of());
    }
  }

  /** The value of a function, and the gradients of the sum of its products with {@code weights}. */
  public Answer gradients(String name, List<Array> arguments, Array weights) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = scope.getEngine().newGradientCollector()) {
      NDList in = upload(scope, arguments);
      in.stream().filter(Torch::isReal).forEach(array -> array.setRequiresGradient(true));
      NDArray value = call(name, in);
      collector.backward(value.mul(upload(scope, weights)).sum());
      List<Object> gradients = new ArrayList<>();
      in.forEach(array -> gradients.add(isReal(array) ? download(array.getGradient()) : null));
      return new Answer(sizes(value), download(value), gradients);
    }
  }

  private NDArray call(String name, NDList arguments) {
    NDList in = new NDList(arguments);
    NDArray method = arguments.getManager().create(0f);
    method.setName("module_method:" + name); // how DJL is told of another method than forward
    in.add(method);
    return IValueUtils.forward((PtSymbolBlock) model.getBlock(), in, true).singletonOrThrow();
  }

  private static boolean isReal(NDArray array) {
    return array.getDataType().isFloating();
  }

  private static int[] sizes(NDArray array) {
    return java.util.Arrays.stream(array.getShape().getShape()).mapToInt(i -> (int) i).toArray();
  }

  private static NDList upload(NDManager scope, List<Array> arrays) {
    NDList list = new NDList();
    arrays.forEach(array -> list.add(upload(scope, array)));
    list.attach(scope);
    return list;
  }

  private static NDArray upload(NDManager scope, Array array) {
    long[] sizes = java.util.Arrays.stream(array.shape()).asLongStream().toArray();
    Shape shape = new Shape(sizes);
    Object elements = array.elements();
    if (elements instanceof float[] floats) {
      return scope.create(floats, shape);
    } else if (elements instanceof double[] doubles) {
      return scope.create(doubles, shape);
    } else if (elements instanceof int[] ints) {
      return scope.create(ints, shape);
    } else if (elements instanceof long[] longs) {
      return scope.create(longs, shape);
    }
    return scope.create((boolean[]) elements, shape);
  }

  private static Object download(NDArray array) {
    return switch (array.getDataType()) {
      case FLOAT32 -> array.toFloatArray();
      case FLOAT64 -> array.toDoubleArray();
      case INT32 -> array.toIntArray();
      case INT64 -> array.toLongArray();
      case BOOLEAN -> array.toBooleanArray();
      default -> throw new IllegalArgumentException("no array of " + array.getDataType());
    };
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
