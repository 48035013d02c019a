package dev.quern.tests.fuzz.programs;

import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ask;
import dev.quern.tests.fuzz.programs.Statement.Call;
import dev.quern.tests.fuzz.programs.Statement.Input;
import dev.quern.tests.fuzz.programs.Statement.Nothing;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Turns a program for which something holds into a smaller one for which it still does: lines go,
 * requests ask for less, numbers from outside or an operand take a value's place.
 */
final class Smaller {
  private static final int MOST_TRIALS = 300;

  private final Predicate<Program> holds;
  private Program program;
  private int trials;

  private Smaller(Program program, Predicate<Program> holds) {
    this.program = program;
    this.holds = holds;
  }

  static Program of(Program program, Predicate<Program> holds) {
    Smaller smaller = new Smaller(program, holds);
    while (smaller.fewerLines() | smaller.fewerAnswers() | smaller.plainerValues()) {
      // again, until none finds anything
    }
    return smaller.program;
  }

  private boolean fewerLines() {
    boolean found = false;
    for (int position = program.statements().size() - 1; position >= 0; position--) {
      if (!(program.statements().get(position) instanceof Nothing)) {
        found |= accepts(program.with(position, new Nothing()));
      }
    }
    return found;
  }

  private boolean fewerAnswers() {
    boolean found = false;
    for (int position = 0; position < program.statements().size(); position++) {
      if (program.statements().get(position) instanceof Ask ask && ask.wanted().size() > 1) {
        for (Ref ref : ask.wanted()) {
          List<Ref> rest = new ArrayList<>(ask.wanted());
          rest.remove(ref);
          if (accepts(program.with(position, new Ask(rest)))) {
            found = true;
            break;
          }
        }
      }
    }
    return found;
  }

  private boolean plainerValues() {
    boolean found = false;
    for (int position = program.statements().size() - 1; position >= 0; position--) {
      Statement statement = program.statements().get(position);
      if (statement instanceof Call call && call.isPure()) {
        found |= plainer(position, call);
      } else if (statement instanceof Input input && input.learned()) {
        found |=
            accepts(
                program.with(
                    position, new Input(input.numbers(), input.dtype(), input.shape(), false)));
      }
    }
    return found;
  }

  /** Whole numbers or an operand of the same shape. */
  private boolean plainer(int position, Call call) {
    List<Tensor> built = built();
    if (position >= built.size() || built.get(position) == null) {
      return false;
    }
    Tensor value = built.get(position);
    if (value.dim() > 0) {
      List<Integer> shape = Arrays.stream(value.shape().toArray()).boxed().toList();
      boolean index = !value.dtype().isFloat() && value.dtype() != DType.BOOL;
      Numbers numbers = index ? Numbers.below(1, position) : Numbers.whole(position);
      boolean learned = value.requiresGrad();
      if (accepts(program.with(position, new Input(numbers, value.dtype(), shape, learned)))) {
        return true;
      }
    }
    for (Ref ref : call.uses()) {
      Tensor source = built.get(ref.position());
      if (source.shape().equals(value.shape())
          && source.dtype() == value.dtype()
          && accepts(renamed(position, ref))) {
        return true;
      }
    }
    return false;
  }

  private List<Tensor> built() {
    return Alone.call(
        () -> {
          Run run = Run.building(program.seed());
          while (!run.next(program).isEmpty()) {
            // to the end
          }
          List<Tensor> values = new ArrayList<>();
          for (int i = 0; i < run.position(); i++) {
            values.add(run.value(new Ref(i)));
          }
          return values;
        });
  }

  private Program renamed(int position, Ref by) {
    List<Statement> changed = new ArrayList<>();
    for (Statement statement : program.statements()) {
      changed.add(Renaming.of(statement, new Ref(position), by));
    }
    changed.set(position, new Nothing());
    return new Program(program.seed(), changed);
  }

  private boolean accepts(Program candidate) {
    Program trimmed = candidate.trimmed();
    boolean smaller = !trimmed.equals(program);
    if (!smaller || !isWhole(trimmed) || trials >= MOST_TRIALS) {
      return false;
    }
    trials++;
    if (holds.test(trimmed)) {
      program = trimmed;
      return true;
    }
    return false;
  }

  /** Every value that is used is there. */
  private static boolean isWhole(Program program) {
    return program.statements().stream()
        .flatMap(statement -> statement.uses().stream())
        .noneMatch(ref -> program.statements().get(ref.position()) instanceof Nothing);
  }
}
