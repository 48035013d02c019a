package dev.quern.compiler.simplify;

import static dev.quern.compiler.rewrite.Patterns.add;
import static dev.quern.compiler.rewrite.Patterns.apply;
import static dev.quern.compiler.rewrite.Patterns.con;
import static dev.quern.compiler.rewrite.Patterns.mul;
import static dev.quern.compiler.rewrite.Patterns.sub;
import static dev.quern.compiler.rewrite.Patterns.x;
import static dev.quern.compiler.rewrite.Patterns.y;
import static dev.quern.compiler.rewrite.Rule.rule;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.rewrite.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule of each list keeps every bit of what it rewrites: a new rule is tested by being listed.
 */
class SoundnessTest {
  private static final int WANTED = 60;
  private static final int ATTEMPTS = 15_000;

  static List<Rule> rules() {
    return Simplify.RULES;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void bothSidesOfARuleHaveTheSameBits(Rule rule) {
    int fired = fired(rule);
    assertTrue(fired >= 10, () -> "only " + fired + " instances of '" + rule.name() + "': " + rule);
  }

  static Stream<Rule> unsound() {
    return Stream.of(
        rule("drops the sign of zero", add(x, con(0)), x),
        rule("drops NaN", mul(x, con(0)), con(0)),
        rule("drops infinity", sub(x, x), con(0)),
        rule(
            "forgets overflow",
            apply(Op.CMPLT, add(x, con(1)), add(y, con(1))),
            apply(Op.CMPLT, x, y)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsound")
  void anUnsoundRuleIsCaught(Rule rule) {
    assertThrows(AssertionError.class, () -> fired(rule));
  }

  private static int fired(Rule rule) {
    return Stream.of(DType.values()).mapToInt(dtype -> fired(rule, dtype)).sum();
  }

  /** Checks random instances with a result of this dtype; how many the rule applied to. */
  private static int fired(Rule rule, DType dtype) {
    Random random = new Random(rule.name().hashCode());
    int fired = 0;
    for (int attempt = 0; attempt < ATTEMPTS && fired < WANTED; attempt++) {
      Instances instances = new Instances(random);
      Optional<Node> before = instances.of(rule.before(), dtype);
      if (before.isPresent()) {
        Node after = rule.apply(before.get());
        if (after != before.get() && compare(rule, before.get(), after, instances.buffers())) {
          fired++;
        }
      }
    }
    return fired;
  }

  /** False if the instance has no value, as division by zero has not. */
  private static boolean compare(Rule rule, Node before, Node after, Map<Node, Literal[]> buffers) {
    Literal[] expected;
    try {
      expected = Interpreter.evaluate(before, buffers);
    } catch (ArithmeticException undefined) {
      return false;
    }
    Literal[] actual = Interpreter.evaluate(after, buffers);
    for (int i = 0; i < expected.length; i++) {
      int position = i;
      assertTrue(
          same(expected[i], actual[i], rule.losesSignOfZero()),
          () ->
              rule
                  + ": "
                  + expected[position]
                  + " became "
                  + actual[position]
                  + "\n"
                  + TextualForm.of(before)
                  + "\n"
                  + TextualForm.of(after));
    }
    return true;
  }

  /** Equal bits, but for the payload of a NaN. */
  static boolean same(Literal a, Literal b, boolean zerosAlike) {
    boolean floats = a.dtype().isFloat();
    boolean unordered = floats && Double.isNaN(a.real()) && Double.isNaN(b.real());
    boolean zeros = floats && zerosAlike && a.real() == 0 && b.real() == 0;
    return a.equals(b) || unordered || zeros;
  }
}
