package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.io.JsonObject;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import dev.quern.runtime.replay.Comparison;
import dev.quern.runtime.replay.ProgramText;
import dev.quern.runtime.replay.ReplayCheck;
import dev.quern.runtime.replay.ReplayInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands that read dumps, on dumps of a small training step: with values, again, and unfused.
 */
final class DumpedKernelsTest {
  private static final String SMALL = " --layers 1 --heads 2 --width 16 --context 8 --batch 2";

  @TempDir static Path folder;
  private static Path step;
  private static Path again;
  private static Path unfused;

  @BeforeAll
  static void dump() {
    step = folder.resolve("step");
    again = folder.resolve("again");
    unfused = folder.resolve("unfused");
    run(0, "kernels list --dump-values --dump-timings --dump " + step + SMALL);
    run(0, "kernels list --dump-values --dump " + again + SMALL); // the plan is in the cache now
    run(0, "kernels list --device null --fusion off --dump " + unfused + SMALL);
  }

  private static String run(int code, String words) {
    Invocation run = Invocation.of(words, List.of());
    assertEquals(code, run.code(), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    return run.out() + run.err();
  }

  private static DumpedPlan plan() {
    return DumpFolder.read(step).plans().get(0);
  }

  private static Map<String, String> texts(Path dump) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dump)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("timings.jsonl") && !file.toString().endsWith(".safetensors")) {
          texts.put(dump.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return texts;
  }

  @Test
  void planOfTheCacheIsDumpedAndDumpsAreEqualApartFromTimings() throws IOException {
    assertEquals(texts(step), texts(again));
    assertTrue(run(0, "kernels diff " + step + " " + again).contains("all kernels are the same"));
  }

  @Test
  void everyKernelRunAgainGivesTheBitsOfItsProgram() {
    Device java = Devices.of("java");
    List<String> problems = new ArrayList<>();
    for (DumpedKernel kernel : plan().kernels()) {
      Path nest = kernel.file(Stage.NEST).orElseThrow().path();
      ProgramText text = ProgramText.read(nest, java.target().templates());
      for (int launch : kernel.launches()) {
        ReplayInputs values = ReplayInputs.read(plan().values(launch).orElseThrow(), 0);
        ReplayCheck.of(text, java, values).stream()
            .filter(output -> !output.passes())
            .map(Comparison::toString)
            .forEach(problem -> problems.add(kernel.name() + " " + problem));
      }
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void listIsSortedByWhatIsAsked() {
    String list = run(0, "kernels list --sort bytes --dump " + step);
    List<Long> bytes =
        list.lines()
            .filter(line -> line.matches(" *\\d+ +\\d+ .*"))
            .map(line -> Long.parseLong(line.strip().split(" {2,}")[3].replace(",", "")))
            .toList();
    assertEquals(plan().kernels().size(), bytes.size(), list);
    assertEquals(bytes.stream().sorted((a, b) -> Long.compare(b, a)).toList(), bytes);
    assertTrue(run(0, "kernels list --sort time --dump " + step).contains(" us"), list);
  }

  @Test
  void showPrintsEachPassThatChangedSomething() {
    String all = run(0, "kernels show 5 --dump " + step);
    assertTrue(all.contains("== graph: ") && all.contains("== source: "), all);
    String name = plan().kernel(5).name();
    assertEquals(all, run(0, "kernels show " + name + " --dump " + step));
    assertTrue(run(0, "kernels show 5 --stage schedule --dump " + step).contains("launch 1:"));
    String beside = run(0, "kernels show 5 --stage loops --beside nest --dump " + step);
    assertTrue(beside.contains(" | "), beside);
  }

  @Test
  void explainNamesRuleNumbersAndSourceOfEachBoundary() {
    DumpedPlan plan = plan();
    String all = run(0, "kernels explain --dump " + step);
    for (DumpedKernel kernel : plan.kernels()) {
      assertTrue(all.contains("kernel " + kernel.number() + ", " + kernel.name()), kernel.name());
      assertTrue(
          plan.reasons().stream()
              .anyMatch(r -> r.has("kernel") && r.number32("kernel") == kernel.number()),
          kernel.name());
    }
    assertTrue(all.contains("considered and not done:"), all);
    for (JsonObject reason : plan.reasons()) {
      boolean stored = reason.text("decision").startsWith("stored");
      assertTrue(!stored || all.contains(reason.text("text")), reason.text("text"));
    }
    assertTrue(all.contains("evaluations "), all);
    assertTrue(run(0, "kernels explain blocks.0 --dump " + step).contains("Gpt.java:"));
    assertTrue(
        run(0, "kernels explain 1 --program softmax --device null" + SMALL).contains("joined"));
  }

  @Test
  void manyRefusalsForOneRuleAreOneLineUnlessAllAreAskedFor() {
    DumpedPlan plan = plan();
    String few = run(0, "kernels explain --dump " + step);
    String all = run(0, "kernels explain --all-joins --dump " + step);
    List<String> refused =
        plan.reasons().stream()
            .filter(reason -> !reason.truth("done") && reason.has("kernel"))
            .map(reason -> reason.text("text"))
            .toList();
    assertEquals(List.of(), refused.stream().filter(text -> !all.contains(text)).toList());
    assertTrue(few.lines().count() < all.lines().count(), few);
    assertTrue(
        few.matches("(?s).* kernels not joined, \\d+ times, launches [^:]*: .*; such as %\\d.*"),
        few);
  }

  @Test
  void diffSaysWhatIsGoneNewAndWhereChangedKernelsFirstDiffer() {
    String diff = run(1, "kernels diff " + unfused + " " + step);
    for (String word : List.of("gone: ", "new: ", "changed: ", "first differs in stage ", "@@ -")) {
      assertTrue(diff.contains(word), word + diff);
    }
  }

  @Test
  void graphsOfADumpRunAndBisect() {
    Path graph = plan().kernel(3).file(Stage.GRAPH).orElseThrow().path();
    assertTrue(run(0, "kernels run " + graph).endsWith("pass\n"));
    assertTrue(run(0, "kernels bisect " + graph).contains("no fault"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "java-256", "java-128", "java-plain", "opencl", "opencl-gpu"})
  void textIsRenderedWithoutADevice(String target) {
    Path nest = plan().kernel(3).file(Stage.NEST).orElseThrow().path();
    String source = run(0, "kernels compile " + nest + " --target " + target);
    assertTrue(source.contains(target.startsWith("opencl") ? "__kernel" : "class "), source);
  }

  @Test
  void nestThatComputesOtherwiseThanItsDumpFails() throws IOException {
    DumpedKernel kernel = plan().kernel(3);
    String text = kernel.file(Stage.NEST).orElseThrow().text();
    Path edited = folder.resolve("edited.nest");
    Files.writeString(edited, text.replaceFirst("0\\.35355338", "0.5"));
    Path values = plan().values(kernel.launches().get(0)).orElseThrow();
    String out = run(1, "kernels run " + edited + " --inputs " + values);
    assertTrue(out.contains("FAIL"), out);
  }
}
