package dev.quern.compiler.render;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Extents;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.render.Step.Evaluation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the statements of a segment into steps that say which expressions are evaluated where, and
 * which of them are worth a name.
 *
 * <p>An expression is evaluated once, in the outermost block where all it depends on is known, just
 * before the first statement there that needs it. A value that reads what the segment writes (a
 * buffer, a local array, an accumulator) stays inside the loops that write it and is evaluated
 * again after a write. Loads and integer divisions do not leave a loop that may run zero times.
 *
 * <p>What is used once, nearby and in a short expression is written in place and is not listed.
 */
public final class Placement {
  private static final int LONGEST_TEXT = 5;

  private final Writes writes;
  private final Map<Node, Integer> depths = new HashMap<>(); // of open ranges and accumulators
  private final List<Step> path = new ArrayList<>(); // the step being placed in each open block
  private final List<Block> blocks = new ArrayList<>(); // that path's steps are about to repeat
  private final Map<Node, Evaluation> available = new HashMap<>();
  private final List<List<Node>> availableIn = new ArrayList<>(); // by depth
  private final Set<Node> named = new HashSet<>();
  private final List<Evaluation> all = new ArrayList<>();

  private Placement(Writes writes) {
    this.writes = writes;
  }

  /** Places a SEGMENT. */
  public static Step of(Node segment) {
    List<Node> ranges = new ArrayList<>();
    List<Node> statements = new ArrayList<>();
    for (Node source : segment.sources()) {
      (source.op() == Op.RANGE ? ranges : statements).add(source);
    }
    return of(segment, ranges, statements, Set.of());
  }

  /**
   * Places statements that are repeated for all values of {@code ranges}.
   *
   * @param whole what the outermost step stands for; its evaluations come before the first row
   * @param written arrays that change between the statements in ways they do not show
   */
  public static Step of(Node whole, List<Node> ranges, List<Node> statements, Set<Node> written) {
    Placement placement = new Placement(new Writes(statements, written));
    Step step = placement.outline(whole, ranges, statements);
    placement.place(step);
    placement.name(step);
    return step;
  }

  private Step outline(Node whole, List<Node> ranges, List<Node> statements) {
    List<Step> inner = new ArrayList<>();
    for (Node statement : statements) {
      boolean hasBody = statement.op() == Op.LOOP || statement.op() == Op.BLOCK;
      inner.add(
          hasBody
              ? outline(statement, NestStatements.ranges(statement), NestStatements.body(statement))
              : new Step(statement, Optional.empty()));
    }
    return new Step(whole, Optional.of(new Block(ranges, inner)));
  }

  private void place(Step step) {
    path.add(step);
    if (availableIn.size() < path.size()) {
      availableIn.add(new ArrayList<>());
    }
    for (Node root : roots(step)) {
      evaluate(root);
      use(root, step);
    }
    if (step.body().isPresent()) {
      forget(writes.of(step.statement()));
      repeat(step.body().get());
    } else if (step.statement().op() == Op.ACC) {
      depths.put(step.statement(), path.size() - 1);
    }
    forget(writes.of(step.statement()));
    path.remove(path.size() - 1);
  }

  private void repeat(Block block) {
    blocks.add(block);
    block.ranges().forEach(range -> depths.put(range, path.size()));
    block.steps().forEach(this::place);
    if (availableIn.size() > path.size()) {
      List<Node> local = availableIn.get(path.size());
      local.forEach(available::remove);
      local.clear();
    }
    blocks.remove(blocks.size() - 1);
  }

  /** The expressions a statement needs itself. */
  private static List<Node> roots(Step step) {
    Node statement = step.statement();
    return switch (statement.op()) {
      case ACC -> List.of(initial(statement.source(0)));
      case UPDATE -> List.of(statement.source(1));
      case STORE -> {
        List<Node> operands = new ArrayList<>(statement.sources());
        operands.set(1, address(operands.get(1)));
        yield operands.subList(1, operands.size());
      }
      default -> step.body().orElseThrow().ranges().stream().map(range -> range.source(0)).toList();
    };
  }

  /** What is evaluated of the value that an accumulator starts from. */
  private static Node initial(Node value) {
    return value.op() == Op.BROADCAST ? value.source(0) : value;
  }

  /** What is evaluated of an index: of a ramp where it starts. */
  private static Node address(Node index) {
    return index.op() == Op.RAMP ? index.source(0) : index;
  }

  /** What is evaluated before the value. */
  private static List<Node> operands(Node node) {
    if (isShift(node) && isConstant(node.source(1))) {
      return List.of(node.source(0)); // the count is written as it is
    } else if (node.op() != Op.LOAD) {
      return node.sources();
    }
    List<Node> operands = new ArrayList<>(node.sources());
    operands.set(1, address(operands.get(1)));
    return operands;
  }

  private static boolean isShift(Node node) {
    return node.op() == Op.SHL || node.op() == Op.SHR || node.op() == Op.USHR;
  }

