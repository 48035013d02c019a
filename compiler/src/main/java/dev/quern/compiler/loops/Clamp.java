package dev.quern.compiler.loops;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.Optional;

/**
 * Turns {@code x < c ? c : x} for c below 0, and {@code c < x ? c : x} for c above 0, into a
 * minimum of integers.
 *
 * <p>A rotation of the bits, by adding a constant, puts those that the limit replaces, up to
 * infinity, above all others, NaN of either sign among the latter. So that is three operations of
 * one cycle, where a comparison, its mask and a choice are a chain of twelve cycles on JDK 17.
 *
 * @param x what is limited
 * @param rotation puts the infinity of the limit's sign last
 * @param limit the limit's bits
 */
public record Clamp(Node x, int rotation, int limit) {
  /**
   * MAX for {@code x < c ? c : x}, MIN for {@code c < x ? c : x}, with a constant that is no zero:
   * the same for NaN too; else WHERE.
   */
  public static Op kind(Node where) {
    Node condition = where.source(0);
    Node limit = where.source(1);
    Node x = where.source(2);
    boolean limits =
        condition.op() == Op.CMPLT
            && limit.dtype().isFloat()
            && constant(limit).op() == Op.CONST
            && constant(limit).literal().real() != 0
            && !Double.isNaN(constant(limit).literal().real());
    if (limits && condition.source(0) == x && condition.source(1) == limit) {
      return Op.MAX;
    }
    return limits && condition.source(0) == limit && condition.source(1) == x ? Op.MIN : Op.WHERE;
  }

  /** A value, or what all lanes of a vector have in common. */
  static Node constant(Node value) {
    return value.op() == Op.BROADCAST ? value.source(0) : value;
  }

  /** True of a choice of scalars that can be such a minimum where it is one of vectors. */
  static boolean is(Node node) {
    return of(node).isPresent();
  }

  /** Of a choice of scalars or vectors. */
  static Optional<Clamp> of(Node node) {
    if (node.op() != Op.WHERE || node.dtype() != DType.FLOAT32) {
      return Optional.empty();
    }
    Op kind = kind(node);
    if (kind == Op.WHERE) {
      return Optional.empty();
    }
    float limit = (float) constant(node.source(1)).literal().real();
    boolean outwards = kind == Op.MAX ? limit < 0 : limit > 0;
    float infinity = Math.copySign(Float.POSITIVE_INFINITY, limit);
    int rotation = Integer.MAX_VALUE - Float.floatToRawIntBits(infinity);
    return outwards
        ? Optional.of(new Clamp(node.source(2), rotation, Float.floatToRawIntBits(limit)))
        : Optional.empty();
  }

  /** The same for vectors. */
  Node vector() {
    int lanes = (int) x.shape().elements();
    Node around = Nodes.broadcast(Node.index(rotation), lanes);
    Node most = Nodes.broadcast(Node.index(limit + rotation), lanes);
    Node rotated = Nodes.bitcast(x, DType.INT32).plus(around);
    return Nodes.bitcast(Nodes.binary(Op.MIN, rotated, most).minus(around), DType.FLOAT32);
  }
}
