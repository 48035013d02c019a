package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Recognises a sum of products in the loops of a kernel, however it was spelt, and asks the
 * target's templates whether one takes it.
 *
 * <p>The kernel's ranges that only one factor varies with are rows or columns, those that both do
 * are batches; the columns are those in which the stores run, so that rows of the result are whole.
 */
final class ContractionSearch {
  private final Target target;
  private final FusionGroup group;
  private final Function<Size, Node> range;
  private String refusal = "";

  ContractionSearch(Target target, FusionGroup group, Function<Size, Node> range) {
    this.target = target;
    this.group = group;
    this.range = range;
  }

  /** Why nothing was found for a sum of products; empty where something was, or there is none. */
  String refusal() {
    return refusal;
  }

  Optional<Contraction> find(Node reduce, List<Node> indices) {
    if (!isSumOfProducts(reduce) || target.templates().isEmpty()) {
      return Optional.empty();
    }
    if (!isFree(indices)) {
      return refused("the kernel does other work in its loops, such as another contraction");
    }
    List<Node> terms = new ArrayList<>();
    List<Node> operand = operand(reduce, indices, terms);
    Node product = product(reduce);
    Set<Node> left = Dependence.of(product.source(0), operand);
    Set<Node> right = Dependence.of(product.source(1), operand);
    if (!left.containsAll(terms) || !right.containsAll(terms) || terms.isEmpty()) {
      return refused("a factor does not vary with all that is summed over");
    }
    Optional<Contraction> found = arrange(reduce, operand, terms, left, right, false);
    found = found.isPresent() ? found : arrange(reduce, operand, terms, right, left, true);
    if (found.isPresent()) {
      refusal = "";
    }
    return found;
  }

  private Optional<Contraction> refused(String why) {
    refusal = why;
    return Optional.empty();
  }

  /** What is summed, whatever axes of one element were dropped of it: those of a 1x1 window. */
  private static Node product(Node reduce) {
    Node product = reduce.source(0);
    while (product.op() == Op.RESHAPE) {
      product = product.source(0);
    }
    return product;
  }

  private static boolean isSumOfProducts(Node reduce) {
    Arg.Reduce arg = (Arg.Reduce) reduce.arg();
    Node product = product(reduce);
    return arg.kind() == Op.ADD
        && product.op() == Op.MUL
        && product.dtype() == arg.accumulator()
        && product.dtype().isFloat()
        && product.shape().isFixed();
  }

  /** True if the kernel has room for a contraction whose results are asked for at these indices. */
  private boolean isFree(List<Node> indices) {
    return group.isRowwise()
        && Dependence.ranges(indices).containsAll(group.ranges())
        && group.ranges().containsAll(group.reduced());
  }

  private List<Node> operand(Node reduce, List<Node> indices, List<Node> terms) {
    Shape shape = reduce.source(0).shape();
    for (int axis : ((Arg.Reduce) reduce.arg()).axes()) {
      Node term = range.apply(shape.size(axis));
      if (Ranges.isRange(term)) {
        terms.add(term);
      }
    }
    List<Node> operand = IndexMap.ofOperand(reduce, indices, terms);
    for (Node node = reduce.source(0); node.op() == Op.RESHAPE; node = node.source(0)) {
      operand = IndexMap.of(node, operand).indices();
    }
    return operand;
  }

  private Optional<Contraction> arrange(
      Node reduce,
      List<Node> operand,
      List<Node> terms,
      Set<Node> a,
      Set<Node> b,
      boolean swapped) {
    List<Node> batch = new ArrayList<>();
    List<Node> m = new ArrayList<>();
    List<Node> n = new ArrayList<>();
    for (Node own : group.ranges()) {
      if (!a.contains(own) && !b.contains(own)) {
        return refused("the kernel has a loop that no factor varies with");
      }
      (a.contains(own) ? b.contains(own) ? batch : m : n).add(own);
    }
    if (m.isEmpty() || n.isEmpty()) {
      return refused("it has no rows or no columns: a factor varies with all loops or with none");
    }
    if (!columnsAreInnermost(batch, m, n)) {
      return refused("its columns are not the kernel's innermost loop, or its rows not the grid");
    }
    boolean wholeRows = !group.stages().isEmpty() && !reducesAll();
    if (wholeRows && n.size() > 1) {
      return refused("the kernel needs whole rows, which are several loops");
    }
    ContractionTask task =
        new ContractionTask(
            FusionGroup.product(batch),
            FusionGroup.product(m),
            FusionGroup.product(n),
            FusionGroup.product(terms),
            reduce.dtype(),
            wholeRows);
    Node product = product(reduce);
    for (ContractionTemplate template : target.templates()) {
      Optional<ContractionShape> shape = template.plan(task, target);
      if (shape.isPresent()) {
        return Optional.of(
            new Contraction(
                reduce,
                product.source(swapped ? 1 : 0),
                product.source(swapped ? 0 : 1),
                operand,
                batch,
                m,
                n,
                terms,
                shape.get(),
                template));
      }
    }
    return refused("no template takes one of this size");
  }

  /** True if these roles fit the stages that the kernel has, or else the order of its stores. */
  private boolean columnsAreInnermost(List<Node> batch, List<Node> m, List<Node> n) {
    Set<Node> rows = new LinkedHashSet<>(batch);
    rows.addAll(m);
    if (group.grid().isPresent()) {
      return group.grid().get().equals(rows) || group.grid().get().containsAll(group.ranges());
    }
    if (group.stages().isEmpty() || reducesAll()) {
      return n.contains(group.ranges().get(group.ranges().size() - 1));
    }
    Set<Node> reduced = group.reduced();
    return reduced.equals(new LinkedHashSet<>(n))
        || reduced.containsAll(rows) && n.stream().noneMatch(reduced::contains);
  }

  private boolean reducesAll() {
    return group.isOpenReduction() && group.reduced().containsAll(group.ranges());
  }

  /** Fixes the grid of an open reduction that takes in a contraction. */
  static void decideGrid(FusionGroup group, Contraction found) {
    Set<Node> rows = new LinkedHashSet<>(found.batch());
    rows.addAll(found.m());
    boolean all = group.reduced().containsAll(group.ranges());
    group.decideGrid(all ? new LinkedHashSet<>(group.ranges()) : rows);
  }
}
