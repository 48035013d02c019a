package dev.quern.compiler.rewrite;

import static dev.quern.compiler.rewrite.Patterns.add;
import static dev.quern.compiler.rewrite.Patterns.c0;
import static dev.quern.compiler.rewrite.Patterns.c1;
import static dev.quern.compiler.rewrite.Patterns.con;
import static dev.quern.compiler.rewrite.Patterns.fold;
import static dev.quern.compiler.rewrite.Patterns.integer;
import static dev.quern.compiler.rewrite.Patterns.mul;
import static dev.quern.compiler.rewrite.Patterns.neg;
import static dev.quern.compiler.rewrite.Patterns.sub;
import static dev.quern.compiler.rewrite.Patterns.where;
import static dev.quern.compiler.rewrite.Patterns.x;
import static dev.quern.compiler.rewrite.Patterns.y;
import static dev.quern.compiler.rewrite.Patterns.z;
import static dev.quern.compiler.rewrite.Rule.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewriterTest {
  private static final Node A = Nodes.slot(DType.INT32, Shape.of(3), 0);
  private static final Node B = Nodes.slot(DType.INT32, Shape.of(3), 1);

  private static Node rewrite(Node node, Rule... rules) {
    return new Rewriter(List.of(rules)).apply(node);
  }

  @Test
  void operandsOfCommutativeOpsMatchInEitherOrder() {
    Rule one = rule("times one", mul(x, con(1)), x);
    assertSame(A, rewrite(A.times(1), one));
    assertSame(A, rewrite(A.like(1).times(A), one));
    Rule factor = rule("factor", add(mul(x, y), mul(x, z)), mul(x, add(y, z)));
    Node c = A.plus(7);
    assertSame(A.times(B.plus(c)), rewrite(B.times(A).plus(A.times(c)), factor));
    Rule difference = rule("difference", sub(x, con(1)), x);
    assertSame(A.like(1).minus(A), rewrite(A.like(1).minus(A), difference));
  }

  @Test
  void aHoleStandsForOneNode() {
    Rule itself = rule("itself", sub(x, x), con(0));
    assertSame(A.like(0), rewrite(A.minus(A), itself));
    assertSame(A.minus(B), rewrite(A.minus(B), itself));
  }

  @Test
  void rulesApplyToWhatRulesMake() {
    Rule constants = rule("constants", mul(mul(x, c0), c1), mul(x, fold(Op.MUL, c0, c1)));
    assertSame(A.times(24), rewrite(A.times(2).times(3).times(4), constants));
  }

  @Test
  void sharedPartsAreRewrittenOnce() {
    Node sum = A;
    for (int i = 0; i < 60; i++) {
      sum = sum.plus(sum.times(1));
    }
    List<Rewriter.Fired> fired = new ArrayList<>();
    new Rewriter(List.of(rule("one", mul(x, con(1)), x))).apply(List.of(sum), fired::add);
    assertEquals(60, fired.size());
  }

  @Test
  void graphsMayBeDeep() {
    Node sum = A;
    for (int i = 0; i < 100_000; i++) {
      sum = Nodes.unary(Op.NEG, sum).plus(B);
    }
    Node plain = A;
    for (int i = 0; i < 100_000; i++) {
      plain = B.minus(plain);
    }
    Rule turned = rule("turned", add(neg(x), y), sub(y, x));
    assertSame(plain, rewrite(sum, turned));
  }

  @Test
  void rulesThatUndoEachOtherAreNamed() {
    Rule there = rule("there", mul(x, con(2)), add(x, x));
    Rule back = rule("back again", add(x, x), mul(x, con(2)));
    Rule bystander = rule("bystander", mul(x, con(1)), x);
    AssertionError error =
        assertThrows(
            AssertionError.class, () -> rewrite(A.times(1).times(2), bystander, there, back));
    assertTrue(error.getMessage().contains("'there' (x * 2 -> x + x)"), error.getMessage());
    assertTrue(error.getMessage().contains("'back again'"), error.getMessage());
    assertTrue(!error.getMessage().contains("bystander"), error.getMessage());
  }

  @Test
  void aRuleThatGrowsWithoutEndIsNamed() {
    Rule wraps = rule("wraps", neg(x), neg(neg(neg(x))));
    assertThrows(AssertionError.class, () -> rewrite(Nodes.unary(Op.NEG, A), wraps));
    Rule grows = rule("grows", add(x, c0), add(mul(x, c0), con(1)));
    AssertionError error = assertThrows(AssertionError.class, () -> rewrite(A.plus(3), grows));
    assertTrue(error.getMessage().contains("'grows'"), error.getMessage());
  }

  @Test
  void aRuleThatChangesTheTypeIsNamed() {
    Rule wrong = rule("wrong", where(x, y, z), x);
    Node choice = Nodes.where(A.lessThan(B), A, B);
    AssertionError error = assertThrows(AssertionError.class, () -> rewrite(choice, wrong));
    assertTrue(error.getMessage().contains("'wrong'"), error.getMessage());
  }

  @Test
  void rulesPrintThemselves() {
    assertEquals(
        "x * 0 -> 0, if x integer", rule("n", mul(x, con(0)), con(0), integer(x)).toString());
    assertEquals(
        "(x + c0) + c1 -> x + const(c0 + c1)",
        rule("n", add(add(x, c0), c1), add(x, fold(Op.ADD, c0, c1))).toString());
    assertEquals("x + -0.0 -> x", rule("n", add(x, con(-0.0)), x).toString());
  }
}
