package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.List;
import java.util.Locale;

/** Elementwise ops on vectors and masks, in terms of jdk.incubator.vector. */
final class VectorOps {
  private final Unit unit;

  VectorOps(Unit unit) {
    this.unit = unit;
  }

  /**
   * True if the vector API has the op and JDK 17 compiles it to vector instructions with Java's
   * meaning. It has no remainder, and no instruction for casts from floats to integers and between
   * int64 and floats. Casts to a type of other size have another number of lanes.
   */
  static boolean has(Node node) {
    return switch (node.op()) {
      case MOD -> false;
      case DIV -> node.dtype().isFloat();
      case CAST -> {
        DType from = node.source(0).dtype();
        DType to = node.dtype();
        boolean masks = from.isBool() || to.isBool();
        yield masks
            || from.bytes() == to.bytes()
                && (from == DType.INT32 || from.isFloat() == to.isFloat());
      }
      default -> true;
    };
  }

  /** True of a cast between numbers of different sizes that the vector API has. */
  static boolean resizes(Node node) {
    if (node.op() != Op.CAST || node.dtype().isBool() || node.source(0).dtype().isBool()) {
      return false;
    }
    DType from = node.source(0).dtype();
    DType to = node.dtype();
    return from.bytes() != to.bytes() && from.isFloat() == to.isFloat();
  }

  /** True of the ops that take one count for all lanes as an int. */
  static boolean isShift(Op op) {
    return op == Op.SHL || op == Op.SHR || op == Op.USHR;
  }

  /** The op applied to vectors, or to masks of the species that the result is for. */
  JavaExpression of(Node node, List<JavaExpression> in) {
    DType from = node.source(0).dtype();
    JavaExpression a = in.get(0);
    return switch (node.op()) {
      case NEG, NOT, ABS, SQRT ->
          JavaExpression.atom("$L.$L()", a, node.op().name().toLowerCase(Locale.ROOT));
      case FLOOR -> JavaExpression.call(Floor.function(unit, node.dtype()), a);
      case CAST -> cast(from, node.dtype(), a);
      case BITCAST -> unit.bits(from, node.dtype(), a);
      case WHERE -> where(node.dtype(), a, in.get(1), in.get(2));
      case FMA -> JavaExpression.atom("$L.fma($L, $L)", a, in.get(1), in.get(2));
      default -> binary(node.op(), from, a, in.get(1));
    };
  }

  /** A binary op or comparison of two vectors, or of two masks. */
  static JavaExpression binary(Op op, DType dtype, JavaExpression a, JavaExpression b) {
    return dtype.isBool() ? onMasks(op, a, b) : onVectors(op, a, b);
  }

