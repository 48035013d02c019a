package dev.quern.tests.fuzz.programs;

import dev.quern.tests.fuzz.programs.Statement.Ask;
import dev.quern.tests.fuzz.programs.Statement.Call;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import dev.quern.tests.fuzz.programs.Statement.Step;
import java.util.List;

/** Puts another value in the place of one. */
final class Renaming {
  private final Ref old;
  private final Ref by;

  private Renaming(Ref old, Ref by) {
    this.old = old;
    this.by = by;
  }

  static Statement of(Statement statement, Ref old, Ref by) {
    Renaming renaming = new Renaming(old, by);
    if (statement instanceof Call call) {
      List<Object> arguments = call.arguments().stream().map(renaming::of).toList();
      return new Call(
          (Ref) renaming.of(call.receiver()), call.method(), arguments, call.part(), call.quiet());
    } else if (statement instanceof Ask ask) {
      return new Ask(renaming.of(ask.wanted()));
    } else if (statement instanceof Step step) {
      return new Step(step.adam(), step.rate(), renaming.of(step.parameters()));
    }
    return statement;
  }

  private List<Ref> of(List<Ref> refs) {
    return refs.stream().map(ref -> (Ref) of((Object) ref)).distinct().toList();
  }

  private Object of(Object argument) {
    if (argument instanceof List<?> list) {
      return list.stream().map(this::of).toList();
    }
    return old.equals(argument) ? by : argument;
  }
}
