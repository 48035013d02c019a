package dev.quern.tests.fuzz.programs;

import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs random programs on one device for as long as is wanted, against the meaning of their ops:
 *
 * <pre>{@code
 * java -XX:TieredStopAtLevel=1 -Dquern.threads=1 -Xmx2g --add-modules jdk.incubator.vector \
 *     -cp tests/target/test-classes:frontend/target/quern.jar \
 *     dev.quern.tests.fuzz.programs.FuzzCommand --count 25000 --seed 1 --bits 256
 * }</pre>
 *
 * <p>{@code --bits} is 128, 256, 512 or plain (without {@code --add-modules} too), {@code --device}
 * java or opencl, {@code --threads} the programs under way at a time, {@code --together} those
 * whose requests are one evaluation (24 for opencl, whose driver takes a third of a second for
 * each), {@code --family} draws from one family alone, {@code --shrunk} is how many failures of a
 * kind are made smaller. Kernels of small programs run once: C2 would compile what is never called
 * again. Run a share with it all the same, since kernels must not depend on it, and then with
 * -XX:-OmitStackTraceInFastThrow, so that exceptions keep their traces. The status is 1 if anything
 * failed, and one program is had again by {@code --seed N --count 1}.
 *
 * <p>What is drawn. Half of all programs are <em>exact</em>: floats are whole numbers from -3 to 3,
 * functions keep them whole, and answers must be the same bits where no sum has to be rounded. The
 * others are of reals between -2 and 2, within the bound that the reference keeps beside each value
 * for all that led to it. A seed's family, its remainder by their number, makes the first move and
 * a third of the others:
 *
 * <ul>
 *   <li>INDEXING: indexSelect, gather, scatterAdd, indexAdd, embedding, oneHot, crossEntropy,
 *       nllLoss, selectScatter, along every axis, by indices that are given, few, all equal, or
 *       computed (remainders, argmax, randint)
 *   <li>WINDOWS: conv1d and conv2d with groups, depthwise, stride, padding and dilation of each
 *       axis; max and average pools, adaptive ones, unfold; with batch norm and activations between
 *   <li>RANDOM: rand, randn, randint and dropout as operands of everything
 *   <li>TYPES: float32, float64, int32, int64, bool; casts, comparisons, where, masks, counts
 *   <li>PRODUCTS: chains of matmul, linear, bmm, transposes, with functions and reductions between
 *   <li>MOVEMENT: cat, pad, flip, permute, slices with steps, reshapes, repeats, triangles
 *   <li>ROWS: reductions along every axis beside the rows themselves, argmax, softmax, layer norm
 *   <li>ELEMENTS: functions and arithmetic with broadcasting
 *   <li>TRAINING, which ends two of three programs: a loss, backward, gradients, in-place writes,
 *       steps of SGD and Adam, and what is computed from the weights after them, a second backward
 * </ul>
 *
 * <p>Values are asked for between moves, before and after backward, together or one after the
 * other, and again: which nodes are stored differs from program to program. Sizes lie at and beside
 * multiples of the lane counts 2, 4, 8 and 16; one program in ten has a long dim, one in forty may
 * have tensors of a million elements.
 */
public final class FuzzCommand {
  private static final long EVERY = 20_000; // milliseconds between lines of progress

  private final Map<String, String> options = new TreeMap<>();

  private FuzzCommand(List<String> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      options.put(arguments.get(i).replaceFirst("--", ""), arguments.get(i + 1));
    }
  }

  /** Prints failures as they are found, and counts at the end. */
  public static void main(String[] arguments) {
    FuzzCommand command = new FuzzCommand(Arrays.asList(arguments));
    System.exit(command.run() ? 0 : 1);
  }

  private boolean run() {
    Device device = device();
    Seeds seeds =
        new Seeds(
            number("seed", 0),
            number("count", 1000),
            Optional.ofNullable(options.get("family")).map(Family::valueOf));
    Campaign campaign = new Campaign(device, seeds, settings(device), System.out::println);
    Thread progress = new Thread(() -> progress(campaign.tally()));
    progress.setDaemon(true);
    progress.start();
    campaign.run();
    System.out.println(device + ": " + campaign.tally().progress() + "\n" + campaign.tally());
    return campaign.tally().failures() == 0;
  }

  private Device device() {
    if (!options.containsKey("device") && !options.containsKey("bits")) {
      return Devices.standard();
    }
    String name = options.getOrDefault("device", "java");
    return Devices.of(options.containsKey("bits") ? name + ":" + options.get("bits") : name);
  }

  private Campaign.Settings settings(Device device) {
    int together = device.name().startsWith("opencl") ? 24 : 1;
    return new Campaign.Settings(
        (int) number("threads", 2), (int) number("together", together), (int) number("shrunk", 3));
  }

  private long number(String name, long otherwise) {
    return Long.parseLong(options.getOrDefault(name, "" + otherwise));
  }

  private static void progress(Tally tally) {
    try {
      while (true) {
        Thread.sleep(EVERY);
        System.out.println(tally.progress());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
