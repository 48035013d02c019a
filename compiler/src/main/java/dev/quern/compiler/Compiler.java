package dev.quern.compiler;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Verify;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.LoopPass;
import dev.quern.compiler.loops.StrengthReduction;
import dev.quern.compiler.loops.StripMining;
import dev.quern.compiler.loops.Unroll;
import dev.quern.compiler.loops.Vectorize;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.Lowering;
import dev.quern.compiler.lower.LoweringListener;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestJoining;
import dev.quern.compiler.lower.NestJoining.Joined;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.render.java.JavaRenderer;
import dev.quern.compiler.render.opencl.OpenclRenderer;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Schedule;
import dev.quern.compiler.schedule.Scheduler;
import dev.quern.compiler.simplify.ComputeTypes;
import dev.quern.compiler.simplify.Simplify;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns a tensor graph into a program of kernels: the whole pipeline, in the order in which it
 * runs.
 *
 * <p>The graph's BUFFERs are Slots numbered from 0, its VARs are Symbols. Outputs that are ASSIGNs
 * name the Slot of which they are the next version.
 */
public final class Compiler {
  private Compiler() {}

  /** How far kernels are fused. */
  public enum Fusion {
    ON,
    /** Every node is stored, but for a reduction's elementwise operand. For comparison. */
    OFF
  }

  public static Program compile(List<Node> outputs, Target target) {
    return compile(outputs, target, Fusion.ON);
  }

  public static Program compile(List<Node> outputs, Target target, Fusion fusion) {
    return compile(outputs, target, fusion, CompilationListener.NONE);
  }

  /** The same, telling of each pass. */
  public static Program compile(
      List<Node> outputs, Target target, Fusion fusion, CompilationListener listener) {
    return compile(outputs, target, fusion, listener, Workers.ALONE);
  }

  /** The same by several workers; what comes out does not depend on them. */
  public static Program compile(
      List<Node> outputs,
      Target target,
      Fusion fusion,
      CompilationListener listener,
      Workers workers) {
    listener.given(outputs);
    assert verified("input", outputs);
    List<Node> typed = ComputeTypes.graph(outputs);
    assert verified("compute types", typed);
    List<Node> graph = storable(Simplify.graph(typed, listener.rules()));
    listener.simplified(graph);
    assert verified("simplify", graph);
    Schedule schedule =
        fusion == Fusion.ON
            ? Scheduler.schedule(graph, target, listener.wantsRefusals())
            : Scheduler.unfused(graph, target, listener.wantsRefusals());
    listener.scheduled(schedule);
    List<FusionGroup> groups = schedule.groups();
    List<LoweringListener> steps = groups.stream().map(listener::lowering).toList();
    List<Lowered> lowered =
        workers.map(
            groups.size(),
            i -> Lowering.lower(groups.get(i), schedule.stored(), target, steps.get(i)));
    listener.lowered(lowered);
    List<Joined> joined = KernelNames.distinct(join(lowered, target, fusion, listener.apart()));
    listener.joined(joined);
    assert verified(joined);
    MemoryPlan memory =
        new MemoryPlan(inputs(outputs), graph, joined.stream().map(Joined::kernel).toList());
    List<Nest> nests = joined.stream().map(launch -> launch.kernel().nest()).toList();
    Map<Nest, Rendered> texts = render(nests, target, workers);
    List<Program.Launch> launches = new ArrayList<>();
    for (int i = 0; i < nests.size(); i++) {
      Nest nest = nests.get(i);
      launches.add(new Program.Launch(nest, texts.get(nest), memory.arguments(i)));
    }
    Program program = new Program(memory.buffers(), launches, schedule.reasons());
    listener.finished(program);
    return program;
  }

