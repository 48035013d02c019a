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
  JavaText of(Node node, List<JavaText> in) {
    DType from = node.source(0).dtype();
    JavaText a = in.get(0);
    return switch (node.op()) {
      case NEG, NOT, ABS, SQRT ->
          JavaText.atom("$L.$L()", a, node.op().name().toLowerCase(Locale.ROOT));
      case FLOOR -> JavaText.call(Floor.function(unit, node.dtype()), a);
      case CAST -> cast(from, node.dtype(), a);
      case BITCAST -> unit.bits(from, node.dtype(), a);
      case WHERE -> where(node.dtype(), a, in.get(1), in.get(2));
      case FMA -> JavaText.atom("$L.fma($L, $L)", a, in.get(1), in.get(2));
      default -> binary(node.op(), from, a, in.get(1));
    };
  }

  /** A binary op or comparison of two vectors, or of two masks. */
  static JavaText binary(Op op, DType dtype, JavaText a, JavaText b) {
    return dtype.isBool() ? onMasks(op, a, b) : onVectors(op, a, b);
  }

  private static JavaText onVectors(Op op, JavaText a, JavaText b) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, MAX, MIN, AND, OR ->
          JavaText.atom("$L.$L($L)", a, op.name().toLowerCase(Locale.ROOT), b);
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

  private static JavaText operator(JavaText a, String method, String operator, JavaText b) {
    return JavaText.atom("$L.$L($T.$L, $L)", a, method, JavaTypes.OPERATORS, operator, b);
  }

  private static JavaText onMasks(Op op, JavaText a, JavaText b) {
    return switch (op) {
      case AND, MIN -> JavaText.atom("$L.and($L)", a, b);
      case OR, MAX -> JavaText.atom("$L.or($L)", a, b);
      case CMPEQ -> JavaText.atom("$L.eq($L)", a, b);
      case XOR, CMPNE -> JavaText.atom("$L.eq($L).not()", a, b);
      default -> throw new AssertionError("render: " + op + " of masks");
    };
  }

  private static JavaText where(DType dtype, JavaText condition, JavaText a, JavaText b) {
    return dtype.isBool()
        ? JavaText.atom("$L.and($L).or($L.andNot($L))", condition, a, b, condition)
        : JavaText.atom("$L.blend($L, $L)", b, a, condition);
  }

  private JavaText cast(DType from, DType to, JavaText in) {
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
  JavaText convert(DType from, DType to, JavaText in, int piece) {
    String conversion = JavaTypes.letter(from) + "2" + JavaTypes.letter(to);
    return JavaText.atom(
        "(($T) $L.convertShape($T.$L, $L, $L))",
        JavaTypes.vector(to),
        unit.exact(in, from),
        JavaTypes.OPERATORS,
        conversion,
        unit.species(to),
        piece);
  }

  /** A part of what a ramp from 0 has. */
  JavaText offsets(DType dtype, Arg.Ramp ramp, int part) {
    String species = unit.species(dtype);
    String steps = unit.steps(dtype, ramp.lanes(), ramp.stride());
    return load(dtype, species, steps, part * unit.registers.lanes(dtype));
  }

  /** The vector that begins at a place of an array. */
  JavaText load(DType dtype, JavaText array, Object place) {
    return load(dtype, unit.species(dtype), array, place);
  }

  private static JavaText load(DType dtype, String species, Object array, Object place) {
    return JavaText.atom(
        "$T.fromArray($L, $L, $L)", JavaTypes.vector(dtype), species, array, place);
  }

  JavaText broadcast(DType dtype, JavaText value) {
    return JavaText.atom(
        "$T.broadcast($L, $L)", JavaTypes.vector(dtype), unit.species(dtype), value);
  }

  /** The mask of the lanes of one of so many equal parts of a vector. */
  JavaText lanesOf(DType dtype, int part, int parts) {
    int lanes = unit.registers.lanes(dtype) / parts;
    String bits = Long.toHexString(((1L << lanes) - 1) << part * lanes);
    return JavaText.atom("$T.fromLong($L, 0x$LL)", JavaTypes.MASK, unit.species(dtype), bits);
  }

  /** The mask of the lanes from this one on. */
  JavaText lanesFrom(DType dtype, int first) {
    String bits = Long.toHexString((1L << unit.registers.lanes(dtype)) - (1L << first));
    return JavaText.atom("$T.fromLong($L, 0x$LL)", JavaTypes.MASK, unit.species(dtype), bits);
  }

  /** A mask as one for vectors of another type of the same size. */
  JavaText maskCast(DType from, DType to, JavaText mask) {
    return from == to ? mask : JavaText.atom("$L.cast($L)", mask, unit.species(to));
  }

  /** The mask of the lanes that are not 0. */
  static JavaText toMask(JavaText vector, DType dtype) {
    return operator(vector, "compare", "NE", ScalarOps.zero(dtype));
  }

  /** A vector of 1 where the mask, which is for such vectors, is set, else 0. */
  JavaText ofMask(JavaText mask, DType dtype) {
    JavaText zeros = broadcast(dtype, JavaText.ZERO);
    return JavaText.atom("$L.blend($L, $L)", zeros, broadcast(dtype, JavaText.number(1)), mask);
  }
}
