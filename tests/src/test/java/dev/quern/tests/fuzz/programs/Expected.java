package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.Node;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program asks for by the meaning of its ops, request by request, with the bounds of all
 * that led there: nothing is stored in between.
 */
record Expected(List<List<Result>> requests) {
  /** Empty if the program has no meaning: an index is outside, an integer divided by zero. */
  static Optional<Expected> of(Program program) {
    try {
      return Optional.of(Alone.call(() -> interpreted(program)));
    } catch (IndexOutOfBoundsException | ArithmeticException meaningless) {
      return Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException illegal) { // of a shrunk one
      return Optional.empty();
    }
  }

  private static Expected interpreted(Program program) {
    Run run = Run.building(program.seed());
    List<List<Node>> asked = new ArrayList<>();
    for (List<Ref> wanted = run.next(program); !wanted.isEmpty(); wanted = run.next(program)) {
      asked.add(run.values(wanted).stream().map(tensor -> tensor.value()).toList());
    }
    Map<Node, Result> results =
        ReferenceInterpreter.run(
            asked.stream().flatMap(List::stream).distinct().toList(),
            Transfer::download,
            variable -> {
              throw new AssertionError("no value for " + variable);
            });
    return new Expected(
        asked.stream().map(nodes -> nodes.stream().map(results::get).toList()).toList());
  }
}
