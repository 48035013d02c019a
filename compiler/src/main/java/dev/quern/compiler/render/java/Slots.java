package dev.quern.compiler.render.java;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;

/** Counts what a method takes in the unit of the JVM's limit (JVM specification, section 4.3.3). */
final class Slots {
  private static final int MOST = 255;

  private Slots() {}

  /** True if a method can have these parameters. */
  static boolean fit(List<ParameterSpec> parameters) {
    return parameters.stream().mapToInt(parameter -> of(parameter.type())).sum() <= MOST;
  }

  private static int of(TypeName type) {
    return type.equals(TypeName.LONG) || type.equals(TypeName.DOUBLE) ? 2 : 1;
  }
}
