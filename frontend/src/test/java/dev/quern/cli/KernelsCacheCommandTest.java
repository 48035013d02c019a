package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.runtime.cache.CacheEntry;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.cache.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelsCacheCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() {
    System.setProperty("quern.cache", folder.toString());
    DiskCache cache = DiskCache.fromSettings();
    cache.keep("plan-1", () -> new CacheEntry("82 launches", Map.of(), new byte[5000]));
    for (int i = 0; i < 30; i++) {
      cache.keep("kernel-" + i, () -> new CacheEntry("add_64", Map.of(), new byte[10]));
    }
    cache.usage().missedPlan(new Usage.Miss("82 launches", "jdk", "17 amd64", "25 amd64"));
    cache.usage().kernels(4, 2);
    cache.flush();
  }

  @AfterEach
  void clear() {
    System.clearProperty("quern.cache");
  }

  private static String run(String... arguments) {
    Invocation run = Invocation.of("kernels cache", List.of(arguments));
    assertEquals(0, run.code(), run.err());
    return run.out();
  }

  @Test
  void listsWhatIsThereAndHowTheLastRunsFared() {
    List<String> lines = run().lines().toList();
    assertTrue(
        lines.get(0).endsWith(": 1 plans, 30 kernels, 2 KB of at most 256 MB"), lines.get(0));
    assertTrue(lines.get(3).matches("  plan    82 launches +1 KB  \\d+ s ago"), lines.get(3));
    assertTrue(lines.contains("  and 11 more: --all lists them"), lines.toString());
    assertTrue(
        lines.contains("    missed: 82 launches: its jdk was 17 amd64 and is 25 amd64"),
        lines.toString());
    assertTrue(
        lines.stream()
            .anyMatch(
                line -> line.endsWith("plans: 0 found, 1 missed; kernels: 4 found, 2 missed")),
        lines.toString());
    assertEquals(30, run("--all").lines().filter(line -> line.startsWith("  kernel")).count());
  }

  @Test
  void clearDeletesAllOfIt() {
    assertTrue(run("--clear").endsWith(": 31 entries deleted\n"));
    assertTrue(run().contains(": 0 plans, 0 kernels, 0 KB"));
  }

  @Test
  void saysThatItIsOff() {
    System.setProperty("quern.cache", "off");
    assertEquals("the disk cache is off\n", run());
  }
}
