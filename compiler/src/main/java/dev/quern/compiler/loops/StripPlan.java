package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cuts the statements of a loop's body into parts: those that HotSpot turns into vectors, of
 * arithmetic on floats, and those that it does not. Parts of the two kinds take turns.
 */
public final class StripPlan {
  private final LoopValues plan;
  private final boolean isLong;
  private final int largest; // values of a part
  private final Map<Node, Integer> levels = new HashMap<>(); // even ones are vectors
  private final Map<Node, Integer> numbers = new HashMap<>(); // of the part
  private final Set<Node> kept = new LinkedHashSet<>();
  private final boolean mixes;
  private final List<Part> parts = new ArrayList<>();

  /** Values in an order in which they can be computed. */
  public record Part(boolean vectors, List<Node> values) {}

  /**
   * The plan for a loop, if running it in strips is possible and pays.
   *
   * @param strip elements of one; 0 if the loop was not decided to run in strips
   */
  public static Optional<StripPlan> of(
      LoopValues values, List<Node> body, int strip, Tuning tuning) {
    if (strip == 0 || !suits(body) || values.obstacle().isPresent()) {
      return Optional.empty();
    }
    StripPlan plan = new StripPlan(values, body, strip, tuning);
    return plan.isWorthwhile(body) ? Optional.of(plan) : Optional.empty();
  }

  private StripPlan(LoopValues plan, List<Node> statements, int strip, Tuning tuning) {
    this.plan = plan;
    this.isLong = strip >= tuning.loops().longStrip();
    this.largest = isLong ? tuning.bodies().largestPart() : tuning.bodies().largestPartOfMany();
    this.mixes = statements.size() > 1;
    Set<Node> order = new LinkedHashSet<>();
    statements.forEach(
        statement -> Superword.operands(statement).forEach(value -> visit(value, order)));
    order.forEach(this::level);
    delay(new ArrayList<>(order));
    Map<Integer, List<Node>> byLevel = new TreeMap<>();
    for (Node node : order) {
      byLevel.computeIfAbsent(levels.get(node), key -> new ArrayList<>()).add(node);
    }
    byLevel.forEach(this::cut);
    order.forEach(this::keep);
    statements.forEach(this::keep);
  }

  public List<Part> parts() {
    return parts;
  }

  /** True if parts become methods of their own, and what they reduce is joined in arrays. */
  public boolean isLong() {
    return isLong;
  }

  /** True if there is something to gain over one loop, which HotSpot may turn into vectors too. */
  boolean isWorthwhile(List<Node> statements) {
    if (parts.isEmpty()) {
      return statements.stream().allMatch(s -> isFold(s) || s.op() == Op.STORE && isCopy(s));
    }
    Set<Node> places = new LinkedHashSet<>();
    parts.forEach(part -> part.values.forEach(value -> places(value, places)));
    statements.forEach(statement -> places(statement, places));
    boolean alone = parts.size() == 1 && statements.stream().allMatch(s -> s.op() == Op.STORE);
    return statements.stream().anyMatch(StripPlan::isExtreme)
        || parts.stream().anyMatch(Part::vectors) && !(alone && places.size() == 1);
  }

  /** True of maxima of floats, which are ten times as fast in vectors. */
  private static boolean isExtreme(Node statement) {
    boolean joins = statement.op() == Op.UPDATE && statement.source(0).dtype().isFloat();
    return joins && (kind(statement.source(0)) == Op.MAX || kind(statement.source(0)) == Op.MIN);
  }

  /** True of an UPDATE whose values are joined in arrays. */
  public boolean isFold(Node statement) {
    return mayFold(statement) && isKept(statement.source(1));
  }

  private boolean mayFold(Node statement) {
    return isLong && statement.op() == Op.UPDATE && statement.source(0).dtype().isFloat();
  }

  private void places(Node user, Set<Node> places) {
    Superword.operands(user).stream()
        .filter(this::isSlice)
        .forEach(load -> places.add(load.source(1)));
    if (user.op() == Op.STORE) {
      places.add(user.source(1));
    }
  }

  /**
   * True if statements can be cut in parts: none reads what another stores, or what another
   * iteration does, which {@link LoopValues#obstacle} looks for.
   */
  public static boolean suits(List<Node> statements) {
    Map<Node, Set<Node>> stored = new HashMap<>(); // to each array
    for (Node statement : statements) {
      if (statement.op() == Op.STORE) {
        stored.computeIfAbsent(statement.source(0), key -> new HashSet<>()).add(statement);
      } else if (statement.op() != Op.UPDATE) {
        return false;
      }
    }
    return statements.stream()
        .allMatch(
            statement ->
                loads(statement).stream()
                    .map(load -> stored.getOrDefault(load.source(0), Set.of()))
                    .allMatch(by -> Set.of(statement).containsAll(by)));
  }

