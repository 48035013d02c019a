package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.io.RawTensor;
import dev.quern.io.SafeTensors;
import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import dev.quern.optim.Adam;
import dev.quern.optim.AdamW;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of PyTorch's recorded training runs, set up to be repeated: model, batch, optimizer. */
public final class GoldenRun {
  private static final Path FOLDER = folder();

  private final Path path;
  private final Gpt model;
  private final Adam optimizer;
  private final Tensor inputs;
  private final Tensor targets;

  private GoldenRun(String name, Gpt.Config config, Adam.Options options) {
    this.path = FOLDER.resolve(name);
    this.model = new Gpt(config);
    model.loadStateDict(read("init.safetensors"));
    this.optimizer = new AdamW(model.parameters(), options);
    RawTensor raw = SafeTensors.read(path.resolve("batch.safetensors")).tensors().get("tokens");
    int batch = (int) raw.shape()[0];
    int length = (int) raw.shape()[1];
    Tensor tokens = Tensor.of(raw.ints(), batch, length);
    this.inputs = tokens.narrow(1, 0, length - 1);
    this.targets = tokens.narrow(1, 1, length - 1);
  }

  /** True if the recorded runs are beside the checkout. */
  public static boolean present() {
    return Files.isDirectory(FOLDER);
  }

  private static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    for (Path up = here; up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared/data/golden");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return here.resolve("shared/data/golden");
  }

  public static GoldenRun nano() {
    Gpt.Config config = Gpt.Config.of(4, 4, 128, 64, 65);
    return new GoldenRun("gpt-nano", config, new Adam.Options(1e-3, 0.9, 0.99, 1e-8, 0.1));
  }

  public static GoldenRun micro() {
    Gpt.Config config =
        Gpt.Config.of(1, 4, 16, 16, 27)
            .withNorm(Gpt.Norm.RMS)
            .withActivation(Activation.RELU)
            .withTied(false);
    return new GoldenRun("gpt-micro", config, new Adam.Options(1e-2, 0.85, 0.99, 1e-8, 0.01));
  }

  public Gpt model() {
    return model;
  }

  public Adam optimizer() {
    return optimizer;
  }

  /** The loss of the batch, before any evaluation. */
  public Tensor loss() {
    return model.loss(inputs, targets);
  }

  /** One step; returns the loss before the update. */
  public double step() {
    optimizer.zeroGrad();
    Tensor loss = loss();
    loss.backward();
    optimizer.step();
    return loss.item();
  }

  /** All that one step evaluates: loss, gradients, moments and parameters, in one plan. */
  public List<Node> stepGraph() {
    optimizer.zeroGrad();
    loss().backward();
    optimizer.update();
    return Mode.current().pending().wanted(Quern.device());
  }

  /** The recorded losses, before each update. */
  public List<Double> losses() {
    try {
      return Files.readAllLines(path.resolve("losses.txt")).stream()
          .filter(line -> !line.isBlank())
          .map(line -> Double.parseDouble(line.strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded gradients of the first step, by this model's names. */
  public Map<String, Tensor> gradients() {
    return read("grads-step1.safetensors");
  }

  private Map<String, Tensor> read(String file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    SafeTensors.read(path.resolve(file))
        .tensors()
        .forEach(
            (name, raw) -> {
              int[] shape =
                  java.util.Arrays.stream(raw.shape()).mapToInt(Math::toIntExact).toArray();
              tensors.put(renamed(name), Tensor.of(raw.floats(), shape));
            });
    return tensors;
  }

  private static String renamed(String name) {
    String path = name.replaceAll("\\.(qkv|proj)$", ".attention.$1");
    return path.endsWith(".weight") ? path : path + ".weight";
  }

  /** Prints how large the graph of one nano step is. */
  public static void main(String[] arguments) {
    List<Node> outputs = nano().stepGraph();
    List<Node> all = new ArrayList<>(dev.quern.compiler.ir.Topology.of(outputs));
    System.out.println(outputs.size() + " outputs, " + all.size() + " nodes");
  }
}
