package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.simplify.Ranges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Prints a schedule: each kernel with its loops, stages and stores, then why. */
public final class ScheduleText {
  private final Map<Node, String> ranges = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private ScheduleText() {}

  public static String of(Schedule schedule) {
    ScheduleText printer = new ScheduleText();
    for (int i = 0; i < schedule.groups().size(); i++) {
      printer.kernel(i, schedule.groups().get(i));
    }
    schedule
        .reasons()
        .forEach(reason -> printer.text.append("because: ").append(reason).append('\n'));
    return printer.text.toString();
  }

  private void kernel(int position, FusionGroup group) {
    text.append("kernel ")
        .append(position)
        .append(" (opened as ")
        .append(group.number())
        .append(")\n");
    line("over", list(group.ranges()));
    group.grid().ifPresent(grid -> line("grid", list(List.copyOf(grid))));
    group.contraction().ifPresent(c -> line("contracts", c.reduce() + " as " + c.shape()));
    group.scatter().ifPresent(scatter -> line("scatters", scatter.toString()));
    group.stages().forEach((reduce, over) -> line("stage", reduce + " over " + list(over)));
    for (Output output : group.outputs()) {
      String into = output.target() == output.value() ? "" : " into " + output.target();
      line("stores", output.value() + into);
    }
  }

  private void line(String word, String rest) {
    text.append("  ").append(word).append(' ').append(rest).append('\n');
  }

  private String list(List<Node> some) {
    StringJoiner joiner = new StringJoiner(" ");
    for (Node range : some) {
      String name = name(range);
      joiner.add(name + "<" + Ranges.extent(range));
    }
    return joiner.toString();
  }

  private String name(Node range) {
    String next = "r" + ranges.size();
    return ranges.computeIfAbsent(range, r -> next);
  }
}
