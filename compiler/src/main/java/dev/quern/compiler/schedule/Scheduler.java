package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.Remark.Decision;
import dev.quern.compiler.schedule.Use.Scope;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which values of a graph are stored, and which kernel computes them.
 *
 * <p>One walk from outputs to inputs. When a node is reached, every place that asks for it is
 * known, with the element it asks for over the ranges of its kernel. The node is then evaluated in
 * those places (<i>inline</i>), or stored: by a kernel that asks for it anyway (<i>store and
 * continue</i>), else by one of its own. Reductions join a kernel as stages where its grid allows;
 * kernels that read the same node merge.
 */
public final class Scheduler {
  /** What a hint does not concern: what is stored by its meaning, and the hint itself. */
  private static final Set<Role> NEVER_INLINED =
      EnumSet.of(Role.INPUT, Role.COPY, Role.STATE, Role.HINT);

  private final boolean fused;
  private final Kernels kernels;
  private final Set<Node> hinted = new LinkedHashSet<>(); // by INLINE
  private final Remarks reasons;
  private final ExpressionLimits expressions;
  private final Inlining inlining;
  private final Evaluating evaluating;
  private final ComputeAt computeAt;

  private Scheduler(Target target, boolean fused, Remarks reasons, List<Node> order) {
    this.fused = fused;
    this.reasons = reasons;
    this.kernels = new Kernels(target.tuning());
    this.expressions = new ExpressionLimits(order, target);
    this.inlining = new Inlining(order, expressions, target.tuning());
    this.evaluating = new Evaluating(target, fused, kernels, expressions, reasons);
    this.computeAt = new ComputeAt(inlining, evaluating, expressions, reasons);
  }

  /** The kernels for these outputs, each of which is stored. */
  public static Schedule schedule(List<Node> outputs, Target target) {
    return schedule(outputs, target, false);
  }

  /** The same; {@code detailed} asks for reasons of what was not done, too. */
  public static Schedule schedule(List<Node> outputs, Target target, boolean detailed) {
    List<Node> order = Topology.of(outputs);
    return new Scheduler(target, true, new Remarks(detailed), order).run(outputs);
  }

  /** The same with every node stored, but for a reduction's elementwise operand. */
  public static Schedule unfused(List<Node> outputs, Target target, boolean detailed) {
    List<Node> order = Topology.of(outputs);
    return new Scheduler(target, false, new Remarks(detailed), order).run(outputs);
  }

