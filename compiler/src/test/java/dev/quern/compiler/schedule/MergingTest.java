package dev.quern.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MergingTest {
  private static final Shape SHAPE = Shape.of(64, 64, 64);

  private final Node x = Nodes.slot(DType.FLOAT32, SHAPE, 0);
  private final Node y = Nodes.slot(DType.FLOAT32, SHAPE, 1);
  private final Node total = Nodes.reduce(Op.ADD, y.times(x), List.of(1, 2));

  /** The sum of rows and that of planes can't share a grid: each could be joined with the map. */
  @Test
  void theJoinThatSavesMostIsAppliedFirst() {
    Node rows = Nodes.reduce(Op.MAX, x, List.of(2));
    Node map = x.plus(y);
    assertEquals(Set.of(Set.of(map, total), Set.of(rows)), groups(List.of(total, rows, map)));
  }

  @Test
  void ofJoinsThatSaveAsMuchTheFirstIsApplied() {
    Node rows = Nodes.reduce(Op.MAX, x, List.of(2));
    Node map = x.plus(x.like(1.0));
    assertEquals(Set.of(Set.of(map, rows), Set.of(total)), groups(List.of(total, rows, map)));
  }

  private static Set<Set<Node>> groups(List<Node> outputs) {
    Schedule schedule = Scheduler.schedule(outputs, Target.java(0, List.of()));
    return schedule.groups().stream()
        .map(group -> group.outputs().stream().map(Output::value).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }
}
