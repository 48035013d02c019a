package dev.quern.tests.golden;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.io.RawTensor;
import dev.quern.io.SafeTensors;
import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import dev.quern.optim.Adam;
import dev.quern.optim.AdamW;
import dev.quern.runtime.device.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of PyTorch's recorded training runs, set up on a device to be repeated. */
public final class TrainingRun {
  private static final Path GOLDEN =
      Path.of(System.getProperty("quern.root", "..")).resolve("../shared/data/golden");

  private final Path folder;
  private final Gpt model;
  private final Adam optimizer;
  private final Tensor inputs;
  private final Tensor targets;

  private TrainingRun(String name, Gpt.Config config, Adam.Options options) {
    this.folder = GOLDEN.resolve(name);
    this.model = new Gpt(config);
    model.loadStateDict(read("init.safetensors"));
    this.optimizer = new AdamW(model.parameters(), options);
    RawTensor raw = SafeTensors.read(folder.resolve("batch.safetensors")).tensors().get("tokens");
    int length = (int) raw.shape()[1];
    Tensor tokens = Tensor.of(raw.ints(), (int) raw.shape()[0], length);
    this.inputs = tokens.narrow(1, 0, length - 1);
    this.targets = tokens.narrow(1, 1, length - 1);
  }

  /** True if the recorded runs are beside the checkout. */
  public static boolean present() {
    return Files.isDirectory(GOLDEN);
  }

  /** What a test that needs them says when it is skipped. */
  public static String missing() {
    return "the recorded runs are not at " + GOLDEN.normalize();
  }

  /** The run of this name, gpt-nano or gpt-micro, on a device, which becomes this thread's. */
  public static TrainingRun of(String name, Device device) {
    Quern.use(device);
    return name.equals("gpt-nano") ? nano() : micro();
  }

  private static TrainingRun nano() {
    Gpt.Config config = Gpt.Config.of(4, 4, 128, 64, 65);
    return new TrainingRun("gpt-nano", config, new Adam.Options(1e-3, 0.9, 0.99, 1e-8, 0.1));
  }

  private static TrainingRun micro() {
    Gpt.Config config =
        Gpt.Config.of(1, 4, 16, 16, 27)
            .withNorm(Gpt.Norm.RMS)
            .withActivation(Activation.RELU)
            .withTied(false);
    return new TrainingRun("gpt-micro", config, new Adam.Options(1e-2, 0.85, 0.99, 1e-8, 0.01));
  }

  public Gpt model() {
    return model;
  }

  public Adam optimizer() {
    return optimizer;
  }

  public Tensor inputs() {
    return inputs;
  }

  public Tensor targets() {
    return targets;
  }

  /** The loss of the batch, not evaluated. */
  public Tensor loss() {
    return model.loss(inputs, targets);
  }

  /** One step in one plan; returns the loss before the update. */
  public double step() {
    optimizer.zeroGrad();
    Tensor loss = loss();
    loss.backward();
    optimizer.step();
    return loss.item();
  }

  /** The recorded losses, before each update. */
  public List<Double> losses() {
    try {
      return Files.readAllLines(folder.resolve("losses.txt")).stream()
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
    SafeTensors.read(folder.resolve(file))
        .tensors()
        .forEach((name, raw) -> tensors.put(renamed(name), tensor(raw)));
    return tensors;
  }

  private static Tensor tensor(RawTensor raw) {
    return Tensor.of(raw.floats(), Arrays.stream(raw.shape()).mapToInt(Math::toIntExact).toArray());
  }

  private static String renamed(String name) {
    String path = name.replaceAll("\\.(qkv|proj)$", ".attention.$1");
    return path.endsWith(".weight") ? path : path + ".weight";
  }
}
