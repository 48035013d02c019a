package dev.quern.runtime.plan;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Program;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.PlanFolder;
import dev.quern.runtime.dump.PlanTitle;
import dev.quern.runtime.plan.CanonicalGraph.Described;
import dev.quern.runtime.profile.PassTimes;
import dev.quern.runtime.request.Request;
import java.util.function.Supplier;

/** Turns the compilation of one plan into its folder in the dump. */
final class PlanDump {
  private final GraphCompiler compiler;
  private final Device device;
  private final PlanFolder folder;
  private final Described graph;
  private long compiled; // nanoseconds

  PlanDump(Dump dump, GraphCompiler compiler, Device device, Request request, boolean[] varying) {
    this.compiler = compiler;
    this.device = device;
    this.graph = CanonicalGraph.described(request, varying);
    String key = PlanCache.key(request.walk().signature(), varying).toString();
    Target target = device.target();
    this.folder =
        dump.plan(
            new PlanTitle(
                key, device.name(), target, compiler.fuses(), graph.inputs(), graph.origins()));
  }

  PlanFolder folder() {
    return folder;
  }

  /** Compiles the graph and writes how; what there is if that fails. */
  Program compile(Target target) {
    Compilation compilation = new Compilation();
    long start = System.nanoTime();
    try (PassTimes passes = new PassTimes(compilation)) {
      return compiler.compile(graph.outputs(), target, passes, device.backend().workers());
    } finally {
      compiled = System.nanoTime() - start;
      folder.compiled(compilation, compiled);
    }
  }

  /** Makes the plan; if that fails it is written down, and the error says where. */
  <T> T orFailed(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error failure) {
      folder.failed(failure);
      throw DumpedFailure.at(folder.path(), failure);
    }
  }
}
