package dev.quern.runtime.plan;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.cache.BuildDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the kernels of a graph depend on beside the graph, by name: what was compiled under one
 * environment is of use under an equal one only.
 */
record Environment(Map<String, String> components) {

  /** Empty if it can't be told which build of Quern this is. */
  static Optional<Environment> of(Target target, boolean fuses) {
    List<Class<?>> code = new ArrayList<>(List.of(Compiler.class, Environment.class));
    target.templates().forEach(template -> code.add(template.getClass()));
    return BuildDigest.of(code).map(build -> new Environment(components(build, target, fuses)));
  }

  private static Map<String, String> components(String build, Target target, boolean fuses) {
    Map<String, String> components = new LinkedHashMap<>();
    components.put("build", build);
    components.put("jdk", Runtime.version().feature() + " " + System.getProperty("os.arch"));
    components.put("target", text(target));
    components.put("fusion", fuses ? "on" : "off");
    return components;
  }

  private static String text(Target target) {
    StringBuilder text = new StringBuilder();
    text.append(target.kind()).append(' ').append(target.name());
    text.append(" vector ").append(target.vectorBits()).append(' ').append(target.limits());
    text.append(target.float64() ? " float64" : "");
    target.templates().forEach(template -> text.append(' ').append(template.getClass().getName()));
    return text.toString();
  }
}
