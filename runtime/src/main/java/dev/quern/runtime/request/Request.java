package dev.quern.runtime.request;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.memory.Lengths;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.MemoryBlock;
import dev.quern.runtime.memory.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes asked for, turned into the outputs of one plan.
 *
 * <p>Of several ASSIGNs to one version of a storage, the last of the longest chain becomes that
 * storage's next version; the others are values like any other.
 */
public final class Request {
  /**
   * @param value number of the node that is computed
   * @param leaf the leaf whose storage it becomes the next version of, or null
   * @param model the node asked for, whose dtype and shape the output has
   * @param lineage an ASSIGN's target whose policy and name a fresh storage takes over, or null
   * @param reused whether the next run of the same request may write over it
   */
  public record Output(int value, Node leaf, Node model, Node lineage, boolean reused) {
    public Output(int value, Node leaf, Node model, Node lineage) {
      this(value, leaf, model, lineage, false);
    }

    /** A storage of its own for it; it takes over policy and name of the one it continues. */
    public Memory storage(Pool pool, MemoryBlock block, Lengths lengths) {
      if (lineage == null) {
        return new Memory(pool, block, Memory.Policy.FRESH, model.op().text(), lengths);
      }
      Memory continued = Memory.of(lineage);
      return new Memory(pool, block, continued.policy(), continued.name(), lengths);
    }
  }

  private final GraphWalk walk;
  private final List<Node> wanted;
  private final List<Output> outputs = new ArrayList<>();
  private final int[] values; // by wanted: the number of the node that computes it
  private final int[] outputOf; // by wanted; -1 where the value is a leaf already
  private final IndexChecks checks = new IndexChecks();

  private Request(GraphWalk walk, List<Node> wanted) {
    this.walk = walk;
    this.wanted = wanted;
    this.values = new int[wanted.size()];
    this.outputOf = new int[wanted.size()];
  }

  /** Walks what the nodes need; the key is then in the walk's signature. */
  public static Request of(GraphWalk walk, List<Node> wanted) {
    Request request = new Request(walk, wanted);
    request.visit();
    request.sign();
    return request;
  }

  public GraphWalk walk() {
    return walk;
  }

  public List<Node> wanted() {
    return wanted;
  }

  public List<Output> outputs() {
    return outputs;
  }

  /** What is to be checked when the outputs have been computed, by some of them. */
  public IndexChecks checks() {
    return checks;
  }

  /** The output that computes a wanted node, or -1 if {@link #alias} holds its value. */
  public int outputOf(int position) {
    return outputOf[position];
  }

  /** The leaf that a wanted node turned out to equal. */
  public Node alias(int position) {
    return walk.node(values[position]);
  }

  private void visit() {
    List<Node> asked = new ArrayList<>(wanted.size());
    wanted.forEach(node -> asked.add(bare(node)));
    Map<Node, Node> winners = winners(asked);
    for (int i = 0; i < values.length; i++) {
      values[i] = walk.visit(asked.get(i));
    }
    List<Node> limited = walk.limited();
    List<Node> extremes = limited.stream().map(n -> IndexChecks.extreme(n.source(0))).toList();
    extremes.forEach(walk::visit);
    int[] plain = new int[walk.count()]; // output that computes a number as a fresh value
    Arrays.fill(plain, -1);
    Map<Node, Integer> known = new IdentityHashMap<>(values.length);
    for (int i = 0; i < values.length; i++) {
      Node node = asked.get(i);
      Integer before = known.get(node);
      outputOf[i] = before != null ? before : output(node, values[i], winners, plain);
      known.put(node, outputOf[i]);
    }
    for (int i = 0; i < limited.size(); i++) {
      Node extreme = extremes.get(i);
      checks.add(limited.get(i), output(extreme, walk.visit(extreme), winners, plain));
    }
  }

  /**
   * The leaf that holds a node, or what is marked or detached, which is no matter of values. To be
   * asked once: another thread may store the node at any time.
   */
  private Node bare(Node node) {
    Node bare = node;
    while (true) {
      Optional<Node> leaf = walk.leaf(bare);
      if (leaf.isPresent() || bare.op() != Op.DETACH) {
        return leaf.orElse(bare);
      }
      bare = bare.source(0);
    }
  }

  private int output(Node node, int value, Map<Node, Node> winners, int[] plain) {
    Node target = node.op() == Op.ASSIGN ? updated(node) : null;
    if (target != null) {
      boolean next = winners.get(target) == node;
      walk.visit(target);
      return add(new Output(value, next ? target : null, node, target));
    }
    if (isShareable(walk.node(value), node)) {
      return -1;
    }
    if (plain[value] < 0) {
      plain[value] = add(new Output(value, null, node, null));
    }
    return plain[value];
  }

  /**
   * True of a leaf that a node may stand for: a copy must outlive later versions of what it copies.
   */
  private static boolean isShareable(Node value, Node node) {
    return value.op() == Op.BUFFER
        && (node.op() != Op.ASSIGN || Memory.of(value).policy() == Memory.Policy.FRESH);
  }

  private int add(Output output) {
    Node model = output.model();
    if (model.shape().elements() > HostArrays.MOST) {
      throw new IllegalArgumentException(
          "%s%s has %,d elements, a stored tensor has at most %,d"
              .formatted(model.dtype(), model.shape(), model.shape().elements(), HostArrays.MOST));
    }
    outputs.add(output);
    return outputs.size() - 1;
  }

  /** The leaf that an ASSIGN may write to, or null. */
  private Node updated(Node assign) {
    Node target = walk.target(assign);
    boolean fresh = target == null || Memory.of(target).policy() == Memory.Policy.FRESH;
    return fresh ? null : target;
  }

  /** For each leaf that is assigned to, the ASSIGN that becomes its next version. */
  private Map<Node, Node> winners(List<Node> asked) {
    Map<Node, Node> winners = new IdentityHashMap<>(asked.size());
    for (Node node : asked) {
      if (node.op() == Op.ASSIGN) {
        Node target = updated(node);
        if (target != null) {
          winners.merge(target, node, (a, b) -> chain(b) > chain(a) ? b : a);
        }
      }
    }
    return winners;
  }

  private static int chain(Node assign) {
    int length = 0;
    for (Node node = assign;
        node.op() == Op.ASSIGN || node.op() == Op.DETACH;
        node = node.source(0)) {
      length++;
    }
    return length;
  }

  private void sign() {
    KeyHash hash = walk.signature().hash();
    hash.mix(outputs.size());
    for (Output output : outputs) {
      hash.mix(output.value());
      hash.mix(output.leaf() == null ? -1 : walk.number(output.leaf()));
    }
  }
}
