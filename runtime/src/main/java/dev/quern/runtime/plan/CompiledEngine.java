package dev.quern.runtime.plan;

import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.cache.Usage;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Engine;
import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.Finding;
import dev.quern.runtime.dump.Finding.Place;
import dev.quern.runtime.kernel.KeptKernels;
import dev.quern.runtime.kernel.KernelCache;
import dev.quern.runtime.kernel.KernelTexts;
import dev.quern.runtime.profile.Events;
import dev.quern.runtime.profile.PassTimes;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import dev.quern.runtime.request.IndexChecks;
import dev.quern.runtime.request.KeyText;
import dev.quern.runtime.request.LaunchScalars;
import dev.quern.runtime.request.Request;
import dev.quern.runtime.request.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Computes requests by plans: compiled on first sight, replayed from the cache after that. */
public final class CompiledEngine implements Engine {
  private static final int PLANS = Integer.getInteger("quern.planCache", 512);
  private static final int KERNELS = Integer.getInteger("quern.kernelCache", 4096);

  private final Device device;
  private final GraphCompiler compiler;
  private final PlanCache plans = new PlanCache(PLANS);
  private final Optional<Environment> environment;
  private final KernelCache kernels;
  private final Optional<KeptPlans> kept;
  private volatile Plan last;

  public CompiledEngine(Device device, GraphCompiler compiler) {
    this(device, compiler, DiskCache.off());
  }

  /** One that looks for plans on disk before it compiles them, and keeps there what it compiles. */
  public CompiledEngine(Device device, GraphCompiler compiler, DiskCache disk) {
    this(
        device,
        compiler,
        disk,
        disk.isOff() ? Optional.empty() : Environment.of(device.target(), compiler.fuses()));
    environment.ifPresent(known -> device.backend().warm(disk, known.toString()));
  }

  /** The same, given what is kept depends on; empty if that is unknown and nothing is kept. */
  CompiledEngine(
      Device device, GraphCompiler compiler, DiskCache disk, Optional<Environment> environment) {
    Backend backend = device.backend();
    this.device = device;
    this.compiler = compiler;
    this.environment = environment;
    Optional<KeptKernels> kept = environment.map(known -> new KeptKernels(disk, backend));
    String words = environment.map(Environment::toString).orElse("");
    this.kernels = new KernelCache(backend, device.counters(), KERNELS, words, kept);
    this.kept = environment.map(known -> new KeptPlans(disk, known, kernels, backend));
  }

  @Override
  public List<Node> run(Request request, ToLongFunction<Variable> sizes) {
    Signature signature = request.walk().signature();
    Plan plan = plan(request);
    LaunchScalars scalars = LaunchScalars.of(signature, sizes);
    return PlanRun.of(
        device,
        plan,
        new PlanRun.Binding(signature.leaves(), request.outputs(), request.checks(), scalars));
  }

  @Override
  public Prepared prepare(Request request) {
    Plan plan = plan(request);
    List<Variable> variables = List.copyOf(request.walk().signature().variables());
    IndexChecks checks = request.checks();
    return (leaves, outputs, bits) -> {
      last = plan;
      return PlanRun.of(
          device,
          plan,
          new PlanRun.Binding(leaves, outputs, checks, new LaunchScalars(variables, bits)));
    };
  }

  private Plan plan(Request request) {
    Signature signature = request.walk().signature();
    PlanCache.Found found = plans.plan(signature, varying -> compile(request, varying));
    device.counters().countPlan(found.hit());
    recordLookup(found.hit(), false);
    last = found.plan();
    Dump.current().ifPresent(dump -> dumped(dump, found.plan(), request));
    return found.plan();
  }

  private Plan compile(Request request, boolean[] varying) {
    Optional<Dump> dump = Dump.current();
    if (dump.isPresent()) {
      return compile(
          request, varying, new PlanDump(dump.get(), compiler, device, request, varying));
    }
    Signature signature = request.walk().signature();
    Optional<Plan> known = kept.flatMap(plans -> plans.find(signature, varying));
    if (kept.isPresent()) {
      device.counters().countKept(known.isPresent());
      recordLookup(known.isPresent(), true);
    }
    if (known.isPresent()) {
      tell(request, varying, known.get()::program);
      return known.get();
    }
    List<Node> outputs = CanonicalGraph.outputs(request, varying);
    Made made =
        Made.fitting(device.target(), t -> compile(outputs, t), p -> load(request, varying, p));
    device.counters().countSchedule();
    Plan plan = plan(request, varying, made.program(), made.loading().kernels());
    kept.ifPresent(plans -> plans.keep(signature, plan, made.program()));
    return plan;
  }

