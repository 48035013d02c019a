package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import java.util.List;

/**
 * A parameter of a segment's method: one entry of the arrays that a kernel is called with.
 *
 * @param format of the expression that fetches it, with {@code %s} for the entry's number
 */
record Argument(TypeName type, String name, String format, int entry) {
  /** All that a kernel is called with, for a method that fetches what it uses. */
  static final List<Argument> ARRAYS =
      List.of(
          whole(TypeName.get(Object[].class), "buffers"),
          whole(TypeName.get(long[].class), "scalars"),
          whole(TypeName.get(Object[].class), "locals"));

  private static Argument whole(TypeName type, String name) {
    return new Argument(type, name, name, 0);
  }

  static Argument buffer(DType dtype, String name, int slot) {
    return array(dtype, name, "buffers", slot);
  }

  static Argument local(DType dtype, String name, int number) {
    return array(dtype, name, "locals", number);
  }

  private static Argument array(DType dtype, String name, String from, int entry) {
    TypeName type = Types.array(dtype);
    return new Argument(type, name, "(" + type + ") " + from + "[%s]", entry);
  }

  static Argument scalar(DType dtype, String name, int number) {
    String format =
        switch (dtype) {
          case BOOL -> "scalars[%s] != 0";
          case INT32 -> "(int) scalars[%s]";
          case INT64 -> "scalars[%s]";
          case FLOAT32 -> "Float.intBitsToFloat((int) scalars[%s])";
          case FLOAT64 -> "Double.longBitsToDouble(scalars[%s])";
        };
    return new Argument(Types.scalar(dtype), name, format, number);
  }

  /** The expression that fetches the entry whose number is given as text. */
  String fetch(Object number) {
    return String.format(format, number);
  }
}
