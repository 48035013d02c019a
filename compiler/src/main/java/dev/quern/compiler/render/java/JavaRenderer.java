package dev.quern.compiler.render.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.loops.Registers;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.LegalName;
import dev.quern.compiler.render.OperationCount;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.render.java.Dispatch.Entry;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Turns a nest into one Java class that runs chunks of it. */
public final class JavaRenderer {
  /**
   * The simple name of a type that kernels mention and that must not be there when they run:
   * HotSpot compiles the methods that take it alone.
   */
  public static final String ABSENT = Frame.ABSENT;

  private static final String PACKAGE = "dev.quern.kernels";
  private static final ClassName CODE = ClassName.get("dev.quern.runtime.java", "KernelCode");

  private final Nest nest;
  private final Target target;
  private final Budget budget;
  private final Decisions decisions;
  private final Unit unit;
  private final Map<String, MicroKernel> support = new LinkedHashMap<>();
  private final List<Rendered.Phase> phases = new ArrayList<>();

  private JavaRenderer(Nest nest, Target target, Budget budget) {
    this.nest = nest;
    this.target = target;
    this.budget = budget;
    this.decisions = new Decisions(nest.decisions());
    this.unit = new Unit(Registers.ofBits(target.vectorBits()));
  }

  /** The text of a nest whose loops have been through the passes for this budget. */
  public static Rendered render(Nest nest, Target target, Budget budget) {
    return new JavaRenderer(nest, target, budget).render();
  }

  private Rendered render() {
    List<MethodSpec> dispatching = new ArrayList<>();
    for (int phase = 0; phase < nest.kernel().arity(); phase++) {
      Code code = Dispatch.of(unit, phase, entries(phase));
      dispatching.add(
          Dispatch.parameters(MethodSpec.methodBuilder("phase" + phase))
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addCode(code.build())
              .build());
    }
    String name = LegalName.of(nest.name());
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(CODE)
            .addFields(unit.fields.values())
            .addMethod(run(dispatching.size()))
            .addMethods(dispatching)
            .addMethods(unit.methods)
            .addMethods(unit.functions.values());
    if (unit.hasLoners) {
      type.addType(TypeSpec.interfaceBuilder(ABSENT).addModifiers(Modifier.PRIVATE).build());
    }
    String source =
        JavaFile.builder(PACKAGE, type.build())
            .skipJavaLangImports(true)
            .indent("  ")
            .build()
            .toString();
    return new Rendered(name, source, phases, unit.locals, List.copyOf(support.values()));
  }

  private MethodSpec run(int count) {
    Code code = new Code();
    for (int phase = 0; phase < count; phase++) {
      if (count > 1) {
        code.open("if (phase == $L)", phase);
      }
      code.line("phase$L(first, last, buffers, scalars, locals)", phase);
      if (count > 1) {
        code.close();
      }
    }
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("run")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(TypeName.INT, "phase");
    return Dispatch.parameters(method).addCode(code.build()).build();
  }

  private List<Entry> entries(int number) {
    List<Entry> entries = new ArrayList<>();
    OperationCount work = new OperationCount(target.vectorBits());
    long operations = 0;
    int start = 0;
    Node phase = nest.kernel().source(number);
    for (int i = 0; i < phase.arity(); i++) {
      Node segment = phase.source(i);
      Frame frame = new Frame(unit, nest.scalars());
      String named = unit.method(method(segment, frame), "segment");
      int all = rows(segment);
      int rows =
          segment.op() == Op.CONTRACTION ? 1 : decisions.rows(number, i).orElse(Math.max(1, all));
      int chunks = (int) (((long) all + rows - 1) / rows);
      entries.add(new Entry(named, frame.arguments, start, chunks, rows, all));
      start = Math.addExact(start, chunks);
      operations += work.of(segment);
    }
    phases.add(new Rendered.Phase(start, operations, List.of()));
    return entries;
  }

  private Method method(Node segment, Frame frame) {
    NestWriter writer = new NestWriter(frame, decisions, target, budget);
    if (segment.op() == Op.SEGMENT) {
      SegmentMethod.write(segment, frame, writer);
      return frame.method();
    }
    MicroKernel kernel =
        nest.template()
            .orElseThrow(() -> new AssertionError("render: " + nest.name() + " has no template"))
            .microKernel(((Arg.Contraction) segment.arg()).shape(), target);
    support.put(kernel.name(), kernel);
    new ContractionMethod(segment, kernel.name(), frame, writer).write();
    return frame.method();
  }

  /** Rows of a segment, or blocks of a contraction, with the largest sizes. */
  private int rows(Node segment) {
    List<Node> grid =
        segment.op() == Op.SEGMENT
            ? NestStatements.ranges(segment)
            : ContractionMethod.grid(segment);
    return Math.toIntExact(OperationCount.rows(grid));
  }
}
