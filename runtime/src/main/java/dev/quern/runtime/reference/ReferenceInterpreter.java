package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Threefry;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Turns a tensor graph and the contents of its buffers into the values of its roots, by the meaning
 * of each op and nothing else.
 *
 * <p>Every node's value is rounded to its dtype; sums add up in double first. Beside each value
 * stands a bound of the distance at which another device's value is right: {@link ErrorBounds}.
 */
public final class ReferenceInterpreter {
  private final Function<Node, Object> buffers;
  private final SizeValues sizes;
  private final MovementOps movement;
  private final Map<Node, StridedArray> values = new IdentityHashMap<>();
  private final Map<Node, Integer> uses;

  /** Elementwise operands of a REDUCE alone, which evaluates them piece by piece. */
  private final Set<Node> deferred = Collections.newSetFromMap(new IdentityHashMap<>());

  private ReferenceInterpreter(
      List<Node> roots, Function<Node, Object> buffers, ToLongFunction<Variable> sizes) {
    this.buffers = buffers;
    this.sizes = new SizeValues(sizes);
    this.movement = new MovementOps(this.sizes);
    this.uses = Topology.uses(roots);
    roots.forEach(root -> uses.merge(root, 1, Integer::sum));
    for (Node node : Topology.of(roots)) {
      if (node.op() == Op.REDUCE
          && node.source(0).op().isElementwise()
          && uses.get(node.source(0)) == 1) {
        deferred.add(node.source(0));
      }
    }
  }

  /**
   * The values of the roots.
   *
   * @param buffers the array of a BUFFER, laid out as a storage of its shape: float[], double[],
   *     int[], long[] or boolean[]
   * @param sizes the value of a variable that the graph does not give; a float's bits
   * @throws IndexOutOfBoundsException if an index of GATHER or SCATTER_ADD is outside its axis
   * @throws ArithmeticException if an integer is divided by zero
   */
  public static Map<Node, Result> run(
      List<Node> roots, Function<Node, Object> buffers, ToLongFunction<Variable> sizes) {
    ReferenceInterpreter interpreter = new ReferenceInterpreter(roots, buffers, sizes);
    for (Node node : Topology.of(roots)) {
      interpreter.evaluate(node);
    }
    Map<Node, Result> results = new LinkedHashMap<>();
    for (Node root : roots) {
      results.put(root, Result.of(interpreter.values.get(root), root.shape()));
    }
    return results;
  }

  private void evaluate(Node node) {
    if (!deferred.contains(node)) {
      values.put(node, value(node));
      node.sources().forEach(this::release);
    }
  }

  /** Forgets a value that was used for the last time. */
  private void release(Node source) {
    if (deferred.contains(source)) {
      source.sources().forEach(this::release);
    } else if (uses.merge(source, -1, Integer::sum) == 0) {
      values.remove(source);
    }
  }

  private StridedArray reduce(Node node) {
    Node source = node.source(0);
    return deferred.contains(source)
        ? ReductionOps.of(node, valuesOf(source), parts -> ElementwiseOps.of(source, parts))
        : ReductionOps.of(node, valuesOf(node), parts -> parts.get(0));
  }

  private List<StridedArray> valuesOf(Node user) {
    return user.sources().stream().map(values::get).toList();
  }

  private StridedArray value(Node node) {
    List<StridedArray> x = valuesOf(node);
    return switch (node.op()) {
      case BUFFER -> buffer(node);
      case CONST -> spread(node, node.literal());
      case VAR -> spread(node, scalar(node));
      case IOTA -> iota(node);
      case GATHER -> IndexingOps.gather(node, x.get(0), x.get(1), sizes.of(node.shape()));
      case SCATTER_ADD -> IndexingOps.scatterAdd(node, x.get(0), x.get(1), x.get(2));
      case RANDOM -> random(node, x.get(0).dense().integers[0]);
      case CONTIGUOUS, INLINE, DETACH -> x.get(0);
      case ASSIGN -> x.get(1);
      case REDUCE -> reduce(node);
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW, CONCAT -> movement.of(node, x);
      case NEG, NOT, ABS, SQRT, EXP, LOG, SIN, COS, TANH, ERF, FLOOR -> ElementwiseOps.of(node, x);
      case CAST, BITCAST, ADD, SUB, MUL, DIV, MOD, MAX, MIN, POW -> ElementwiseOps.of(node, x);
      case AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE -> ElementwiseOps.of(node, x);
      case WHERE, FMA -> ElementwiseOps.of(node, x);
      case RANGE, LOCAL, LOAD, STORE, RAMP, BROADCAST, FOLD ->
          throw new AssertionError(node + " belongs into a kernel");
      case ACC, UPDATE, LOOP, BLOCK, SEGMENT, CONTRACTION, PHASE, KERNEL ->
          throw new IllegalArgumentException(node.op().text() + " is no op of tensor graphs");
    };
  }

  private StridedArray buffer(Node node) {
    StridedArray array = TypedArrays.read(node.dtype(), buffers.apply(node));
    if (array.count() != node.shape().elements()) {
      throw new IllegalArgumentException(
          node
              + ": the array has "
              + array.count()
              + " elements, needed "
              + node.shape().elements());
    }
    return array.view(sizes.of(node.shape()), Result.strides(node.shape()), 0);
  }

  private Arg.Literal scalar(Node node) {
    return node.arg() instanceof Arg.Bound bound
        ? bound.value()
        : new Arg.Literal(node.dtype(), sizes.of(((Arg.Symbol) node.arg()).variable()));
  }

  private StridedArray spread(Node node, Arg.Literal literal) {
    int[] one = {1};
    StridedArray single =
        node.dtype().isFloat()
            ? StridedArray.reals(node.dtype(), one, new double[] {literal.real()})
            : StridedArray.integers(node.dtype(), one, new long[] {literal.integer()});
    return single.view(sizes.of(node.shape()), new int[node.shape().rank()], 0);
  }

  private StridedArray iota(Node node) {
    int axis = ((Arg.Axis) node.arg()).axis();
    int[] shape = sizes.of(node.shape());
    int[] strides = new int[shape.length];
    strides[axis] = 1;
    long[] positions = new long[shape[axis]];
    Arrays.setAll(positions, i -> i);
    return StridedArray.integers(node.dtype(), new int[] {positions.length}, positions)
        .view(shape, strides, 0);
  }

  /**
   * Positions are those in a storage of the shape, so that a size that varies changes no other
   * draw.
   */
  private StridedArray random(Node node, long stream) {
    long[] words = new long[Math.toIntExact(node.shape().elements())];
    Arrays.setAll(words, i -> Threefry.word(stream, i));
    return StridedArray.integers(node.dtype(), new int[] {words.length}, words)
        .view(sizes.of(node.shape()), Result.strides(node.shape()), 0);
  }
}
