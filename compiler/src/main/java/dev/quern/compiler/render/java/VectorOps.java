package dev.quern.compiler.render.java;

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
  String of(Node node, List<String> in) {
    Node source = node.source(0);
    String a = in.get(0);
    return switch (node.op()) {
      case NEG -> a + ".neg()";
      case NOT -> a + ".not()";
      case ABS -> a + ".abs()";
      case SQRT -> a + ".sqrt()";
      case FLOOR -> floor(node.dtype()) + "(" + a + ")";
      case CAST -> cast(source.dtype(), node.dtype(), a);
      case BITCAST -> bits(source.dtype(), node.dtype(), a);
      case WHERE -> where(node.dtype(), a, in.get(1), in.get(2));
      case FMA -> a + ".fma(" + in.get(1) + ", " + in.get(2) + ")";
      default ->
          source.dtype().isBool()
              ? onMasks(node.op(), a, in.get(1))
              : onVectors(node.op(), a, in.get(1));
    };
  }

  /** A binary op or comparison of two vectors. */
  static String onVectors(Op op, String a, String b) {
    return switch (op) {
      case ADD -> a + ".add(" + b + ")";
      case SUB -> a + ".sub(" + b + ")";
      case MUL -> a + ".mul(" + b + ")";
      case DIV -> a + ".div(" + b + ")";
      case MAX -> a + ".max(" + b + ")";
      case MIN -> a + ".min(" + b + ")";
      case AND -> a + ".and(" + b + ")";
      case OR -> a + ".or(" + b + ")";
      case XOR -> a + ".lanewise(VectorOperators.XOR, " + b + ")";
      case SHL -> a + ".lanewise(VectorOperators.LSHL, " + b + ")";
      case SHR -> a + ".lanewise(VectorOperators.ASHR, " + b + ")";
      case USHR -> a + ".lanewise(VectorOperators.LSHR, " + b + ")";
      case CMPLT -> a + ".compare(VectorOperators.LT, " + b + ")";
      case CMPEQ -> a + ".compare(VectorOperators.EQ, " + b + ")";
      case CMPNE -> a + ".compare(VectorOperators.NE, " + b + ")";
      default -> throw new AssertionError("render: " + op + " is not elementary");
    };
  }

  /** A binary op of two masks. */
  static String onMasks(Op op, String a, String b) {
    return switch (op) {
      case AND, MIN -> a + ".and(" + b + ")";
      case OR, MAX -> a + ".or(" + b + ")";
      case CMPEQ -> a + ".eq(" + b + ")";
      case XOR, CMPNE -> a + ".eq(" + b + ").not()";
      default -> throw new AssertionError("render: " + op + " of masks");
    };
  }

  private static String where(DType dtype, String condition, String a, String b) {
    return dtype.isBool()
        ? condition + ".and(" + a + ").or(" + b + ".andNot(" + condition + "))"
        : b + ".blend(" + a + ", " + condition + ")";
  }

  private String cast(DType from, DType to, String in) {
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
  String convert(DType from, DType to, String in, int piece) {
    String conversion = "VectorOperators." + letter(from) + "2" + letter(to);
    String species = unit.species(to);
    String arguments = "(" + conversion + ", " + species + ", " + piece + ")";
    String exact = unit.exact(in, from);
    return "((" + Types.vector(to).simpleName() + ") " + exact + ".convertShape" + arguments + ")";
  }

  /** The mask of the lanes of one of so many equal parts of a vector. */
  String lanesOf(DType dtype, int part, int parts) {
    int lanes = unit.registers.lanes(dtype) / parts;
    long bits = ((1L << lanes) - 1) << part * lanes;
    return String.format("VectorMask.fromLong(%s, 0x%xL)", unit.species(dtype), bits);
  }

  /** The mask of the lanes from this one on. */
  String lanesFrom(DType dtype, int first) {
    long bits = (1L << unit.registers.lanes(dtype)) - (1L << first);
    return String.format("VectorMask.fromLong(%s, 0x%xL)", unit.species(dtype), bits);
  }

  /** A mask as one for vectors of another type of the same size. */
  String maskCast(DType from, DType to, String mask) {
    return from == to ? mask : mask + ".cast(" + unit.species(to) + ")";
  }

  /** The mask of the lanes that are not 0. */
  String toMask(String vector, DType dtype) {
    return vector + ".compare(VectorOperators.NE, " + ScalarOps.zero(dtype) + ")";
  }

  /** A vector of 1 where the mask, which is for such vectors, is set, else 0. */
  String ofMask(String mask, DType dtype) {
    return all(dtype, "0") + ".blend(" + all(dtype, "1") + ", " + mask + ")";
  }

  private String all(DType dtype, String value) {
    String vector = Types.vector(dtype).simpleName();
    return vector + ".broadcast(" + unit.species(dtype) + ", " + value + ")";
  }

  private static String letter(DType dtype) {
    return Types.scalar(dtype).toString().substring(0, 1).toUpperCase(Locale.ROOT);
  }

  /** A vector's bits as another type. */
  String bits(DType from, DType to, String in) {
    return unit.exact(in, from) + ".reinterpretAs" + plural(to) + "()";
  }

  private static String plural(DType dtype) {
    String name = Types.vector(dtype).simpleName();
    return name.substring(0, name.length() - "Vector".length()) + "s";
  }

  private String floor(DType dtype) {
    return Floor.function(unit, dtype);
  }
}