  private static boolean isConstant(Node vector) {
    return vector.op() == Op.BROADCAST && vector.source(0).isConst();
  }

  /** True of what is made once before the loops of a block, and of what takes statements. */
  private static boolean isAlwaysNamed(Node node) {
    return switch (node.op()) {
      case RAMP, BROADCAST, FOLD -> true;
      default -> false;
    };
  }

  private void evaluate(Node root) {
    Deque<Node> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Node node = pending.peek();
      if (NestStatements.isAtom(node) || available.containsKey(node)) {
        pending.pop();
        continue;
      }
      boolean ready = true;
      List<Node> operands = operands(node);
      for (int i = operands.size() - 1; i >= 0; i--) {
        Node source = operands.get(i);
        if (!NestStatements.isAtom(source) && !available.containsKey(source)) {
          pending.push(source);
          ready = false;
        }
      }
      if (ready) {
        pending.pop();
        add(node);
      }
    }
  }

  private void add(Node node) {
    Set<Node> cells = cells(node);
    int depth = mayFail(node) ? insideEmptyLoops() : 0;
    depth = node.shape().rank() > 0 ? Math.max(depth, insideBlock()) : depth;
    for (Node source : operands(node)) {
      depth = Math.max(depth, depth(source));
    }
    for (Node cell : cells) {
      depth = Math.max(depth, insideWriters(cell));
    }
    Evaluation evaluation = new Evaluation(node, path.get(depth), depth, cells);
    evaluation.operations = 1;
    for (Node source : operands(node)) {
      use(source, evaluation.step);
      Evaluation operand = available.get(source);
      evaluation.operations += operand == null || operand.named ? 0 : operand.operations;
    }
    evaluation.named = isAlwaysNamed(node) || evaluation.operations > LONGEST_TEXT;
    evaluation.step.evaluations.add(evaluation);
    all.add(evaluation);
    available.put(node, evaluation);
    availableIn.get(depth).add(node);
  }

  private int depth(Node source) {
    return switch (source.op()) {
      case RANGE, ACC -> depths.get(source);
      case CONST, VAR, BUFFER, LOCAL -> 0;
      default -> available.get(source).depth;
    };
  }

  /** The depth of the statements of the outermost open block, which vectors do not leave. */
  private int insideBlock() {
    for (int depth = 0; depth < path.size(); depth++) {
      if (path.get(depth).statement().op() == Op.BLOCK) {
        return depth + 1;
      }
    }
    return 0;
  }

  private Set<Node> cells(Node node) {
    Set<Node> cells = new LinkedHashSet<>();
    for (Node source : operands(node)) {
      if (available.containsKey(source)) {
        cells.addAll(available.get(source).cells);
      } else if (writes.isCell(source)) {
        cells.add(source);
      }
    }
    return cells;
  }

  /** The depth of the innermost open loop that writes the cell. */
  private int insideWriters(Node cell) {
    for (int depth = path.size() - 1; depth > 0; depth--) {
      if (writes.of(path.get(depth - 1).statement()).contains(cell)) {
        return depth;
      }
    }
    return 0;
  }

  private static boolean mayFail(Node node) {
    boolean divides = node.op() == Op.DIV || node.op() == Op.MOD;
    return node.op() == Op.LOAD
        || divides
            && node.dtype().isInteger()
            && (!node.source(1).isConst() || node.source(1).isIndex(0));
  }

  /** The depth of the innermost open loop that may run zero times. */
  private int insideEmptyLoops() {
    for (int depth = path.size() - 1; depth > 1; depth--) {
      List<Node> ranges = blocks.get(depth - 1).ranges();
      if (!ranges.isEmpty() && Extents.min(ranges.get(0).source(0)) < 1) {
        return depth;
      }
    }
    return 0;
  }

  private void use(Node node, Step user) {
    Evaluation evaluation = available.get(node);
    if (evaluation != null) {
      evaluation.uses++;
      boolean extent = user.body().isPresent() && roots(user).contains(node);
      evaluation.named |= evaluation.uses > 1 || evaluation.step != user || extent;
    }
  }

  private void forget(Set<Node> written) {
    if (!written.isEmpty()) {
      available.values().removeIf(kept -> kept.cells.stream().anyMatch(written::contains));
    }
  }

  /**
   * A node that has a name at one place has one at every place, so that a text never mixes them.
   */
  private void name(Step outermost) {
    for (Evaluation evaluation : all) {
      if (evaluation.named) {
        named.add(evaluation.node());
      }
    }
    int[] next = {0};
    number(outermost, next);
  }

  private void number(Step step, int[] next) {
    step.evaluations.removeIf(evaluation -> !named.contains(evaluation.node()));
    for (Evaluation evaluation : step.evaluations) {
      evaluation.number = next[0]++;
    }
    step.body().ifPresent(block -> block.steps().forEach(inner -> number(inner, next)));
  }
}
