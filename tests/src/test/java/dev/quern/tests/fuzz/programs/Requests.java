package dev.quern.tests.fuzz.programs;

import dev.quern.tests.fuzz.programs.Statement.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks for values, in any order: what is stored by then differs from program to program. */
final class Requests {
  private Requests() {}

  /** One or two of what is there. */
  static void some(Draft draft) {
    List<Ref> wanted = new ArrayList<>(List.of(draft.pick()));
    if (draft.random.nextBoolean()) {
      wanted.add(draft.pick());
    }
    draft.ask(wanted.stream().distinct().toList());
  }

  /** The last values and some others, together or one after the other, and at times again. */
  static void last(Draft draft) {
    List<Ref> all = draft.all(tensor -> true);
    List<Ref> wanted = new ArrayList<>();
    int last = 1 + draft.random.nextInt(4);
    for (int i = 0; i < Math.min(last, all.size()); i++) {
      wanted.add(all.get(all.size() - 1 - i));
    }
    if (draft.random.nextInt(3) > 0) {
      wanted.add(all.get(draft.random.nextInt(all.size())));
    }
    wanted = new ArrayList<>(wanted.stream().distinct().toList());
    Collections.shuffle(wanted, draft.random);
    if (draft.random.nextInt(3) > 0) {
      draft.ask(wanted);
    } else {
      wanted.forEach(ref -> draft.ask(List.of(ref)));
    }
    if (draft.random.nextInt(8) == 0) {
      draft.ask(List.of(all.get(draft.random.nextInt(all.size()))));
    }
  }
}