  private Program compile(List<Node> outputs, Target target) {
    try (PassTimes passes = new PassTimes(CompilationListener.NONE)) {
      return compiler.compile(outputs, target, passes, device.backend().workers());
    }
  }

  /** A program and its kernels. */
  private record Made(Program program, KernelCache.Loading loading) {
    private static final int ATTEMPTS = 4;

    /**
     * Compiles for a target; if a kernel's text is refused, again with half as much in a kernel.
     */
    static Made fitting(
        Target target,
        Function<Target, Program> compile,
        Function<Program, KernelCache.Loading> load) {
      Target allowed = target;
      for (int attempt = 1; ; attempt++) {
        Program program = compile.apply(allowed);
        try {
          return new Made(program, load.apply(program));
        } catch (CompileException refused) {
          if (attempt == ATTEMPTS || !refused.isAboutSize()) {
            throw refused;
          }
          allowed = allowed.halved();
        }
      }
    }
  }

  /** Who waits for plans that are new to this process is told, wherever they come from. */
  private static void tell(Request request, boolean[] varying, Supplier<Program> program) {
    if (!Probe.isOff()) {
      Probe.compiled(
          program.get(), () -> KernelTexts.of(program.get()), () -> KeyText.of(request, varying));
    }
  }

  private void recordLookup(boolean hit, boolean disk) {
    if (!Events.on()) {
      return;
    }
    Events.Cache event = new Events.Cache();
    if (event.isEnabled()) {
      event.device = device.name();
      event.hit = hit;
      event.disk = disk;
      event.commit();
    }
  }

  private KernelCache.Loading load(Request request, boolean[] varying, Program program) {
    tell(request, varying, () -> program);
    try (Span unused = Probe.span(Phase.COMPILE)) {
      return Events.on() ? recorded(program) : kernels.load(program.launches());
    }
  }

  private KernelCache.Loading recorded(Program program) {
    Events.Compile event = new Events.Compile();
    event.begin();
    long compiled = device.counters().kernelsCompiled();
    long hits = device.counters().kernelCacheHits();
    try {
      return kernels.load(program.launches());
    } finally {
      if (event.shouldCommit()) {
        event.device = device.name();
        event.compiled = device.counters().kernelsCompiled() - compiled;
        event.found = device.counters().kernelCacheHits() - hits;
        event.commit();
      }
    }
  }

  private Plan compile(Request request, boolean[] varying, PlanDump dump) {
    long[] start = new long[1];
    Made made =
        dump.orFailed(
            () ->
                Made.fitting(
                    device.target(),
                    dump::compile,
                    program -> {
                      start[0] = System.nanoTime();
                      return load(request, varying, program);
                    }));
    device.counters().countSchedule();
    KernelCache.Loading loading = made.loading();
    Plan plan = plan(request, varying, made.program(), loading.kernels());
    Finding finding = finding(request.walk().signature(), varying, loading.places());
    dump.folder().loaded(plan.program(), loading.kernels(), finding, System.nanoTime() - start[0]);
    plan.dumped(dump.folder());
    return plan;
  }

  private Finding finding(Signature signature, boolean[] varying, List<Place> kernels) {
    Optional<Usage.Miss> miss = kept.flatMap(plans -> plans.missing(signature, varying));
    Place plan = kept.isPresent() && miss.isEmpty() ? Place.DISK : Place.BUILT;
    return new Finding(plan, miss, kernels);
  }

  private static Plan plan(
      Request request, boolean[] varying, Program program, List<Backend.Loaded> loaded) {
    int variables = request.walk().signature().variables().size();
    return Plan.of(asLoaded(program, loaded), loaded, variables, varying);
  }

  /** A plan that was compiled before this dump began is written when it is first used. */
  private void dumped(Dump dump, Plan plan, Request request) {
    synchronized (plan) {
      if (plan.folder().filter(dump::holds).isEmpty()) {
        PlanDump again = new PlanDump(dump, compiler, device, request, plan.varying());
        again.orFailed(() -> again.compile(device.target()));
        List<Backend.Loaded> loaded = plan.steps().stream().map(Plan.Step::kernel).toList();
        again.folder().loaded(plan.program(), loaded, Finding.inMemory(loaded.size()), 0);
        plan.dumped(again.folder());
      }
    }
  }

  /**
   * The program with the texts that run, which may be smaller than those that the compiler chose.
   */
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
