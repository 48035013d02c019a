package dev.quern.cli;

import dev.quern.io.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decisions turned into lines: of many of a kind for one rule, how many there are and the one about
 * the most.
 */
final class GroupedReasons {
  private static final int FEW = 2; // of one rule, that are listed one by one
  private static final int NAMED = 6; // launches that a line names

  /** What is said in one line if there are many of it. */
  private record Group(String decision, String rule) {}

  private final Map<Group, List<JsonObject>> groups = new LinkedHashMap<>();

  /** In the order of the first of each group. */
  GroupedReasons(List<JsonObject> reasons) {
    for (JsonObject reason : reasons) {
      Group group = new Group(reason.text("decision"), reason.text("rule"));
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(reason);
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (group, reasons) -> {
          if (reasons.size() <= FEW) {
            reasons.forEach(reason -> lines.add(reason.text("text")));
          } else {
            lines.add(line(group, reasons));
          }
        });
    return lines;
  }

  /** True if a line stands for several. */
  boolean shortens() {
    return groups.values().stream().anyMatch(reasons -> reasons.size() > FEW);
  }

  private static String line(Group group, List<JsonObject> reasons) {
    JsonObject most =
        reasons.stream().max(Comparator.comparingDouble(GroupedReasons::firstNumber)).orElseThrow();
    String example =
        most.text("text")
            .replaceFirst("^" + Pattern.quote(group.decision() + " "), "")
            .replace(": " + group.rule(), "");
    return "%s, %d times%s: %s; such as %s"
        .formatted(group.decision(), reasons.size(), launches(reasons), group.rule(), example);
  }

  /** What the decision weighs comes first. */
  private static double firstNumber(JsonObject reason) {
    return reason.objects("numbers").stream()
        .findFirst()
        .map(number -> number.number("value"))
        .orElse(0.0);
  }

  private static String launches(List<JsonObject> reasons) {
    TreeSet<Integer> launches = new TreeSet<>();
    for (JsonObject reason : reasons) {
      for (String member : List.of("launch", "otherLaunch")) {
        if (reason.has(member)) {
          launches.add(reason.number32(member));
        }
      }
    }
    List<String> named = launches.stream().limit(NAMED).map(String::valueOf).toList();
    int more = launches.size() - named.size();
    return launches.isEmpty()
        ? ""
        : (launches.size() == 1 ? ", launch " : ", launches ")
            + String.join(", ", named)
            + (more > 0 ? " and " + more + " more" : "");
  }
}