  private static List<Node> loads(Node statement) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(statement.sources().subList(1, statement.arity()));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.op() != Op.ACC && seen.add(node)) {
        open.addAll(node.sources());
      }
    }
    return seen.stream().filter(node -> node.op() == Op.LOAD).toList();
  }

  /** True of a value that is read from an array element by element. */
  public boolean isSlice(Node node) {
    return node.op() == Op.LOAD
        && node.arity() == 2
        && node.dtype().isFloat()
        && plan.stride(node.source(1)).equals(OptionalLong.of(1));
  }

  /** True of an integer that moves by a constant. */
  public boolean isSteady(Node node) {
    return node.dtype().isInteger() && plan.stride(node).isPresent();
  }

  /** True if a store takes whole strips. */
  public boolean isCopy(Node store) {
    Node value = store.source(2);
    return store.arity() == 3
        && plan.stride(store.source(1)).equals(OptionalLong.of(1))
        && plan.varies(value)
        && !isSteady(value)
        && (isSlice(value) || isKept(value));
  }

  /** True if whole strips are stored as they are read, which needs no arrays. */
  public boolean isCopy(List<Node> statements) {
    return parts.isEmpty()
        && kept.isEmpty()
        && statements.stream().allMatch(s -> s.op() == Op.STORE && isCopy(s));
  }

  /** True if the value is kept in an array of the thread. */
  public boolean isKept(Node node) {
    return kept.contains(node);
  }

  private boolean isLeaf(Node node) {
    return !plan.varies(node) || isSlice(node) || isSteady(node);
  }

  private void visit(Node root, Set<Node> order) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.peek();
      boolean ready = true;
      for (Node operand : isLeaf(node) ? List.<Node>of() : Superword.operands(node)) {
        if (!isLeaf(operand) && !order.contains(operand)) {
          open.push(operand);
          ready = false;
        }
      }
      if (ready && !isLeaf(open.pop())) {
        order.add(node);
      }
    }
  }

  /**
   * Moves what is in no vectors to the part that needs it first, so that conditions are not kept in
   * arrays.
   */
  private void delay(List<Node> order) {
    Map<Node, Integer> needed = new HashMap<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      int level = levels.get(node);
      int last = needed.getOrDefault(node, level); // what statements alone use stays
      if (level % 2 == 1 && last > level) {
        levels.put(node, last % 2 == 1 ? last : last - 1);
      }
      Superword.operands(node)
          .forEach(operand -> needed.merge(operand, levels.get(node), Math::min));
    }
  }

  private void level(Node node) {
    int level = 0;
    for (Node operand : Superword.operands(node)) {
      level = Math.max(level, levels.getOrDefault(operand, 0));
    }
    level += level % 2 == (Superword.vectorizes(node) ? 0 : 1) ? 0 : 1;
    levels.put(node, level);
  }

  private void cut(int level, List<Node> nodes) {
    boolean vectors = level % 2 == 0;
    int step = vectors ? largest : nodes.size();
    for (int from = 0; from < nodes.size(); from += step) {
      List<Node> values = nodes.subList(from, Math.min(nodes.size(), from + step));
      values.forEach(node -> numbers.put(node, parts.size()));
      parts.add(new Part(vectors, List.copyOf(values)));
    }
  }

  /** Statements come after all parts, and may store to what others of them read. */
  private void keep(Node user) {
    Integer number = numbers.get(user);
    boolean vectors = number != null && parts.get(number).vectors;
    for (Node operand : Superword.operands(user)) {
      if (isSlice(operand) && plan.varies(operand)) {
        if (vectors || mayFold(user) || user.op() == Op.STORE && mixes) {
          kept.add(operand);
        }
      } else if (!isLeaf(operand) && !numbers.get(operand).equals(number)) {
        kept.add(operand);
      }
    }
  }

  /** Slices that are copied to arrays of the thread. */
  public List<Node> copied() {
    return kept.stream().filter(this::isSlice).toList();
  }

  public static Op kind(Node accumulator) {
    return ((Arg.Accumulator) accumulator.arg()).kind();
  }
}
