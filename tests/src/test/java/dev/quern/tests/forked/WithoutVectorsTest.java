package dev.quern.tests.forked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.cli.Main;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM that was started without the Vector API computes the same, says so once, and goes on. */
final class WithoutVectorsTest {
  private static final List<String> NO_FLAGS = List.of("-Xmx512m");
  private static final double TOLERANCE = 1e-5;

  @Test
  void microModelLearnsTheSame() {
    Jvm.Result result = Jvm.run(NO_FLAGS, MicroTraining.class);
    assertEquals(0, result.status(), result.text());
    List<Double> found =
        result.lines().stream()
            .filter(line -> line.startsWith("loss "))
            .map(line -> Double.valueOf(line.substring("loss ".length())))
            .toList();
    List<Double> expected = MicroTraining.losses();
    assertEquals(expected.size(), found.size(), result.text());
    for (int step = 0; step < expected.size(); step++) {
      assertEquals(expected.get(step), found.get(step), TOLERANCE, result.text());
    }
    assertTrue(expected.get(4) < expected.get(0), "it learns: " + expected);
    assertEquals(
        1, count(result, "faster if the JVM is started with --add-modules"), result.text());
  }

  @Test
  void devicesSaysWhichFlagIsMissing() {
    Jvm.Result result = Jvm.run(NO_FLAGS, Main.class, "devices");
    assertEquals(0, result.status(), result.text());
    assertEquals(
        1, count(result, "plain loops (--add-modules jdk.incubator.vector"), result.text());
  }

  private static long count(Jvm.Result result, String part) {
    return result.lines().stream().filter(line -> line.contains(part)).count();
  }
}
