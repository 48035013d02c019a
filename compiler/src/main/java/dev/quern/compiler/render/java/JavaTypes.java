package dev.quern.compiler.render.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import java.util.Locale;

/** The Java types of dtypes. */
final class JavaTypes {
  static final ClassName SPECIES = vector("VectorSpecies");
  static final ClassName MASK = vector("VectorMask");
  static final ClassName ARRAYS = ClassName.get("java.util", "Arrays");
  static final ClassName CLASS = ClassName.get(Class.class);
  static final ClassName OPERATORS = vector("VectorOperators");

  private JavaTypes() {}

  private static ClassName vector(String name) {
    return ClassName.get("jdk.incubator.vector", name);
  }

  static TypeName scalar(DType dtype) {
    return switch (dtype) {
      case BOOL -> TypeName.BOOLEAN;
      case INT32 -> TypeName.INT;
      case INT64 -> TypeName.LONG;
      case FLOAT32 -> TypeName.FLOAT;
      case FLOAT64 -> TypeName.DOUBLE;
    };
  }

  /** The letter of a number's type. */
  static String letter(DType dtype) {
    return scalar(dtype).toString().substring(0, 1).toUpperCase(Locale.ROOT);
  }

  static TypeName array(DType dtype) {
    return ArrayTypeName.of(scalar(dtype));
  }

  /** The class of vectors of the dtype; masks for bool. */
  static ClassName vector(DType dtype) {
    return switch (dtype) {
      case BOOL -> MASK;
      case INT32 -> vector("IntVector");
      case INT64 -> vector("LongVector");
      case FLOAT32 -> vector("FloatVector");
      case FLOAT64 -> vector("DoubleVector");
    };
  }
}
