package dev.quern.compiler.render.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * A static method that does rows {@code first} to {@code last} of a segment, not yet named, so that
 * segments whose texts are equal can share it.
 */
record Method(CodeBlock body, List<Argument> arguments) {
  Method {
    arguments = List.copyOf(arguments);
  }

  /** Equal for methods that can be shared. */
  String key() {
    StringBuilder key = new StringBuilder();
    arguments.forEach(a -> key.append(a.type()).append(' ').append(a.name()).append(' '));
    return key.append(body).toString();
  }

  MethodSpec named(String name) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(TypeName.INT, "first")
            .addParameter(TypeName.INT, "last");
    arguments.forEach(argument -> method.addParameter(argument.type(), argument.name()));
    return method.addCode(body).build();
  }
}
