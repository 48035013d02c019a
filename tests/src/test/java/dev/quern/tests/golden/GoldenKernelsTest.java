package dev.quern.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares what small programs become, stage by stage and for named targets, with text that is kept
 * beside this test. {@code -Dquern.golden.update=true} rewrites it, to be read like code in review.
 */
class GoldenKernelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = Boolean.getBoolean("quern.golden.update");

  @TestFactory
  Stream<DynamicTest> kernelsAreAsRecorded() {
    return Programs.all().entrySet().stream()
        .flatMap(
            program ->
                stages(program.getValue()).entrySet().stream()
                    .map(
                        stage -> {
                          String file = program.getKey() + "." + stage.getKey();
                          return dynamicTest(file, () -> compare(file, stage.getValue()));
                        }));
  }

  private static Map<String, String> stages(List<Node> graph) {
    List<ContractionTemplate> templates = new ArrayList<>();
    ServiceLoader.load(ContractionTemplate.class).forEach(templates::add);
    Target widest = Target.java(512, templates);
    Program wide = Compiler.compile(graph, widest);
    Target cpu = Target.openclCpu(true, templates);
    Target gpu = Target.openclGpu(256, 32 << 10, true, templates);
    Map<String, String> stages = new LinkedHashMap<>();
    stages.put("graph", TextualForm.of(graph));
    stages.put("sched", lines(wide.reasons()));
    stages.put("nest", nests(wide, nest -> nest));
    stages.put(
        "512.nest",
        nests(wide, nest -> Compiler.loops(nest, widest, Budget.full(widest), note -> {})));
    stages.put("512.java", sources(wide));
    for (int bits : List.of(256, 128)) {
      stages.put(bits + ".java", sources(Compiler.compile(graph, Target.java(bits, templates))));
    }
    stages.put("plain.java", sources(Compiler.compile(graph, Target.java(0, templates))));
    stages.put("cl", sources(Compiler.compile(graph, cpu)));
    stages.put("gpu.cl", sources(Compiler.compile(graph, gpu)));
    return stages;
  }

  private static String lines(List<?> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(value).append('\n'));
    return text.toString();
  }

  private static String nests(Program program, UnaryOperator<Nest> pass) {
    StringBuilder text = new StringBuilder();
    for (Program.Launch launch : program.launches()) {
      Nest nest = pass.apply(launch.nest());
      text.append(nest.name()).append('\n').append(TextualForm.of(nest.kernel()));
      text.append(lines(nest.decisions())).append('\n');
    }
    return text.toString();
  }

  private static String sources(Program program) {
    StringBuilder text = new StringBuilder();
    program.launches().forEach(launch -> text.append(launch.rendered().source()).append('\n'));
    return text.toString();
  }

  private static void compare(String file, String actual) {
    Path path = FOLDER.resolve(file);
    try {
      if (UPDATE) {
        Files.createDirectories(FOLDER);
        Files.writeString(path, actual);
      }
      assertEquals(Files.readString(path), actual, file + " (-Dquern.golden.update=true rewrites)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
