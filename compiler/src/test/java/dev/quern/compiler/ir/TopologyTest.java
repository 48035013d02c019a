package dev.quern.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TopologyTest {
  private static final Node X = Nodes.slot(DType.FLOAT32, Shape.of(2), 0);

  @Test
  void sourcesComeBeforeUsersAndNothingTwice() {
    for (long seed = 0; seed < 50; seed++) {
      Set<Node> seen = new HashSet<>();
      for (Node node : Topology.of(RandomGraphs.of(seed, 60))) {
        assertTrue(seen.containsAll(node.sources()), node.toString());
        assertTrue(seen.add(node), node.toString());
      }
    }
  }

  @Test
  void orderIsDepthFirstFromTheFirstRootAndSource() {
    Node exp = Nodes.unary(Op.EXP, X);
    Node log = Nodes.unary(Op.LOG, X);
    assertEquals(List.of(X, log, exp, log.plus(exp)), Topology.of(log.plus(exp)));
    assertEquals(List.of(X, exp, log), Topology.of(exp, log, exp));
  }

  @Test
  void aMillionDeepGraphNeedsNoStack() {
    Node deep = X;
    for (int i = 0; i < 1_000_000; i++) {
      deep = Nodes.unary(Op.NEG, deep);
    }
    assertEquals(1_000_001, Topology.of(deep).size());
  }

  @Test
  void nodesNotEnteredAreLeaves() {
    Node exp = Nodes.unary(Op.EXP, X);
    Node sum = exp.plus(exp);
    assertEquals(List.of(exp, sum), Topology.of(List.of(sum), node -> node != exp));
  }

  @Test
  void usesCountEverySourceOfEveryUser() {
    Node exp = Nodes.unary(Op.EXP, X);
    Node sum = exp.plus(exp).plus(X);
    Map<Node, Integer> uses = Topology.uses(List.of(sum, exp));
    assertEquals(List.of(2, 2, 0), List.of(uses.get(X), uses.get(exp), uses.get(sum)));
    assertEquals(List.of(exp.plus(exp)), Topology.users(List.of(sum)).get(exp));
  }
}
