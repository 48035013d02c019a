package dev.quern.compiler;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.lower.KernelGraph;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.LoweringListener;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestJoining;
import dev.quern.compiler.rewrite.Rewriter;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Quantity;
import dev.quern.compiler.schedule.Remark;
import dev.quern.compiler.schedule.Schedule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a compilation made on its way, kept for people to look at. If a pass fails it
 * holds what the passes before it made.
 */
public final class Compilation implements CompilationListener {
  private List<Node> given = List.of();
  private List<Node> simplified = List.of();
  private final List<Rewriter.Fired> fired = new ArrayList<>();
  private final Ancestry ancestry = new Ancestry();
  private final Map<FusionGroup, List<Step>> steps = new LinkedHashMap<>();
  private final List<Remark> apart = new ArrayList<>();
  private Optional<Schedule> schedule = Optional.empty();
  private List<Lowered> lowered = List.of();
  private List<NestJoining.Joined> launches = List.of();
  private Optional<Program> program = Optional.empty();

  /**
   * A kernel after a step of its lowering: stores before there are loops, then a nest.
   *
   * @param stores empty once there is a nest
   */
  public record Step(LoweringListener.Step step, List<Node> stores, Optional<Nest> nest) {}

  // ---- what it hears

  @Override
  public void given(List<Node> outputs) {
    given = List.copyOf(outputs);
    Topology.of(outputs).forEach(ancestry::root);
  }

  @Override
  public Rewriter.Record rules() {
    return new Rewriter.Record() {
      @Override
      public void add(Rewriter.Fired rule) {
        fired.add(rule);
        ancestry.became(rule.before(), rule.after());
      }

      @Override
      public void rebuilt(Node before, Node after) {
        ancestry.became(before, after);
      }
    };
  }

  @Override
  public void simplified(List<Node> outputs) {
    simplified = List.copyOf(outputs);
  }

  @Override
  public boolean wantsRefusals() {
    return true;
  }

  @Override
  public void scheduled(Schedule made) {
    schedule = Optional.of(made);
  }

  @Override
  public LoweringListener lowering(FusionGroup group) {
    List<Step> heard = new ArrayList<>();
    steps.put(group, heard);
    return new LoweringListener() {
      @Override
      public void stores(Step step, List<Node> stores) {
        // The first step is told of last, when the buffers have their numbers.
        int at = step == Step.EXPRESSIONS ? 0 : heard.size();
        heard.add(at, new Compilation.Step(step, stores, Optional.empty()));
      }

      @Override
      public void nest(Step step, Nest nest) {
        heard.add(new Compilation.Step(step, List.of(), Optional.of(nest)));
      }
    };
  }

  @Override
  public void lowered(List<Lowered> kernels) {
    lowered = List.copyOf(kernels);
  }

  @Override
  public NestJoining.Apart apart() {
    return (kernel, other, rule, numbers) -> apart.add(reason(kernel, other, rule, numbers));
  }

  private Remark reason(int kernel, int other, String rule, List<Quantity> numbers) {
    List<FusionGroup> groups = groups();
    FusionGroup one = groups.get(kernel);
    Node node = one.outputs().get(0).value();
    int number = groups.get(other).number();
    return new Remark(node, Remark.Decision.LAUNCHED_APART, rule, numbers, one.number(), number);
  }

  @Override
  public void joined(List<NestJoining.Joined> made) {
    launches = List.copyOf(made);
  }

  @Override
  public void finished(Program made) {
    program = Optional.of(made);
  }

  // ---- what it tells

  /** The graph as it was given; empty only before anything was compiled. */
  public List<Node> given() {
    return given;
  }

  /** The graph by whose nodes kernels are made; empty if simplification failed. */
  public List<Node> simplified() {
    return simplified;
  }

  /** The rules that fired, in their order. */
  public List<Rewriter.Fired> fired() {
    return fired;
  }

  /** The node of the given graph that a later one comes from. */
  public Optional<Node> origin(Node node) {
    return ancestry.origin(node);
  }

  public Optional<Schedule> schedule() {
    return schedule;
  }

  /** Kernels of the schedule, in its order; a launch's members are positions in it. */
  public List<FusionGroup> groups() {
    return schedule.map(Schedule::groups).orElse(List.of());
  }

  /** The reasons of the schedule, then those of the launches. */
  public List<Remark> reasons() {
    List<Remark> reasons = new ArrayList<>();
    schedule.ifPresent(made -> reasons.addAll(made.reasons()));
    reasons.addAll(apart);
    return reasons;
  }

  /** The steps of lowering a kernel, as far as it came. */
  public List<Step> steps(FusionGroup group) {
    return steps.getOrDefault(group, List.of());
  }

  /** The kernels of the schedule, in its order, as loops; empty if lowering failed. */
  public List<Lowered> lowered() {
    return lowered;
  }

  /** The launches; empty if lowering failed. */
  public List<NestJoining.Joined> launches() {
    return launches;
  }

  /** The kernels of the schedule that a launch runs. */
  public List<FusionGroup> members(NestJoining.Joined launch) {
    return launch.members().stream().map(groups()::get).toList();
  }

  /** The part of the simplified graph that a launch computes. */
  public KernelGraph graph(NestJoining.Joined launch) {
    return KernelGraph.of(
        members(launch), schedule.orElseThrow().stored(), launch.kernel().slots());
  }

  /**
   * For the number of each kernel as the scheduler opened it, the position of the launch that it
   * became, or of the kernel if there are no launches yet.
   */
  public Map<Integer, Integer> launchByKernel() {
    Map<Integer, Integer> positions = new LinkedHashMap<>();
    List<FusionGroup> groups = groups();
    for (int i = 0; i < groups.size(); i++) {
      positions.put(groups.get(i).number(), launches.isEmpty() ? i : launchOf(i));
    }
    schedule.ifPresent(
        made ->
            made.absorbed()
                .keySet()
                .forEach(gone -> positions.put(gone, positions.get(made.kernelOf(gone)))));
    return positions;
  }

  private int launchOf(int member) {
    for (int i = 0; i < launches.size(); i++) {
      if (launches.get(i).members().contains(member)) {
        return i;
      }
    }
    throw new AssertionError("no launch runs kernel " + member);
  }

  /** The compiled program; empty if a pass failed. */
  public Optional<Program> program() {
    return program;
  }

  /** Which node of the given graph each later one comes from. */
  private static final class Ancestry {
    private final Map<Node, Node> origins = new IdentityHashMap<>();

    void root(Node node) {
      origins.put(node, node);
    }

    /** What is new in {@code after} comes from where {@code before} does. */
    void became(Node before, Node after) {
      Node origin = origins.get(before);
      if (origin != null) {
        Topology.of(List.of(after), node -> !origins.containsKey(node))
            .forEach(node -> origins.putIfAbsent(node, origin));
      }
    }

    Optional<Node> origin(Node node) {
      Node known = origins.get(node);
      return known == null && node.arity() == 1
          ? Optional.ofNullable(origins.get(node.source(0))) // a copy that is stored for an output
          : Optional.ofNullable(known);
    }
  }
}
