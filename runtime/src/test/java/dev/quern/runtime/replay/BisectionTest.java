package dev.quern.runtime.replay;

import static dev.quern.compiler.rewrite.Patterns.add;
import static dev.quern.compiler.rewrite.Patterns.apply;
import static dev.quern.compiler.rewrite.Patterns.mul;
import static dev.quern.compiler.rewrite.Patterns.x;
import static dev.quern.compiler.rewrite.Patterns.y;
import static dev.quern.compiler.rewrite.Rule.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.rewrite.Rule;
import dev.quern.compiler.simplify.Simplify;
import dev.quern.runtime.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BisectionTest {
  /** A row's exponentials, their sum and some more, so that there is something to shrink. */
  private static final List<Node> GRAPH =
      Parser.parse(
          """
          %0 = buffer f32[4, 8] {#0}
          %1 = buffer f32[4, 8] {#1}
          %2 = exp f32[4, 8] %0
          %3 = mul f32[4, 8] %2 %1
          %4 = add f32[4, 8] %3 %0
          %5 = sub f32[4, 8] %4 %1
          %6 = max f32[4, 8] %5 %3
          %7 = reduce f32[4] {add [1] f32} %6
          %8 = sqrt f32[4, 8] %5
          return %7, %8
          """);

  private static List<Rule> planted() {
    return List.of(
        rule("planted product", mul(x, y), add(x, y)),
        rule("planted maximum", apply(Op.MAX, x, y), apply(Op.MIN, x, y)),
        rule("planted root", apply(Op.SQRT, x), x));
  }

  private static Optional<Bisection.Fault> fault(List<Rule> rules) {
    return new Bisection(rules, Device.of("java"), Values.random(3)).of(GRAPH);
  }

  @ParameterizedTest
  @MethodSource("planted")
  void plantedRuleIsFoundWithAtMostFiveNodes(Rule wrong) {
    List<Rule> rules = new ArrayList<>(Simplify.RULES);
    rules.add(wrong);
    Bisection.Fault fault = fault(rules).orElseThrow();
    assertTrue(fault.culprit().startsWith("rule '" + wrong.name() + "'"), fault.culprit());
    assertTrue(Bisection.size(fault.smaller()) <= 5, fault.text());
  }

  @Test
  void smallerGraphIsATextThatShowsTheSame() {
    List<Rule> rules = planted();
    Bisection.Fault fault = fault(rules).orElseThrow();
    List<Node> again = Parser.parse(fault.text());
    Bisection.Fault same =
        new Bisection(rules, Device.of("java"), Values.random(3)).of(again).orElseThrow();
    assertEquals(fault.culprit(), same.culprit());
    assertEquals(fault.text(), same.text());
  }

  @Test
  void compilersOwnRulesAreRight() {
    assertEquals(Optional.empty(), fault(Simplify.RULES));
  }
}
