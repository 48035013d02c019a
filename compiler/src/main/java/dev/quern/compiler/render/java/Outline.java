package dev.quern.compiler.render.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a piece of a method into a method of its own and the call of it. */
final class Outline {
  /** The last parameter of a method that HotSpot is to compile alone: see the package. */
  static final ParameterSpec ALONE =
      ParameterSpec.builder(ClassName.get("", JavaRenderer.ABSENT), "alone").build();

  private static final Pattern NAME = Pattern.compile("\\b[a-z][A-Za-z0-9_]*\\b");

  private Outline() {}

  /** What the code mentions and does not declare, of what is known before it. */
  static List<ParameterSpec> parameters(Frame frame, Code body, Map<String, TypeName> known) {
    Map<String, TypeName> arguments =
        frame.arguments.stream().collect(Collectors.toMap(Argument::name, Argument::type));
    Set<String> seen = new LinkedHashSet<>();
    List<ParameterSpec> parameters = new ArrayList<>();
    Matcher mention = NAME.matcher(body.build().toString());
    while (mention.find()) {
      String name = mention.group();
      TypeName type = known.getOrDefault(name, arguments.get(name));
      if (type != null && !body.declares(name) && seen.add(name)) {
        parameters.add(ParameterSpec.builder(type, name).build());
      }
    }
    return parameters;
  }

  /** True if a piece, with this many more values to take, can be a method. */
  static boolean isPossible(Frame frame, Code body, Map<String, TypeName> known, int more) {
    List<ParameterSpec> parameters = parameters(frame, body, known);
    parameters.addAll(Collections.nCopies(more, ALONE));
    return Slots.fit(parameters);
  }

  static String passed(List<ParameterSpec> parameters) {
    return parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
  }

  /** Calls what {@code writing} writes, which gives no result, as a method compiled alone. */
  static void alone(Frame frame, Runnable writing) {
    Map<String, TypeName> known = frame.declared();
    Code body = frame.apart(writing);
    if (!isPossible(frame, body, known, 1)) {
      frame.code().add(body);
      return;
    }
    List<ParameterSpec> parameters = parameters(frame, body, known);
    String passed = passed(parameters) + ", null";
    parameters.add(ALONE);
    Method method = new Method(TypeName.VOID, parameters, body.build());
    frame.code().line(frame.unit.method(method, "strip") + "(" + passed + ")");
    frame.unit.hasLoners = true;
  }
}
