package dev.quern.tests.conformance;

import dev.quern.Tensor;
import dev.quern.runtime.Devices;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Runs some of the table's cases on this JVM's standard device; a main to be forked. */
public final class ConformanceShare {
  private static final int TOGETHER = 24;

  private ConformanceShare() {}

  /** Takes a count and the seed that draws the cases; prints problems, which make the status 1. */
  public static void main(String[] arguments) {
    List<Row.Case> cases = new ArrayList<>();
    Table.groups().values().forEach(rows -> rows.forEach(row -> cases.addAll(row.cases())));
    Collections.shuffle(cases, new Random(Long.parseLong(arguments[1])));
    int count = Math.min(cases.size(), Integer.parseInt(arguments[0]));
    List<String> problems = new ArrayList<>();
    for (int from = 0; from < count; from += TOGETHER) {
      problems.addAll(problems(cases.subList(from, Math.min(count, from + TOGETHER))));
    }
    problems.forEach(System.out::println);
    System.out.println(count + " of " + cases.size() + " cases on " + Devices.standard().target());
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private static List<String> problems(List<Row.Case> cases) {
    List<Trial> trials = cases.stream().map(test -> Trial.of(test, Devices.standard())).toList();
    List<List<Result>> expected = trials.stream().map(Trial::reference).toList();
    Tensor.realize(trials.stream().flatMap(trial -> trial.wanted().stream()).toList());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      problems.addAll(trials.get(i).problems(expected.get(i)));
    }
    return problems;
  }
}
