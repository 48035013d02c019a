package dev.quern.runtime.replay;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.rewrite.Rewriter;
import dev.quern.compiler.rewrite.Rule;
import dev.quern.compiler.simplify.Simplify;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a graph whose answer is wrong into the first rule or pass at fault and a smaller graph that
 * still shows it: each rule that fires is interpreted before and after, then each kernel as each
 * pass made it, then the device runs the whole.
 */
public final class Bisection {
  private final List<Rule> rules;
  private final Device device;
  private final ReplayInputs values;
  private final Passes.Compile compile;

  /** With other rules than the compiler's, or another compiler, for tests. */
  Bisection(List<Rule> rules, Device device, ReplayInputs values, Passes.Compile compile) {
    this.compile = compile;
    this.rules = List.copyOf(rules);
    this.device = device;
    this.values = values;
  }

  public static Bisection on(Device device, ReplayInputs values) {
    return new Bisection(Simplify.RULES, device, values, Passes.Compile::fused);
  }

  /**
   * What is at fault.
   *
   * @param culprit such as {@code rule 'add zero': x + 0 -> x} or {@code pass schedule}
   * @param difference what differs
   * @param smaller a graph that still shows it
   */
  public record Fault(String culprit, String difference, List<Node> smaller) {
    /** The smaller graph as text. */
    public String text() {
      return TextualForm.of(smaller);
    }
  }

  /** The first fault on the way of this graph; empty if the device is right. */
  public Optional<Fault> of(List<Node> outputs) {
    try {
      return inOrder(outputs);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      if (values.isGiven()) {
        throw new IllegalArgumentException("the inputs do not fit the graph: " + e.getMessage(), e);
      }
      return new Bisection(rules, device, values.withoutIndices(), compile).inOrder(outputs);
    }
  }

  private Optional<Fault> inOrder(List<Node> outputs) {
    return search(outputs, this::ruleAtFault)
        .or(() -> search(outputs, this::passAtFault))
        .or(() -> search(outputs, this::runAtFault));
  }

  private Optional<Fault> search(List<Node> outputs, Function<List<Node>, Optional<Symptom>> test) {
    Optional<Symptom> found = test.apply(outputs);
    return found.map(
        symptom -> {
          List<Node> smaller =
              Shrinking.of(
                  outputs,
                  candidate ->
                      attempt(test, candidate)
                          .filter(s -> s.culprit().equals(symptom.culprit()))
                          .isPresent());
          Symptom last = test.apply(smaller).orElse(symptom);
          return new Fault(last.culprit(), last.difference(), smaller);
        });
  }

  /** A smaller graph may fail in its own ways; those are not looked for. */
  private static Optional<Symptom> attempt(
      Function<List<Node>, Optional<Symptom>> test, List<Node> candidate) {
    try {
      return test.apply(candidate);
    } catch (RuntimeException | AssertionError other) {
      return Optional.empty();
    }
  }

  /** Interprets each firing's two sides over the same inputs. */
  private Optional<Symptom> ruleAtFault(List<Node> outputs) {
    List<Rewriter.Fired> fired = new ArrayList<>();
    new Rewriter(rules).apply(outputs, fired::add);
    for (Rewriter.Fired rule : fired) {
      Optional<String> difference = difference(rule.before(), rule.after());
      if (difference.isPresent()) {
        String culprit = "rule '" + rule.rule().name() + "': " + rule.rule();
        return Optional.of(new Symptom(culprit, difference.get()));
      }
    }
    return Optional.empty();
  }

  /** The two may be apart by the bounds of both. */
  private Optional<String> difference(Node before, Node after) {
    Map<Node, Result> results = interpret(List.of(before, after));
    Result expected = results.get(before);
    Result found = results.get(after);
    Comparison comparison =
        Comparison.of(
            "", expected.values(), found.values(), i -> expected.bound(i) + found.bound(i));
    return comparison.problem();
  }

  private Map<Node, Result> interpret(List<Node> roots) {
    Map<?, Long> variables = values.variables(roots);
    return ReferenceInterpreter.run(
        roots,
        this::input,
        variable -> variables.containsKey(variable) ? variables.get(variable) : variable.max());
  }

  private Object input(Node buffer) {
    int slot = ((Arg.Slot) buffer.arg()).index();
    return values.array(slot, buffer.dtype(), buffer.shape().elements());
  }

  private Optional<Symptom> passAtFault(List<Node> outputs) {
    return new Passes(device, values, compile).atFault(outputs, this::interpret);
  }

  /** Each kernel is right by itself; what is left is how they share memory, and the runtime. */
  private Optional<Symptom> runAtFault(List<Node> outputs) {
    for (Comparison output : ReplayCheck.of(new ProgramText.Graph(outputs), device, values)) {
      if (!output.passes()) {
        String culprit =
            "pass memory, or device " + device.name() + ": each kernel is right by itself";
        return Optional.of(new Symptom(culprit, output.toString()));
      }
    }
    return Optional.empty();
  }
}
