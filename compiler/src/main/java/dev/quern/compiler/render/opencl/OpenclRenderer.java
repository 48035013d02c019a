package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.LegalName;
import dev.quern.compiler.render.OperationCount;
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

  private final Nest nest;
  private final Target target;
  private final Helpers helpers = new Helpers();
  private final Map<String, MicroKernel> microKernels = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>(); // of functions, by text
  private final List<String> texts = new ArrayList<>();

  private OpenclRenderer(Nest nest, Target target) {
    this.nest = nest;
    this.target = target;
  }

  /**
   * The functions of a nest, named {@code <name>_p<phase>s<segment>}. Functions without work are
   * left out, and of functions that differ only in what they are called with there is one.
   *
   * @throws IllegalArgumentException if the nest needs doubles and the target has none
   */
  public static Rendered render(Nest nest, Target target) {
    return new OpenclRenderer(nest, target).render();
  }

  private Rendered render() {
    List<Phase> phases = new ArrayList<>();
    OperationCount operations = new OperationCount(0);
    for (Node phase : nest.kernel().sources()) {
      long work = phase.sources().stream().mapToLong(operations::of).sum();
      List<Function> functions = functions(phase, phases.size());
      phases.add(new Phase(functions.size(), work, functions));
    }
    String source = String.join("\n", texts);
    if (!target.float64() && source.contains(Dialect.scalar(DType.FLOAT64))) {
      throw new IllegalArgumentException(
          nest.name() + " needs float64, which " + target.name() + " does not have");
    }
    List<MicroKernel> support = new ArrayList<>(microKernels.values());
    support.addAll(helpers.functions());
    return new Rendered(LegalName.of(nest.name()), source, phases, List.of(), support);
  }

  private List<Function> functions(Node phase, int number) {
    List<Function> functions = new ArrayList<>();
    for (int i = 0; i < phase.arity(); i++) {
      Part part = part(phase.source(i), number, i);
      if (part.globalItems() > 0) {
        String fresh = LegalName.of(nest.name()) + "_p" + number + "s" + i;
        String name = names.computeIfAbsent(part.text(), absent -> fresh);
        if (name.equals(fresh)) {
          texts.add(part.text(name));
        }
        functions.add(part.function(name));
      }
    }
    return functions;
  }

  private Part part(Node part, int phase, int segment) {
    if (part.op() != Op.CONTRACTION) {
      return new SegmentWriter(nest, target, part, helpers).write(phase, segment);
    }
    ContractionWriter writer = new ContractionWriter(nest, target, part);
    MicroKernel kernel = writer.microKernel();
    microKernels.put(kernel.name(), kernel);
    return writer.write();
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
