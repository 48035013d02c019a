package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.backend.HostArrays;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes random programs from seeds: exact ones of small integers, smooth ones of reals, and wild
 * ones of the values where implementations err.
 */
final class Generator {
  /** What the inputs hold, and which ops there are. */
  private enum Kind {
    EXACT,
    SMOOTH,
    WILD
  }

  private static final int INPUTS = 4;

  /** Above this a float32 sum of whole numbers may be rounded. */
  private static final double LARGEST = 1 << 22;

  private final Random random;
  private final Kind kind;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Object> buffers = new ArrayList<>();
  private final Map<Node, Double> magnitudes = new HashMap<>();
  private final Growth growth;
  private final Smooth smooth;
  private final Sizes sizes;

  private Generator(long seed, Kind kind) {
    this.random = new Random(seed * Kind.values().length + kind.ordinal());
    this.kind = kind;
    this.sizes = new Sizes(random);
    this.growth = new Growth(random, sizes, nodes);
    this.smooth = new Smooth(random, growth, sizes);
  }

  static Specimen exact(long seed) {
    return new Generator(seed, Kind.EXACT).program();
  }

  static Specimen smooth(long seed) {
    return new Generator(seed, Kind.SMOOTH).program();
  }

  static Specimen wild(long seed) {
    return new Generator(seed, Kind.WILD).program();
  }

  private Specimen program() {
    for (int slot = 0; slot < INPUTS; slot++) {
      input(slot);
    }
    int steps = 3 + random.nextInt(22);
    for (int i = 0; i < steps; i++) {
      grow();
    }
    return Specimen.of(roots(), buffers);
  }

  private void input(int slot) {
    Shape shape = slot < 2 || random.nextBoolean() ? sizes.shape() : nodes.get(slot - 1).shape();
    boolean differs = slot > 0 && random.nextInt(kind == Kind.WILD ? 2 : 6) == 0;
    DType dtype = differs ? other() : DType.FLOAT32;
    Node input = Nodes.slot(dtype, shape, slot);
    nodes.add(input);
    magnitudes.put(input, 4.0);
    buffers.add(values(dtype, (int) shape.elements()));
  }

  private DType other() {
    return List.of(DType.INT32, DType.INT64, DType.FLOAT64, DType.BOOL).get(random.nextInt(4));
  }

  private Object values(DType dtype, int count) {
    if (kind == Kind.WILD) {
      return WildValues.of(dtype, count, random);
    }
    Object array = HostArrays.allocate(dtype, count);
    for (int i = 0; i < count; i++) {
      int whole = random.nextInt(9) - 4;
      double real = kind == Kind.EXACT ? whole : random.nextGaussian();
      switch (dtype) {
        case BOOL -> ((boolean[]) array)[i] = whole > 0;
        case INT32 -> ((int[]) array)[i] = whole;
        case INT64 -> ((long[]) array)[i] = whole;
        case FLOAT32 -> ((float[]) array)[i] = (float) real;
        case FLOAT64 -> ((double[]) array)[i] = real;
      }
    }
    return array;
  }

  private void grow() {
    try {
      Node node = next();
      boolean tame = kind != Kind.EXACT || magnitude(node) <= LARGEST || !node.dtype().isFloat();
      if (Sizes.fits(node.shape()) && tame) {
        nodes.add(node);
      }
    } catch (IllegalArgumentException illegal) {
      // The factories say what is legal; the next attempt chooses again.
    }
  }

  private Node next() {
    return switch (kind) {
      case EXACT -> growth.exact();
      case SMOOTH -> random.nextInt(3) > 0 ? growth.exact() : smooth.grow();
      case WILD ->
          switch (random.nextInt(6)) {
            case 0 -> smooth.function();
            case 1, 2 -> growth.wild();
            default -> growth.exact();
          };
    };
  }

  /** The last nodes, some inner ones, and now and then an update of an input. */
  private List<Node> roots() {
    Set<Node> roots = new LinkedHashSet<>();
    int last = 1 + random.nextInt(3);
    for (int i = 0; i < last; i++) {
      roots.add(nodes.get(nodes.size() - 1 - Math.min(i, nodes.size() - 1)));
    }
    if (random.nextBoolean()) {
      roots.add(nodes.get(random.nextInt(nodes.size())));
    }
    roots.removeIf(node -> node.op().isLeaf());
    for (int slot = 0; slot < INPUTS; slot++) {
      if (random.nextInt(4) == 0) {
        update(slot, roots);
      }
    }
    return roots.isEmpty()
        ? List.of(
            nodes.get(0).dtype().isBool()
                ? Nodes.unary(Op.NOT, nodes.get(0))
                : nodes.get(0).plus(1))
        : List.copyOf(roots);
  }

  private void update(int slot, Set<Node> roots) {
    Node target = nodes.get(slot);
    List<Node> fitting =
        nodes.stream()
            .filter(
                n -> n != target && n.dtype() == target.dtype() && n.shape().equals(target.shape()))
            .toList();
    if (!fitting.isEmpty()) {
      roots.add(Nodes.assign(target, fitting.get(random.nextInt(fitting.size()))));
    }
  }

  // ---- how large values can be

  private double magnitude(Node root) {
    for (Node node : dev.quern.compiler.ir.Topology.of(List.of(root))) {
      magnitudes.computeIfAbsent(node, this::ofNode);
    }
    return magnitudes.get(root);
  }

  private double ofNode(Node node) {
    double a = node.arity() > 0 ? magnitudes.get(node.source(0)) : 0;
    double b = node.arity() > 1 ? magnitudes.get(node.source(1)) : 0;
    double c = node.arity() > 2 ? magnitudes.get(node.source(2)) : 0;
    return switch (node.op()) {
      case CONST ->
          node.dtype().isFloat()
              ? Math.abs(node.literal().real())
              : Math.abs((double) node.literal().integer());
      case IOTA -> node.shape().max(((Arg.Axis) node.arg()).axis());
      case ADD, SUB -> a + b;
      case MUL -> a * b;
      case MAX, MIN, CONCAT -> widest(node);
      case WHERE -> Math.max(b, c);
      case CMPLT, CMPEQ, CMPNE -> 1;
      case MOD -> b;
      case AND, OR, XOR, NOT, SHR, USHR, RANDOM -> node.dtype().isBool() ? 1 : 1L << 31;
      case PAD -> Math.max(a, 2);
      case CAST -> node.dtype().isBool() ? 1 : a;
      case REDUCE -> summed(node, a);
      case SCATTER_ADD -> a + c * node.source(2).shape().elements();
      default -> Math.max(a, 0);
    };
  }

  private double widest(Node node) {
    return node.sources().stream().mapToDouble(magnitudes::get).max().orElse(0);
  }

  private static double summed(Node reduce, double a) {
    double terms =
        (double) reduce.source(0).shape().elements() / Math.max(1, reduce.shape().elements());
    return ((Arg.Reduce) reduce.arg()).kind() == Op.ADD ? a * terms : a;
  }
}
