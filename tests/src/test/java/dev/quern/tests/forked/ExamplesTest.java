package dev.quern.tests.forked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The complete programs in {@code frontend/examples} do what they say. */
final class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("quern.root", ".."));
  private static final Path MNIST = ROOT.resolve("../shared/data/mnist");
  private static final List<String> FLAGS =
      List.of("--add-modules", "jdk.incubator.vector", "-XX:PerMethodTrapLimit=1000000");

  /** PyTorch's example reads 98 to 99 % after an epoch. */
  @Test
  void mnistReadsDigitsAfterAnEpoch() {
    assumeTrue(Files.isDirectory(MNIST), () -> "the digits are not at " + MNIST.normalize());
    Path program = ROOT.resolve("frontend/examples/Mnist.java");
    Jvm.Result result = Jvm.run(FLAGS, program, MNIST.toString());
    assertEquals(0, result.status(), result.text());
    Matcher percent = Pattern.compile("epoch 1: ([0-9.]+) % read right").matcher(result.text());
    assertTrue(percent.find(), result.text());
    assertTrue(Double.parseDouble(percent.group(1)) >= 97.5, result.text());
  }
}
