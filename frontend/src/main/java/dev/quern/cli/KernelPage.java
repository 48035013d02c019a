package dev.quern.cli;

import dev.quern.compiler.Program;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.render.Rendered;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A kernel for people to read: what one line of a list says about it, and its text at each stage.
 *
 * @param launches how often the program launches it, each time on other buffers
 * @param chunks of each phase: what threads or work-groups share out
 * @param work operations of a launch, a vector's counted as one, estimated
 * @param buffers such as {@code f32[98304] f32[128]x8 -> f32[98304]}
 * @param text by stage; a stage that is not known is absent
 */
record KernelPage(
    int number,
    String name,
    int launches,
    List<Integer> chunks,
    long work,
    String buffers,
    Map<Stage, String> text) {

  /** What a kernel is on its way. */
  enum Stage {
    GRAPH,
    NEST,
    SOURCE,
    DECISIONS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The page of a kernel as a program has it. */
  static KernelPage of(int number, int launches, Program.Launch launch) {
    Rendered rendered = launch.rendered();
    return new KernelPage(
        number,
        launch.nest().name(),
        launches,
        rendered.phases().stream().map(Rendered.Phase::chunks).toList(),
        rendered.phases().stream().mapToLong(Rendered.Phase::work).sum(),
        buffers(launch.nest()),
        text(launch));
  }

  private static String buffers(Nest nest) {
    return BufferTypes.of(types(nest, false), types(nest, true));
  }

  private static List<String> types(Nest nest, boolean written) {
    return nest.arguments().stream()
        .filter(argument -> argument.written() == written)
        .map(argument -> argument.dtype() + "[" + argument.elements() + "]")
        .toList();
  }

  private static Map<Stage, String> text(Program.Launch launch) {
    Map<Stage, String> text = new EnumMap<>(Stage.class);
    text.put(Stage.NEST, NestText.of(launch.nest()));
    text.put(Stage.SOURCE, launch.rendered().source());
    List<String> decisions = new ArrayList<>();
    launch.nest().decisions().forEach(decision -> decisions.add(decision.toString()));
    launch.rendered().notes().forEach(note -> decisions.add("departs: " + note));
    text.put(Stage.DECISIONS, String.join("\n", decisions));
    return text;
  }
}
