package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.target.ContractionTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sum of products at the heart of a kernel: which ranges are its rows, columns, batches and
 * terms, and the operands' element in them.
 *
 * @param reduce the REDUCE node
 * @param a operand that varies with rows and terms
 * @param b operand that varies with columns and terms
 * @param indices the element of both factors
 */
public record Contraction(
    Node reduce,
    Node a,
    Node b,
    List<Node> indices,
    List<Node> batch,
    List<Node> m,
    List<Node> n,
    List<Node> k,
    ContractionShape shape,
    ContractionTemplate template) {

  /**
   * The element of a factor. It does not vary with the other's rows or columns, so that the first
   * of them will do, also where the factor is stored for each of them.
   */
  public List<Node> indices(Node factor) {
    List<Node> others = factor == a ? n : m;
    Map<Node, Node> first = new HashMap<>();
    others.forEach(range -> first.put(range, Node.index(0)));
    return new Substitution(first).all(indices);
  }

  /** The same with other batches and columns. */
  public Contraction with(List<Node> otherBatch, List<Node> otherN, ContractionShape other) {
    return new Contraction(reduce, a, b, indices, otherBatch, m, otherN, k, other, template);
  }

  /** The same with other batches and terms, and the indices that go with them. */
  public Contraction with(
      List<Node> otherBatch, List<Node> otherK, List<Node> otherIndices, ContractionShape other) {
    return new Contraction(reduce, a, b, otherIndices, otherBatch, m, n, otherK, other, template);
  }

  /** The same with another shape. */
  public Contraction with(ContractionShape other) {
    return new Contraction(reduce, a, b, indices, batch, m, n, k, other, template);
  }
}
