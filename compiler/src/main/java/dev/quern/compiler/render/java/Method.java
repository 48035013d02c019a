package dev.quern.compiler.render.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import javax.lang.model.element.Modifier;

/** A static method that is not yet named, so that places whose texts are equal can share it. */
record Method(TypeName returns, List<ParameterSpec> parameters, CodeBlock body) {
  private static final int MOST_SLOTS = 255; // JVM specification, section 4.3.3

  Method {
    parameters = List.copyOf(parameters);
  }

  /** True if a method can have these parameters. */
  static boolean canTake(List<ParameterSpec> parameters) {
    return parameters.stream().mapToInt(parameter -> slots(parameter.type())).sum() <= MOST_SLOTS;
  }

  private static int slots(TypeName type) {
    return type.equals(TypeName.LONG) || type.equals(TypeName.DOUBLE) ? 2 : 1;
  }

  /** Equal for methods that can be shared. */
  String key() {
    return returns + " " + parameters + " " + body;
  }

  MethodSpec named(String name) {
    return builder(name).returns(returns).addParameters(parameters).addCode(body).build();
  }

  static MethodSpec.Builder builder(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
  }
}
