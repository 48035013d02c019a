package dev.quern.tests;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds source files that need each other, by way of others too: circles of top-level classes. */
final class FileCircles {
  private final Map<String, Set<String>> uses = new TreeMap<>();

  private FileCircles(JavaClasses classes) {
    for (JavaClass user : classes) {
      Set<String> used = uses.computeIfAbsent(file(user), name -> new TreeSet<>());
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (classes.contain(target.getName()) && !file(target).equals(file(user))) {
          used.add(file(target));
        }
      }
    }
  }

  /** For each pair of files that need each other, the two names. */
  static List<String> in(JavaClasses classes) {
    FileCircles files = new FileCircles(classes);
    Map<String, Set<String>> needs = new TreeMap<>();
    files.uses.keySet().forEach(file -> needs.put(file, files.needs(file)));
    List<String> circles = new ArrayList<>();
    needs.forEach(
        (one, all) -> {
          for (String other : all) {
            if (one.compareTo(other) < 0 && needs.get(other).contains(one)) {
              circles.add(one + " <-> " + other);
            }
          }
        });
    return circles;
  }

  private static String file(JavaClass type) {
    return type.getEnclosingClass().map(FileCircles::file).orElseGet(type::getName);
  }

  /** All that a file uses, and what that uses, and so on. */
  private Set<String> needs(String file) {
    Set<String> reached = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(uses.get(file));
    while (!left.isEmpty()) {
      String next = left.pop();
      if (reached.add(next)) {
        left.addAll(uses.get(next));
      }
    }
    return reached;
  }
}
