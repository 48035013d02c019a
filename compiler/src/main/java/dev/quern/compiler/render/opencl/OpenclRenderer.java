package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.render.Rendered.Function;
import dev.quern.compiler.render.Rendered.Phase;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a loop nest into OpenCL C 1.2: one kernel function for each segment and contraction. */
public final class OpenclRenderer {
  private static final String HEADER = "#pragma OPENCL FP_CONTRACT OFF\n";
  private static final String DOUBLES = "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n";

  private OpenclRenderer() {}

  /**
   * The functions of a nest, named {@code <name>_p<phase>s<segment>}. Functions without work are left
   * out.
   *
   * @throws IllegalArgumentException if the nest needs doubles and the target has none
   */
  public static Rendered render(Nest nest, Target target) {
    Helpers helpers = new Helpers();
    Map<String, MicroKernel> support = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    List<Phase> phases = new ArrayList<>();
    for (Node phase : nest.kernel().sources()) {
      List<Function> functions = new ArrayList<>();
      for (int i = 0; i < phase.arity(); i++) {
        SegmentWriter.Part part = part(nest, target, phase.source(i), helpers, support).write(phases.size(), i);
        if (part.function().globalItems() > 0) {
          texts.add(part.text());
          functions.add(part.function());
        }
      }
      phases.add(new Phase(functions.size(), work(functions), functions));
    }
    helpers.functions().forEach(function -> support.put(function.name(), function));
    String source = String.join("\n", texts);
    checkDoubles(nest, target, source);
    return new Rendered(nest.name(), source, phases, List.of(), List.copyOf(support.values()));
  }

  private interface PartWriter {
    SegmentWriter.Part write(int phase, int number);
  }

  private static PartWriter part(
      Nest nest, Target target, Node part, Helpers helpers, Map<String, MicroKernel> support) {
    if (part.op() != Op.CONTRACTION) {
      return new SegmentWriter(nest, target, part, helpers)::write;
    }
    ContractionWriter writer = new ContractionWriter(nest, target, part);
    MicroKernel kernel = writer.microKernel();
    support.put(kernel.name(), kernel);
    return writer::write;
  }

  private static long work(List<Function> functions) {
    return functions.stream().mapToLong(Function::globalItems).sum();
  }

  private static void checkDoubles(Nest nest, Target target, String source) {
    if (!target.float64() && source.contains(Types.scalar(DType.FLOAT64))) {
      throw new IllegalArgumentException(
          nest.name() + " needs float64, which " + target.name() + " does not have");
    }
  }

  /** One program text of several kernels' functions, with what they need, each once. */
  public static String program(List<Rendered> kernels) {
    Map<String, String> support = new LinkedHashMap<>();
    for (Rendered kernel : kernels) {
      kernel.support().forEach(function -> support.putIfAbsent(function.name(), function.source()));
    }
    List<String> texts = new ArrayList<>(support.values());
    kernels.forEach(kernel -> texts.add(kernel.source()));
    String body = String.join("\n", texts);
    return HEADER + (body.contains("double") ? DOUBLES : "") + "\n" + body;
  }
}
