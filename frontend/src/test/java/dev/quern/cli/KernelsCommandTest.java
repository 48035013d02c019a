package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.lower.NestText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KernelsCommandTest {
  private static final String SMALL =
      " --device null --layers 1 --heads 2 --width 16 --context 8 --batch 2";

  private static Invocation run(String words) {
    Invocation run = Invocation.of(words + SMALL, List.of());
    assertEquals(0, run.code(), run.err());
    return run;
  }

  @ParameterizedTest
  @EnumSource
  void everyProgramHasKernels(SampleProgram program) {
    List<String> lines = run("kernels list --program " + program).out().lines().toList();
    assertTrue(
        lines.get(0).matches(".*, for java-512: \\d+ launches of \\d+ kernels, .*"), lines.get(0));
    assertTrue(lines.get(3).matches(" +1 .* -> f32\\[\\d+\\].*"), lines.get(3));
  }

  @Test
  void kernelIsFoundByNumberByNameAndByTheNamesBeginning() {
    String byNumber = run("kernels show 1 --program softmax").out();
    String name = byNumber.replaceAll("(?s)kernel 1, (\\w+):.*", "$1");
    assertEquals(byNumber, run("kernels show " + name + " --program softmax").out());
    assertEquals(
        byNumber, run("kernels show " + name.substring(0, 3) + " --program softmax").out());
  }

  @Test
  void nestIsPrintedAsItIsParsed() {
    String nest = run("kernels show 1 --program softmax --stage nest").out();
    assertEquals(nest.strip(), NestText.of(NestText.parse(nest, List.of())).strip());
  }

  @Test
  void sourceIsPrintedAlone() {
    String source = run("kernels show 1 --program gelu --stage source").out();
    assertTrue(source.startsWith("package dev.quern.kernels;"), source);
    assertTrue(source.strip().endsWith("}"), source);
  }

  @Test
  void decisionsComeWithTheReasonsOfTheProgram() {
    String text = run("kernels show 1 --program softmax --stage decisions").out();
    assertTrue(text.contains("Vectorize"), text);
    assertTrue(text.contains("of the whole program:"), text);
    assertTrue(run("kernels list --program softmax --reasons").out().contains("asked for"));
  }
}