  private static List<Joined> join(
      List<Lowered> lowered, Target target, Fusion fusion, NestJoining.Apart apart) {
    if (fusion == Fusion.ON) {
      return NestJoining.join(lowered, target, apart);
    }
    List<Joined> alone = new ArrayList<>();
    lowered.forEach(kernel -> alone.add(Joined.alone(kernel, alone.size())));
    return alone;
  }

  /** The texts of kernels; launches of the same kernel share one. */
  private static Map<Nest, Rendered> render(List<Nest> nests, Target target, Workers workers) {
    List<Nest> distinct = nests.stream().distinct().toList();
    List<Rendered> texts = workers.map(distinct.size(), i -> render(distinct.get(i), target));
    Map<Nest, Rendered> rendered = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      rendered.put(distinct.get(i), texts.get(i));
    }
    return rendered;
  }

  /** The text of one kernel in the target's language. */
  public static Rendered render(Nest nest, Target target) {
    return render(nest, target, Budget.full(target));
  }

  /** The same with a limit for how much one iteration of a loop does. */
  public static Rendered render(Nest nest, Target target, Budget budget) {
    List<String> notes = new ArrayList<>();
    Nest loops = loops(nest, target, budget, notes::add);
    Rendered rendered =
        switch (target.kind()) {
          case JAVA -> JavaRenderer.render(loops, target, budget);
          case OPENCL_CPU, OPENCL_GPU -> OpenclRenderer.render(loops, target);
        };
    return rendered.noted(notes);
  }

  /** The nest after all passes over its loops: what its text spells. */
  public static Nest loops(Nest nest, Target target, Budget budget, Consumer<String> notes) {
    Nest loops = nest;
    for (LoopPass pass : passes(target, budget, notes)) {
      loops = pass.run(loops);
      assert verified(pass.name(), loops);
    }
    return loops;
  }

  /**
   * The passes over the loops of a nest, in their order; {@code notes} hears which decisions could
   * not be followed, and why.
   */
  public static List<LoopPass> passes(Target target, Budget budget, Consumer<String> notes) {
    List<LoopPass> passes = new ArrayList<>();
    if (target.vectorBits() > 0 && budget.vectors()) {
      passes.add(LoopPass.of("vectorize", x -> Vectorize.run(x, target, budget, notes)));
    }
    if (target.kind() == Target.Kind.JAVA) {
      passes.add(LoopPass.of("strength reduction", StrengthReduction::run));
      passes.add(LoopPass.of("strip-mining", x -> StripMining.run(x, target, budget)));
    }
    passes.add(LoopPass.of("unroll", x -> Unroll.run(x, target, budget, notes)));
    return passes;
  }

  private static boolean verified(String pass, Nest nest) {
    Verify.vectors(pass, nest.kernel());
    return true;
  }

  private static boolean verified(String pass, List<Node> graph) {
    Verify.graph(pass, graph);
    return true;
  }

  private static boolean verified(List<Joined> kernels) {
    kernels.forEach(joined -> Verify.nest("lower", joined.kernel().nest().kernel()));
    return true;
  }

  /** Outputs of which each is a node of its own that a kernel stores. */
  private static List<Node> storable(List<Node> outputs) {
    Set<Node> used = new HashSet<>();
    List<Node> result = new ArrayList<>();
    for (Node output : outputs) {
      Node own = output.op().isLeaf() ? Nodes.contiguous(output) : output;
      while (!used.add(own)) {
        own = Nodes.contiguous(own);
      }
      result.add(own);
    }
    return result;
  }

  /** The BUFFERs of a graph by slot, from 0; a slot that the graph does not name is absent. */
  private static List<Node> inputs(List<Node> outputs) {
    List<Node> inputs = new ArrayList<>();
    for (Node node : Topology.of(outputs)) {
      if (node.op() == Op.BUFFER) {
        int slot = ((Arg.Slot) node.arg()).index();
        while (inputs.size() <= slot) {
          inputs.add(node);
        }
        inputs.set(slot, node);
      }
    }
    return inputs;
  }
}
