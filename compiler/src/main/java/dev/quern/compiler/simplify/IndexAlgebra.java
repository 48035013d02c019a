package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns scalar integer and bool expressions over ranges and variables into the shortest spelling
 * that bounds can prove equal: sums collected and ordered, div and mod removed or undone,
 * comparisons decided. Equal expressions become the same node as far as this algebra goes.
 *
 * <p>Loads, floats and whatever else is no integer arithmetic are atoms. Sums are equal modulo the
 * type's width, so they need no proof; everything else asks the bounds whether the value could
 * wrap.
 */
public final class IndexAlgebra {
  private final Forms forms = new Forms();
  private final Comparisons comparisons = new Comparisons(forms);
  private final Conjunction conjunction = new Conjunction(forms, comparisons);
  private final Map<Node, Node> memo = new IdentityHashMap<>();
  private final Set<Node> mixed = new HashSet<>(); // sums and bits that are left as they are

  /** For many expressions that share parts: ask {@link #of} of one object. */
  public IndexAlgebra() {}

  /** Simplifies what is used only where a condition holds, such as the index of a gated load. */
  public IndexAlgebra(Node guard) {
    conjunction.assume(simplify(guard));
  }

  public static Node simplify(Node expression) {
    return new IndexAlgebra().of(expression);
  }

