package dev.quern.runtime.replay;

import static dev.quern.compiler.rewrite.Patterns.add;
import static dev.quern.compiler.rewrite.Patterns.apply;
import static dev.quern.compiler.rewrite.Patterns.mul;
import static dev.quern.compiler.rewrite.Patterns.x;
import static dev.quern.compiler.rewrite.Patterns.y;
import static dev.quern.compiler.rewrite.Rule.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Parser;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.LoweringListener;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestJoining;
import dev.quern.compiler.rewrite.Rule;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Schedule;
import dev.quern.compiler.simplify.Simplify;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.Devices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    return bisection(rules, Passes.Compile::fused).of(GRAPH);
  }

  private static Bisection bisection(List<Rule> rules, Passes.Compile compile) {
    return new Bisection(rules, Devices.of("java"), ReplayInputs.random(3), compile);
  }

  @ParameterizedTest
  @MethodSource("planted")
  void plantedRuleIsFoundWithAtMostFiveNodes(Rule wrong) {
    List<Rule> rules = new ArrayList<>(Simplify.RULES);
    rules.add(wrong);
    Bisection.Fault fault = fault(rules).orElseThrow();
    assertTrue(fault.culprit().startsWith("rule '" + wrong.name() + "'"), fault.culprit());
    assertTrue(Shrinking.size(fault.smaller()) <= 5, fault.text());
  }

  @Test
  void smallerGraphIsATextThatShowsTheSame() {
    List<Rule> rules = planted();
    Bisection.Fault fault = fault(rules).orElseThrow();
    List<Node> again = Parser.parse(fault.text());
    Bisection.Fault same = bisection(rules, Passes.Compile::fused).of(again).orElseThrow();
    assertEquals(fault.culprit(), same.culprit());
    assertEquals(fault.text(), same.text());
  }

  @Test
  void compilersOwnRulesAreRight() {
    assertEquals(Optional.empty(), fault(Simplify.RULES));
  }

  /** Compilers with a fault in one pass, and what bisection calls it. */
  static Stream<Arguments> faults() {
    return Stream.of(
        of("pass schedule", new Planted(Pass.SCHEDULE)),
        of("pass lower: loops", new Planted(Pass.LOOPS)),
        of("pass lower: exact operations", new Planted(Pass.NEST)),
        of("pass join: kernels in one launch", new Planted(Pass.JOIN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void plantedFaultOfAPassIsFoundWithAtMostFiveNodes(String culprit, Passes.Compile compile) {
    Bisection.Fault fault = bisection(Simplify.RULES, compile).of(GRAPH).orElseThrow();
    assertEquals(culprit, fault.culprit(), fault.difference());
    assertTrue(Shrinking.size(fault.smaller()) <= 5, fault.text());
  }

  private enum Pass {
    SCHEDULE,
    LOOPS,
    NEST,
    JOIN
  }

  /** From the given pass on, products are sums; a schedule runs backwards. */
  private record Planted(Pass pass) implements Passes.Compile {
    @Override
    public Compilation of(List<Node> outputs, Target target) {
      Compilation made = new Compilation();
      Compiler.compile(outputs, target, fusion(), new Altered(pass, made));
      return made;
    }

    /** Without fusion one kernel waits for another. */
    private Compiler.Fusion fusion() {
      return pass == Pass.SCHEDULE ? Compiler.Fusion.OFF : Compiler.Fusion.ON;
    }
  }

  /** Tells of a pass that went wrong, and of all later ones that kept the fault. */
  private record Altered(Pass pass, Compilation made) implements CompilationListener {
    @Override
    public void given(List<Node> outputs) {
      made.given(outputs);
    }

    @Override
    public void simplified(List<Node> outputs) {
      made.simplified(outputs);
    }

    @Override
    public void scheduled(Schedule schedule) {
      made.scheduled(
          new Schedule(
              inOrder(schedule.groups()),
              schedule.stored(),
              schedule.reasons(),
              schedule.absorbed()));
    }

    private <T> List<T> inOrder(List<T> kernels) {
      List<T> order = new ArrayList<>(kernels);
      if (pass == Pass.SCHEDULE) {
        Collections.reverse(order);
      }
      return order;
    }

    @Override
    public LoweringListener lowering(FusionGroup group) {
      LoweringListener heard = made.lowering(group);
      return new LoweringListener() {
        @Override
        public void stores(Step step, List<Node> stores) {
          heard.stores(step, stores);
        }

        @Override
        public void nest(Step step, Nest nest) {
          heard.nest(step, wrong(nest, step == Step.LOOPS ? Pass.LOOPS : Pass.NEST));
        }
      };
    }

    @Override
    public void lowered(List<Lowered> kernels) {
      made.lowered(inOrder(kernels.stream().map(k -> wrong(k, Pass.NEST)).toList()));
    }

    @Override
    public void joined(List<NestJoining.Joined> launches) {
      made.joined(
          launches.stream()
              .map(l -> new NestJoining.Joined(wrong(l.kernel(), Pass.JOIN), l.members()))
              .toList());
    }

    private Lowered wrong(Lowered kernel, Pass now) {
      return new Lowered(wrong(kernel.nest(), now), kernel.slots());
    }

    private Nest wrong(Nest nest, Pass now) {
      if (pass == Pass.SCHEDULE || now.compareTo(pass) < 0) {
        return nest;
      }
      Map<Node, Node> changed = new IdentityHashMap<>();
      for (Node node : Topology.of(List.of(nest.kernel()))) {
        Node[] sources = node.sources().stream().map(changed::get).toArray(Node[]::new);
        boolean product = node.op() == Op.MUL && node.dtype().isFloat();
        changed.put(
            node,
            product
                ? Node.of(Op.ADD, node.dtype(), node.shape(), node.arg(), sources)
                : node.with(sources));
      }
      return new Nest(
          nest.name(),
          changed.get(nest.kernel()),
          nest.decisions(),
          nest.arguments(),
          nest.scalars(),
          nest.template());
    }
  }
}
