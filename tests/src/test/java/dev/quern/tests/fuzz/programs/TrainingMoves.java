package dev.quern.tests.fuzz.programs;

import dev.quern.Tensor;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.List;

/** A loss, its gradients, and what is done with them. */
final class TrainingMoves {
  private TrainingMoves() {}

  static void grow(Draft draft) {
    Ref loss = loss(draft);
    boolean retains = draft.random.nextInt(3) == 0;
    if (draft.random.nextInt(5) == 0) {
      draft.ask(List.of(loss));
    }
    draft.backward(loss, retains);
    List<Ref> learned = draft.all(tensor -> tensor.isLeaf() && tensor.hasGrad());
    for (Ref leaf : learned) {
      draft.call(leaf, "grad");
    }
    after(draft, learned);
    if (retains && draft.random.nextBoolean()) {
      draft.backward(loss, false);
      draft.call(draft.among(learned), "grad");
    }
  }

  private static Ref loss(Draft draft) {
    Ref x = draft.among(draft.all(tensor -> true).stream().filter(draft::hasHistory).toList());
    return switch (draft.random.nextInt(4)) {
      case 0 -> draft.call(x, "sum", new int[0]);
      case 1 -> draft.call(draft.call(x, "square"), "sum", new int[0]);
      case 2 -> draft.call(x, draft.exact ? "sum" : "mean", new int[0]);
      default -> weighted(draft, x);
    };
  }

  private static Ref weighted(Draft draft, Ref x) {
    Draft.need(draft.rank(x) > 0);
    Ref weights = draft.input(draft.value(x).dtype(), draft.shape(x));
    return draft.call(draft.call(x, "mul", weights), "sum", new int[0]);
  }

  private static void after(Draft draft, List<Ref> learned) {
    switch (draft.random.nextInt(6)) {
      case 0 -> Requests.some(draft);
      case 1 -> descended(draft, learned);
      case 2 -> {
        draft.step(learned);
        again(draft, learned);
      }
      default -> {
        // what is asked for last comes with its gradients
      }
    }
  }

  private static void descended(Draft draft, List<Ref> learned) {
    for (Ref leaf : learned) {
      Ref gradient = draft.call(leaf, "grad");
      draft.quietly(leaf, draft.one("sub_", "add_"), gradient);
    }
    again(draft, learned);
  }

  /** What is computed from weights that were written. */
  private static void again(Draft draft, List<Ref> learned) {
    Ref leaf = draft.among(learned);
    Tensor value = draft.value(leaf);
    Ref next = ElementMoves.function(draft, leaf);
    draft.call(next, "sum", value.dim() - 1, false);
    if (draft.random.nextBoolean()) {
      learned.forEach(parameter -> draft.call(parameter, "zeroGrad"));
    }
  }
}