  private Schedule run(List<Node> outputs) {
    Set<Node> wanted = new LinkedHashSet<>(outputs);
    List<Node> order = Topology.of(outputs);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      List<Use> uses = kernels.usesOf(node);
      if (fused && uses.size() > 1 && inlining.isWorthSharing(node)) {
        new Merging(kernels, expressions, reasons, node).run();
        uses = kernels.usesOf(node);
      }
      place(node, uses, wanted.contains(node));
      kernels.placed(node);
    }
    return new Schedule(
        Launching.order(kernels.groups()),
        kernels.writers().keySet(),
        reasons.list(),
        reasons.absorbed());
  }

  private void place(Node node, List<Use> uses, boolean wanted) {
    if (expressions.isCut(node) && !wanted && node.op() != Op.CONCAT) {
      storeAlone(node, uses, "its expression would become too large", List.of());
      return;
    }
    if (wanted) {
      store(node, uses, "asked for");
      return;
    }
    if (hinted.contains(node) && inlineByHint(node, uses)) {
      return;
    }
    switch (role(node)) {
      case INPUT -> {}
      case VIEW -> inlineView(node, uses);
      case HINT -> {
        hinted.add(node.source(0));
        kernels.inline(node, uses);
      }
      case PARTS -> {
        if (inlining.isView(node) && !expressions.isCut(node)) {
          inlineView(node, uses);
        } else {
          store(node, uses, "parts of a concat are stored where they belong");
        }
      }
      case REDUCTION -> placeReduce(node, uses);
      case COPY -> store(node, uses, "contiguous() asks for it");
      case STATE -> store(node, uses, "is stored by its meaning");
      case VALUE -> placeValue(node, uses);
    }
  }

  /** What kind of thing a node is to the scheduler. */
  private enum Role {
    INPUT,
    VIEW,
    HINT,
    PARTS,
    REDUCTION,
    COPY,
    STATE,
    VALUE
  }

  private static Role role(Node node) {
    return switch (node.op()) {
      case BUFFER, CONST, VAR, IOTA -> Role.INPUT;
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW, DETACH -> Role.VIEW;
      case INLINE -> Role.HINT;
      case CONCAT -> Role.PARTS;
      case REDUCE -> Role.REDUCTION;
      case CONTIGUOUS -> Role.COPY;
      case ASSIGN, SCATTER_ADD -> Role.STATE;
      case NEG, NOT, ABS, SQRT, EXP, LOG, SIN, COS, TANH, ERF, FLOOR -> Role.VALUE;
      case CAST, BITCAST, ADD, SUB, MUL, DIV, MOD, MAX, MIN, POW -> Role.VALUE;
      case AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE -> Role.VALUE;
      case WHERE, FMA, GATHER, RANDOM -> Role.VALUE;
      case RANGE, LOCAL, LOAD, STORE, RAMP, BROADCAST, FOLD ->
          throw new AssertionError(node + " belongs into a kernel");
      case ACC, UPDATE, LOOP, BLOCK, SEGMENT, CONTRACTION, PHASE, KERNEL ->
          throw new AssertionError(node + " belongs into a kernel");
    };
  }

  /** Inlines or stores a value of which each element can be computed alone. */
  private void placeValue(Node node, List<Use> uses) {
    if (uses.stream().map(Use::group).anyMatch(expressions::isFull)) {
      storeAlone(node, uses, ExpressionLimits.TOO_LARGE, List.of());
      return;
    }
    Inlining.Verdict verdict = inlining.judge(node, uses);
    boolean keep = fused ? verdict.inline() : uses.stream().allMatch(this::feedsReduction);
    if (keep) {
      kernels.inline(node, uses);
      if (uses.size() > 1 || reasons.detailed()) {
        reasons.done(node, Decision.INLINED, verdict.rule(), verdict.numbers());
      }
    } else {
      String why = fused ? verdict.rule() : "fusion is off";
      store(node, uses, why, fused ? verdict.numbers() : List.of());
    }
  }

  private boolean feedsReduction(Use use) {
    return use.scope() != Scope.MAIN || !use.group().stages().isEmpty();
  }

  /**
   * Follows the program's hint not to store a value: false if that is impossible. A reduction is
   * then done by each kernel that asks for it.
   */
  private boolean inlineByHint(Node node, List<Use> uses) {
    String refusal = node.op() == Op.REDUCE ? everywhereRefusal(node, uses) : "";
    if (node.op().isMovement() && node.op() != Op.CONCAT || node.op() == Op.DETACH) {
      hinted.add(node.source(0));
      return false;
    }
    if (NEVER_INLINED.contains(role(node))) {
      return false;
    }
    if (!refusal.isEmpty() || !fused) {
      reasons.done(node, Decision.HINT_REFUSED, fused ? refusal : "fusion is off", List.of());
      return false;
    }
    if (node.op() == Op.REDUCE) {
      uses.forEach(use -> evaluating.evaluate(node, use));
    } else {
      kernels.inline(node, uses);
    }
    reasons.done(
        node,
        Decision.INLINED,
        "inline() asks for it",
        node.op() == Op.REDUCE ? List.of() : inlining.judge(node, uses).numbers());
    return true;
  }

  /** Why not every kernel that asks for a reduction can do it; empty if each can. */
  private String everywhereRefusal(Node reduce, List<Use> uses) {
    if (uses.stream().map(Use::group).distinct().count() < uses.size()) {
      return "a kernel asks for the reduction in several places";
    }
    return uses.stream()
        .map(use -> use.scope() == Scope.MAIN ? evaluating.refusal(reduce, use) : ComputeAt.OUTSIDE)
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }

  private void placeReduce(Node node, List<Use> uses) {
    if (fused) {
      uses.stream().map(Use::group).distinct().forEach(c -> new Splitting(kernels, c).split(node));
      uses = kernels.usesOf(node);
    }
    Optional<Use> at = fused ? computeAt.find(node, uses) : Optional.empty();
    boolean alone = at.isPresent() && uses.stream().allMatch(use -> use.coincides(at.get()));
    if (alone && evaluating.evaluate(node, at.get())) {
      return;
    }
    store(node, uses, "a reduction is computed once");
  }

  // ---- inline

  private void inlineView(Node node, List<Use> uses) {
    kernels.inline(node, uses);
    if (reasons.detailed()) {
      reasons.done(node, Decision.INLINED, "it only says which element is read", List.of());
    }
  }

  // ---- store

  private void store(Node node, List<Use> uses, String why) {
    store(node, uses, why, List.of());
  }

  private void store(Node node, List<Use> uses, String why, List<Quantity> numbers) {
    if (node.op() == Op.SCATTER_ADD) {
      storeScatter(node, uses, why);
      return;
    }
    if (node.op() == Op.CONCAT) {
      storeParts(node, uses, why);
      return;
    }
    Optional<Use> at = fused ? computeAt.find(node, uses) : Optional.empty();
    if (at.isPresent() && evaluating.evaluate(node, at.get())) {
      Use use = at.get();
      if (node.op() != Op.REDUCE && !ComputeAt.coversRanges(use)) {
        use.group().decideGrid(Dependence.ranges(use.indices()));
      }
      List<Node> indices = use.indices();
      use.group().outputs().add(new Output(node, indices, node, indices));
      use.group().tensors().add(node);
      kernels.stored(node, use.group(), uses);
      reasons.done(node, Decision.CONTINUED, why, use.group(), numbers);
      return;
    }
    storeAlone(node, uses, why, numbers);
  }

  private void storeAlone(Node node, List<Use> uses, String why, List<Quantity> numbers) {
    FusionGroup own = open(node);
    kernels.stored(node, own, uses);
    reasons.done(node, Decision.STORED, why, own, numbers);
  }

  /** A kernel for one node: a loop over its elements, and over what it reduces. */
  private FusionGroup open(Node node) {
    List<Node> indices = kernels.axes(node.shape());
    FusionGroup group = kernels.openOver(indices);
    group.outputs().add(new Output(node, indices, node, indices));
    group.tensors().add(node);
    Use use = new Use(group, Scope.MAIN, indices, group.evaluations());
    if (!evaluating.evaluate(node, use)) {
      expressions.compute(group, node);
      reduceAlone(node, group, indices);
    }
    return group;
  }

  private void reduceAlone(Node node, FusionGroup group, List<Node> indices) {
    List<Node> reduced = evaluating.freshRanges(node);
    List<Node> operand = IndexMap.ofOperand(node, indices, reduced);
    group.ranges().clear();
    operand.stream().filter(Ranges::isRange).forEach(group.ranges()::add);
    group.stages().put(node, reduced);
    if (fused && inlining.needsRows(node.source(0)) && reducesInnermost(node)) {
      kernels
          .rows()
          .decide(group, indices); // so that what belongs to a row is asked for once a row
    }
    kernels.addUse(node.source(0), new Use(group, Scope.MAIN, operand, group.evaluations()));
  }

  private static boolean reducesInnermost(Node reduce) {
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    int kept = reduce.source(0).shape().rank() - axes.size();
    return axes.stream().allMatch(axis -> axis >= kept);
  }

  private void storeParts(Node concat, List<Use> uses, String why) {
    int axis = ((Arg.Axis) concat.arg()).axis();
    Size start = Size.ZERO;
    for (Node part : concat.sources()) {
      List<Node> indices = kernels.axes(part.shape());
      FusionGroup group = kernels.openOver(indices);
      List<Node> target = new ArrayList<>(indices);
      target.set(axis, IndexAlgebra.simplify(indices.get(axis).plus(start.node())));
      group.outputs().add(new Output(part, indices, concat, target));
      group.tensors().add(concat);
      group.tensors().addAll(expressions.of(part).tensors());
      kernels.addUse(part, new Use(group, Scope.MAIN, indices, group.evaluations()));
      kernels.stored(concat, group, uses);
      start = start.plus(part.shape().size(axis));
    }
    reasons.done(concat, Decision.STORED, why, List.of(Quantity.of("parts", concat.arity())));
  }

  private void storeScatter(Node node, List<Use> uses, String why) {
    Node updates = node.source(2);
    List<Node> indices = kernels.axes(updates.shape());
    FusionGroup group = kernels.openOver(indices);
    group.scatter(node);
    group.outputs().add(new Output(node, indices, node, indices));
    expressions.compute(group, node);
    group.tensors().add(node);
    Use use = new Use(group, Scope.ASIDE, indices, group.evaluations());
    int axis = ((Arg.Axis) node.arg()).axis();
    int rank = node.source(1).shape().rank();
    kernels.addUse(updates, use);
    kernels.addUse(node.source(1), use.at(List.copyOf(indices.subList(axis, axis + rank))));
    List<Node> base = kernels.axes(node.shape());
    kernels.addUse(node.source(0), new Use(group, Scope.ASIDE, base, node.shape().elements()));
    kernels.stored(node, group, uses);
    reasons.done(node, Decision.STORED, why, group, List.of());
  }
}
