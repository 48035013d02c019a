package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Computes requests by plans: compiled on first sight, replayed from the cache after that. */
final class CompiledEngine implements Engine {
  /** The compiler, as far as an engine sees it. */
  @FunctionalInterface
  interface GraphCompiler {
    Program compile(List<Node> outputs, Target target);
  }

  private static final int PLANS = Integer.getInteger("quern.planCache", 512);
  private static final int KERNELS = Integer.getInteger("quern.kernelCache", 4096);

  private final Device device;
  private final GraphCompiler compiler;
  private final PlanCache plans = new PlanCache(PLANS);
  private final KernelCache kernels;
  private volatile Plan last;

  CompiledEngine(Device device, GraphCompiler compiler) {
    this.device = device;
    this.compiler = compiler;
    this.kernels = new KernelCache(device.backend(), device.counters(), KERNELS);
  }

  @Override
  public List<Node> run(Request request, ToLongFunction<Variable> sizes) {
    Signature signature = request.walk().signature();
    PlanCache.Found found = plans.plan(signature, varying -> compile(request, varying));
    device.counters().countPlan(found.hit());
    last = found.plan();
    return Run.of(device, found.plan(), request, Scalars.of(signature, sizes));
  }

  private Plan compile(Request request, boolean[] varying) {
    List<Node> outputs = Canonical.outputs(request, varying);
    Program program = compiler.compile(outputs, device.target());
    device.counters().countSchedule();
    List<Backend.Loaded> loaded = kernels.load(program.launches());
    int variables = request.walk().signature().variables().size();
    return new Plan(asLoaded(program, loaded), loaded, variables, varying);
  }

  /** The program with the texts that run, which may be smaller than those that the compiler chose. */
  private static Program asLoaded(Program program, List<Backend.Loaded> loaded) {
    List<Program.Launch> launches = new ArrayList<>();
    for (int i = 0; i < loaded.size(); i++) {
      Program.Launch launch = program.launches().get(i);
      Rendered runs = KernelCache.renamed(loaded.get(i).rendered(), launch.rendered().name());
      launches.add(new Program.Launch(launch.nest(), runs, launch.arguments()));
    }
    return new Program(program.buffers(), launches, program.reasons());
  }

  @Override
  public Optional<Program> lastProgram() {
    return Optional.ofNullable(last).map(Plan::program);
  }
}
