package dev.quern.runtime.dump;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.lower.KernelGraph;
import dev.quern.compiler.lower.LoweringListener;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kernel as files: what it is after each step that changed it. */
final class KernelFiles {
  private final PlanView view;
  private final int launch; // the first that runs it
  private final List<FusionGroup> members;

  KernelFiles(PlanView view, int launch) {
    this.view = view;
    this.launch = launch;
    this.members = view.compilation().members(view.launches().get(launch - 1));
  }

  /** A file of a kernel. */
  record File(String name, Stage stage, String text) {}

  /** The files that are known without a compiled program. */
  List<File> steps() {
    List<File> files = new ArrayList<>();
    files.add(new File(Stage.GRAPH.file(), Stage.GRAPH, graph()));
    String before = "";
    Map<LoweringListener.Step, Stage> stages = new LinkedHashMap<>();
    stages.put(LoweringListener.Step.EXPRESSIONS, Stage.EXPRESSIONS);
    stages.put(LoweringListener.Step.MERGED, Stage.MERGED);
    stages.put(LoweringListener.Step.LOOPS, Stage.LOOPS);
    stages.put(LoweringListener.Step.NEST, Stage.MEMBERS);
    for (Map.Entry<LoweringListener.Step, Stage> each : stages.entrySet()) {
      String text = step(each.getKey());
      boolean last = each.getValue() == Stage.MEMBERS;
      if (!text.isEmpty() && !text.equals(before) && (!last || members.size() > 1)) {
        String about = "// " + each.getValue().about() + "\n";
        files.add(new File(each.getValue().file(), each.getValue(), about + text));
        before = text;
      }
    }
    Nest nest = view.launches().get(launch - 1).kernel().nest();
    String about = "// " + Stage.NEST.about() + "\n";
    files.add(new File(Stage.NEST.file(), Stage.NEST, about + NestText.of(nest)));
    Target target = view.title().target();
    Nest loops = Compiler.loops(nest, target, Budget.full(target), note -> {});
    String passed = "// " + Stage.PASSES.about() + "\n";
    files.add(new File(Stage.PASSES.file(), Stage.PASSES, passed + NestText.of(loops)));
    return files;
  }

  private String graph() {
    KernelGraph graph = view.graph(launch);
    return GraphText.of(Stage.GRAPH.about(), graph.outputs(), node -> comment(graph, node));
  }

  private String comment(KernelGraph graph, Node copy) {
    Node node = graph.copies().get(copy);
    String more = node == null ? "" : view.comment(node);
    return node == null ? "" : "%" + view.number(node) + (more.isEmpty() ? "" : " " + more);
  }

  /** The text of all members after a step; what a member does not go through is left out. */
  private String step(LoweringListener.Step step) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < members.size(); i++) {
      for (Compilation.Step each : view.compilation().steps(members.get(i))) {
        if (each.step() == step) {
          text.append(members.size() > 1 ? "\n// " + (i + 1) + " of " + members.size() + "\n" : "");
          text.append(each.nest().map(NestText::of).orElseGet(() -> TextualForm.of(each.stores())));
        }
      }
    }
    return text.toString();
  }

  /** The files of a compiled program; its texts may be others than the compiler chose at first. */
  List<File> texts(Program.Launch made) {
    String extension = view.title().target().kind() == Target.Kind.JAVA ? ".java" : ".cl";
    List<File> files = new ArrayList<>();
    String decisions = DecisionWords.of(made);
    files.add(new File(Stage.DECISIONS.file(), Stage.DECISIONS, decisions));
    String source = made.rendered().source();
    files.add(new File(Stage.SOURCE.file() + extension, Stage.SOURCE, source));
    for (MicroKernel support : made.rendered().support()) {
      String name = Stage.SUPPORT.file() + "-" + support.name() + extension;
      files.add(new File(name, Stage.SUPPORT, support.source()));
    }
    return files;
  }
}