  private static JavaExpression onVectors(Op op, JavaExpression a, JavaExpression b) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, MAX, MIN, AND, OR ->
          JavaExpression.atom("$L.$L($L)", a, op.name().toLowerCase(Locale.ROOT), b);
      case XOR -> operator(a, "lanewise", "XOR", b);
      case SHL -> operator(a, "lanewise", "LSHL", b);
      case SHR -> operator(a, "lanewise", "ASHR", b);
      case USHR -> operator(a, "lanewise", "LSHR", b);
      case CMPLT -> operator(a, "compare", "LT", b);
      case CMPEQ -> operator(a, "compare", "EQ", b);
      case CMPNE -> operator(a, "compare", "NE", b);
      default -> throw new AssertionError("render: " + op + " is not elementary");
    };
  }

  private static JavaExpression operator(
      JavaExpression a, String method, String operator, JavaExpression b) {
    return JavaExpression.atom("$L.$L($T.$L, $L)", a, method, JavaTypes.OPERATORS, operator, b);
  }

  private static JavaExpression onMasks(Op op, JavaExpression a, JavaExpression b) {
    return switch (op) {
      case AND, MIN -> JavaExpression.atom("$L.and($L)", a, b);
      case OR, MAX -> JavaExpression.atom("$L.or($L)", a, b);
      case CMPEQ -> JavaExpression.atom("$L.eq($L)", a, b);
      case XOR, CMPNE -> JavaExpression.atom("$L.eq($L).not()", a, b);
      default -> throw new AssertionError("render: " + op + " of masks");
    };
  }

  private static JavaExpression where(
      DType dtype, JavaExpression condition, JavaExpression a, JavaExpression b) {
    return dtype.isBool()
        ? JavaExpression.atom("$L.and($L).or($L.andNot($L))", condition, a, b, condition)
        : JavaExpression.atom("$L.blend($L, $L)", b, a, condition);
  }

  private JavaExpression cast(DType from, DType to, JavaExpression in) {
    if (to.isBool()) {
      return toMask(in, from);
    }
    return from.isBool() ? ofMask(in, to) : convert(from, to, in, 0);
  }

  /**
   * A conversion of lane values. To a wider type it is of the {@code piece}-th of as many parts of
   * the vector as the wider takes; to a narrower one the values come to lie in the {@code
   * -piece}-th part of the result, and the other lanes are 0.
   */
  JavaExpression convert(DType from, DType to, JavaExpression in, int piece) {
    String conversion = JavaTypes.letter(from) + "2" + JavaTypes.letter(to);
    return JavaExpression.atom(
        "(($T) $L.convertShape($T.$L, $L, $L))",
        JavaTypes.vector(to),
        unit.exact(in, from),
        JavaTypes.OPERATORS,
        conversion,
        unit.species(to),
        piece);
  }

  /** A part of what a ramp from 0 has. */
  JavaExpression offsets(DType dtype, Arg.Ramp ramp, int part) {
    String species = unit.species(dtype);
    String steps = unit.steps(dtype, ramp.lanes(), ramp.stride());
    return load(dtype, species, steps, part * unit.registers.lanes(dtype));
  }

  /** The vector that begins at a place of an array. */
  JavaExpression load(DType dtype, JavaExpression array, Object place) {
    return load(dtype, unit.species(dtype), array, place);
  }

  private static JavaExpression load(DType dtype, String species, Object array, Object place) {
    return JavaExpression.atom(
        "$T.fromArray($L, $L, $L)", JavaTypes.vector(dtype), species, array, place);
  }

  JavaExpression broadcast(DType dtype, JavaExpression value) {
    return JavaExpression.atom(
        "$T.broadcast($L, $L)", JavaTypes.vector(dtype), unit.species(dtype), value);
  }

  /** The mask of the lanes of one of so many equal parts of a vector. */
  JavaExpression lanesOf(DType dtype, int part, int parts) {
    int lanes = unit.registers.lanes(dtype) / parts;
    String bits = Long.toHexString(((1L << lanes) - 1) << part * lanes);
    return JavaExpression.atom("$T.fromLong($L, 0x$LL)", JavaTypes.MASK, unit.species(dtype), bits);
  }

  /** The mask of the lanes from this one on. */
  JavaExpression lanesFrom(DType dtype, int first) {
    String bits = Long.toHexString((1L << unit.registers.lanes(dtype)) - (1L << first));
    return JavaExpression.atom("$T.fromLong($L, 0x$LL)", JavaTypes.MASK, unit.species(dtype), bits);
  }

  /** A mask as one for vectors of another type of the same size. */
  JavaExpression maskCast(DType from, DType to, JavaExpression mask) {
    return from == to ? mask : JavaExpression.atom("$L.cast($L)", mask, unit.species(to));
  }

  /** The mask of the lanes that are not 0. */
  static JavaExpression toMask(JavaExpression vector, DType dtype) {
    return operator(vector, "compare", "NE", ScalarOps.zero(dtype));
  }

  /** A vector of 1 where the mask, which is for such vectors, is set, else 0. */
  JavaExpression ofMask(JavaExpression mask, DType dtype) {
    JavaExpression zeros = broadcast(dtype, JavaExpression.ZERO);
    return JavaExpression.atom(
        "$L.blend($L, $L)", zeros, broadcast(dtype, JavaExpression.number(1)), mask);
  }
}