  public Node of(Node root) {
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Node node = stack.peek();
      if (memo.containsKey(node)) {
        stack.pop();
      } else if (pushUnknownSources(node, stack)) {
        memo.put(node, rebuilt(node));
        stack.pop();
      }
    }
    return memo.get(root);
  }

  private boolean pushUnknownSources(Node node, Deque<Node> stack) {
    boolean ready = true;
    if (isArithmetic(node)) {
      for (Node source : node.sources()) {
        if (!memo.containsKey(source)) {
          stack.push(source);
          ready = false;
        }
      }
    }
    return ready;
  }

  private static boolean isArithmetic(Node node) {
    return node.op().isElementwise() && !node.dtype().isFloat() && node.shape().rank() == 0;
  }

  private Node rebuilt(Node node) {
    if (!isArithmetic(node)) {
      return node;
    }
    Node[] sources = node.sources().stream().map(memo::get).toArray(Node[]::new);
    if (mixes(node, sources)) {
      return mixed(node.with(sources));
    }
    boolean integer = sources[sources.length - 1].dtype().isInteger();
    return integer && node.op() != Op.CAST ? integer(node, sources) : bool(node, sources);
  }

  /**
   * True of a sum of mixed bits, as in a hash or a random number: it is no index, and in the one
   * spelling of a sum each round of a hash would add up all rounds before it once more.
   */
  private boolean mixes(Node node, Node[] in) {
    return switch (node.op()) {
      case ADD, SUB -> mixed.contains(in[0]) || mixed.contains(in[1]);
      default -> false;
    };
  }

  private Node mixed(Node node) {
    mixed.add(node);
    forms.keep(node);
    return node;
  }

  private Node integer(Node node, Node[] in) {
    return switch (node.op()) {
      case ADD -> sum(form(in[0]).plus(form(in[1])), node.dtype());
      case SUB -> sum(form(in[0]).minus(form(in[1])), node.dtype());
      case NEG -> sum(form(in[0]).times(-1), node.dtype());
      case MUL -> product(in[0], in[1]);
      case DIV, MOD -> division(node.op(), in[0], in[1]);
      case MIN, MAX -> extreme(node.op(), in[0], in[1]);
      case CMPLT -> comparisons.less(form(in[0]), form(in[1]), in[0].dtype());
      case CMPEQ, CMPNE -> comparisons.equal(node.op(), form(in[0]), form(in[1]), in[0].dtype());
      case WHERE -> choice(in[0], in[1], in[2]);
      case XOR, OR -> {
        Node result = folded(node, in);
        yield result.isConst() ? result : mixed(result);
      }
      default -> folded(node, in);
    };
  }

  private Node bool(Node node, Node[] in) {
    boolean bools = node.dtype().isBool() && in[0].dtype().isBool();
    return switch (node.op()) {
      case AND -> conjunction.and(in[0], in[1]);
      case OR -> conjunction.or(in[0], in[1]);
      case NOT -> comparisons.negated(in[0]);
      case WHERE -> choice(in[0], in[1], in[2]);
      case CAST -> node.dtype() == in[0].dtype() ? in[0] : folded(node, in);
      default -> bools || in[0].dtype().isFloat() ? folded(node, in) : node.with(in);
    };
  }

  private Affine form(Node node) {
    return forms.form(node);
  }

  private Node folded(Node node, Node[] in) {
    Literal[] literals = new Literal[in.length];
    for (int i = 0; i < in.length; i++) {
      if (!in[i].isConst()) {
        return node.with(in);
      }
      literals[i] = in[i].literal();
    }
    return Nodes.constant(
        node.shape(), ScalarSemantics.evaluate(node.op(), node.dtype(), literals));
  }

  private Node sum(Affine form, DType dtype) {
    return forms.node(new Recombination(forms, dtype).of(form.wrapped(dtype)), dtype);
  }

  private Node product(Node x, Node y) {
    Affine a = form(x);
    Affine b = form(y);
    if (b.isConstant()) {
      return sum(a.times(b.constant()), x.dtype());
    }
    if (a.isConstant()) {
      return sum(b.times(a.constant()), x.dtype());
    }
    return forms.compare(x, y) <= 0 ? x.times(y) : y.times(x);
  }

  private Node division(Op op, Node x, Node y) {
    DType dtype = x.dtype();
    Affine a = form(x);
    Affine b = form(y);
    if (b.isConstant() && b.constant() > 0) {
      FloorDivision division = new FloorDivision(forms, dtype);
      Affine result =
          op == Op.DIV ? division.quotient(a, b.constant()) : division.modulo(a, b.constant());
      return sum(result, dtype);
    }
    if (!b.isConstant()
        && forms.interval(a).min() >= 0
        && forms.interval(a).fits(dtype)
        && forms.interval(b).fits(dtype)
        && forms.interval(a.minus(b)).max() < 0) {
      return op == Op.DIV ? forms.node(Affine.ZERO, dtype) : x;
    }
    boolean folds = a.isConstant() && b.isConstant() && b.constant() != 0;
    Node node = Nodes.binary(op, x, y);
    return folds ? folded(node, new Node[] {x, y}) : node;
  }

  private Node extreme(Op op, Node x, Node y) {
    Affine a = form(x);
    Affine b = form(y);
    DType dtype = x.dtype();
    if (forms.interval(a).fits(dtype) && forms.interval(b).fits(dtype)) {
      Interval difference = forms.interval(a.minus(b));
      if (difference.min() >= 0) {
        return op == Op.MAX ? x : y;
      }
      if (difference.max() <= 0) {
        return op == Op.MAX ? y : x;
      }
    }
    if (y.isConst() && x.op() == op && x.source(1).isConst()) {
      return extreme(
          op, x.source(0), folded(Nodes.binary(op, x.source(1), y), new Node[] {x.source(1), y}));
    }
    boolean swap = x.isConst() || !y.isConst() && forms.compare(x, y) > 0;
    return swap ? Nodes.binary(op, y, x) : Nodes.binary(op, x, y);
  }

  private Node choice(Node condition, Node x, Node y) {
    if (condition.isConst() || x == y) {
      return condition.isConst() && condition.literal().bits() == 0 ? y : x;
    }
    if (condition.op() == Op.NOT) {
      return choice(condition.source(0), y, x);
    }
    return x.dtype().isBool() && (x.isConst() || y.isConst())
        ? logical(condition, x, y).orElseThrow()
        : Nodes.where(condition, x, y);
  }

  /** A choice of bools one of which is known. */
  private Optional<Node> logical(Node condition, Node x, Node y) {
    Node not = comparisons.negated(condition);
    if (x.isConst()) {
      return Optional.of(
          x.literal().bits() != 0 ? conjunction.or(condition, y) : conjunction.and(not, y));
    }
    return Optional.of(
        y.literal().bits() != 0 ? conjunction.or(not, x) : conjunction.and(condition, x));
  }
}
