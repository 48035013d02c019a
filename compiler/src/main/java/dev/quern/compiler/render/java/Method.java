package dev.quern.compiler.render.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** A static method that is not yet named, so that places whose texts are equal can share it. */
record Method(TypeName returns, List<ParameterSpec> parameters, CodeBlock body) {
  Method {
    parameters = List.copyOf(parameters);
  }

  /**
   * What was written to the frame: rows {@code first} to {@code last} of a segment. Where it uses
   * more than a method can take it finds that itself.
   */
  static Method ofRows(Frame frame) {
    List<ParameterSpec> parameters = rows(frame.arguments);
    if (Slots.fit(parameters)) {
      return new Method(TypeName.VOID, parameters, frame.code().build());
    }
    Code code = new Code();
    for (Argument argument : frame.arguments) {
      code.declare(argument.type(), argument.name(), argument.fetch(argument.entry()));
    }
    code.add(frame.code());
    frame.arguments.clear();
    frame.arguments.addAll(Argument.ARRAYS);
    return new Method(TypeName.VOID, rows(frame.arguments), code.build());
  }

  private static List<ParameterSpec> rows(List<Argument> arguments) {
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.builder(TypeName.INT, "first").build());
    parameters.add(ParameterSpec.builder(TypeName.INT, "last").build());
    for (Argument argument : arguments) {
      parameters.add(ParameterSpec.builder(argument.type(), argument.name()).build());
    }
    return parameters;
  }

  /** Equal for methods that can be shared. */
  String key() {
    return returns + " " + parameters + " " + body;
  }

  MethodSpec named(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(returns)
        .addParameters(parameters)
        .addCode(body)
        .build();
  }
}
