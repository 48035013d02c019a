package dev.quern.tests.forked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels make no objects of vectors, whatever has used the Vector API before in their process:
 * loops of another library over vectors of other widths, or every operation of our own with every
 * dtype.
 */
final class CrowdedProcessTest {
  private static final long FEW_BYTES = 64 << 10;

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "own"})
  void vectorsStayInRegisters(String before) {
    List<String> flags = new ArrayList<>(Jvm.VECTORS);
    // One thread, whose allocation is counted; calls wait for HotSpot, so that few are enough.
    flags.addAll(
        List.of("-XX:PerMethodTrapLimit=1000000", "-Xbatch", "-Dquern.threads=1", "-Xmx2g"));
    flags.add("-Dquern.cache=off");
    Jvm.Result result = Jvm.run(flags, CrowdedProcess.class, before);
    assertEquals(0, result.status(), result.text());
    List<String> lines = result.lines().stream().filter(l -> l.startsWith("kernel ")).toList();
    assertTrue(lines.size() >= 18, result.text());
    List<String> boxed = lines.stream().filter(line -> bytes(line) > FEW_BYTES).toList();
    assertEquals(List.of(), boxed, result.text());
  }

  private static long bytes(String line) {
    return Long.parseLong(line.substring("kernel ".length() + 22).trim().split(" +")[0]);
  }
}
