package dev.quern.runtime.dump;

import dev.quern.compiler.schedule.Quantity;
import dev.quern.compiler.schedule.Remark;
import java.util.List;

/**
 * The reasons of a schedule as lines, with kernels under the numbers that they have in the dump.
 */
final class ReasonLines {
  private final PlanView view;

  ReasonLines(PlanView view) {
    this.view = view;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    view.compilation().reasons().forEach(reason -> text.append(line(reason)));
    return text.toString();
  }

  private Line line(Remark reason) {
    Line line =
        Line.of("reason")
            .with("node", view.number(reason.node()))
            .with("decision", reason.decision().toString())
            .with("done", reason.decision().isDone())
            .with("rule", reason.rule())
            .with("numbers", reason.numbers().stream().map(ReasonLines::number).toList());
    kernel(line, reason.kernel(), "launch", "kernel");
    kernel(line, reason.other(), "otherLaunch", "otherKernel");
    Origin origin = view.origin(reason.node());
    return line.withKnown("module", origin.module())
        .withKnown("source", origin.source())
        .with("text", sentence(reason));
  }

  private static Line number(Quantity quantity) {
    return Line.part()
        .with("name", quantity.name())
        .with("value", quantity.value())
        .withKnown("unit", quantity.unit());
  }

  private void kernel(Line line, int opened, String launchName, String kernelName) {
    int launch = opened == Remark.NONE ? 0 : view.launchOfOpened(opened);
    if (launch > 0) {
      line.with(launchName, launch).with(kernelName, view.kernelOf(launch));
    }
  }

  /** Such as {@code stored %12 mul f32[4, 64] by launch 3: asked for}. */
  String sentence(Remark reason) {
    StringBuilder text = new StringBuilder(reason.decision() + " ");
    text.append(view.named(reason.node()));
    int launch = reason.kernel() == Remark.NONE ? 0 : view.launchOfOpened(reason.kernel());
    int other = reason.other() == Remark.NONE ? 0 : view.launchOfOpened(reason.other());
    if (launch > 0) {
      text.append(", launch ").append(launch).append(other > 0 ? " and launch " + other : "");
    }
    text.append(": ").append(reason.rule());
    List<String> parts = List.of(reason.numbersText(), view.origin(reason.node()).toString());
    String more = String.join("; ", parts.stream().filter(part -> !part.isEmpty()).toList());
    return text.append(more.isEmpty() ? "" : " (" + more + ")").toString();
  }
}
