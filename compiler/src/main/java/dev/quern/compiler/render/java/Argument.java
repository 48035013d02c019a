package dev.quern.compiler.render.java;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import java.util.List;

/**
 * A parameter of a segment's method: one entry of the arrays that a kernel is called with.
 *
 * @param format of the expression that fetches it, with {@code $L} for the entry's number
 */
record Argument(TypeName type, String name, String format, int entry) {
  /** All that a kernel is called with, for a method that fetches what it uses. */
  static final List<Argument> ARRAYS =
      List.of(
          new Argument(TypeName.get(Object[].class), "buffers", "buffers", 0),
          new Argument(TypeName.get(long[].class), "scalars", "scalars", 0),
          new Argument(TypeName.get(Object[].class), "locals", "locals", 0));

  /** An entry of {@code buffers} or {@code locals}. */
  static Argument array(DType dtype, String name, String from, int entry) {
    TypeName type = JavaTypes.array(dtype);
    return new Argument(type, name, "(" + type + ") " + from + "[$L]", entry);
  }

  static Argument scalar(DType dtype, String name, int number) {
    String format =
        switch (dtype) {
          case BOOL -> "scalars[$L] != 0";
          case INT32 -> "(int) scalars[$L]";
          case INT64 -> "scalars[$L]";
          case FLOAT32 -> "Float.intBitsToFloat((int) scalars[$L])";
          case FLOAT64 -> "Double.longBitsToDouble(scalars[$L])";
        };
    return new Argument(JavaTypes.scalar(dtype), name, format, number);
  }

  ParameterSpec parameter() {
    return ParameterSpec.builder(type, name).build();
  }

  /** The expression that fetches it. */
  JavaExpression fetch() {
    return fetch(entry);
  }

  /** The expression that fetches the entry with this number. */
  JavaExpression fetch(Object number) {
    return ARRAYS.contains(this) ? JavaExpression.name(name) : JavaExpression.atom(format, number);
  }
}
