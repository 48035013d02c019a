package dev.quern.runtime.kernel;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernels turned into loaded ones that the machine runs well: a text that came out too large is
 * rendered again with half the unrolling, at last with plain loops, and its notes say so.
 */
public final class Fitting {
  private final Backend backend;

  public Fitting(Backend backend) {
    this.backend = backend;
  }

  /** The loaded form of each kernel, in order. No two have the same name. */
  public List<Backend.Loaded> load(List<Program.Launch> kernels) {
    List<Rendered> texts = kernels.stream().map(Program.Launch::rendered).toList();
    if (backend.target().kind() != Target.Kind.JAVA) {
      return backend.load(texts);
    }
    List<Backend.Loaded> loaded = new ArrayList<>(compiled(kernels, texts));
    for (Budget budget = Budget.full(backend.target()); budget.vectors(); ) {
      budget = budget.smaller();
      replaceLarge(kernels, loaded, budget);
    }
    loaded.forEach(Fitting::complain);
    return loaded;
  }

  /** All together, or one by one where one of them has a method that its compiler refuses. */
  private List<Backend.Loaded> compiled(List<Program.Launch> kernels, List<Rendered> texts) {
    try {
      return backend.load(texts);
    } catch (CompileException refused) {
      if (!refused.isAboutSize()) {
        throw refused;
      }
      return kernels.stream().map(this::compiled).toList();
    }
  }

  private Backend.Loaded compiled(Program.Launch kernel) {
    Budget budget = Budget.full(backend.target());
    Rendered text = kernel.rendered();
    while (true) {
      try {
        return backend.load(List.of(text)).get(0);
      } catch (CompileException refused) {
        if (!budget.vectors() || !refused.isAboutSize()) {
          throw refused;
        }
        budget = budget.smaller();
        Rendered smaller = Compiler.render(kernel.nest(), backend.target(), budget);
        text = smaller.noted(List.of("refused by the compiler: " + description(budget)));
      }
    }
  }

  private static void complain(Backend.Loaded kernel) {
    kernel
        .tooLarge()
        .ifPresent(
            reason ->
                System.getLogger("dev.quern")
                    .log(
                        Logger.Level.WARNING,
                        "kernel {0} will be slow: {1}",
                        kernel.rendered().name(),
                        reason));
  }

  private void replaceLarge(
      List<Program.Launch> kernels, List<Backend.Loaded> loaded, Budget budget) {
    List<Integer> positions = new ArrayList<>();
    List<Rendered> texts = new ArrayList<>();
    for (int i = 0; i < loaded.size(); i++) {
      String reason = loaded.get(i).tooLarge().orElse("");
      if (!reason.isEmpty()) {
        Rendered smaller = Compiler.render(kernels.get(i).nest(), backend.target(), budget);
        if (!smaller.source().equals(loaded.get(i).rendered().source())) {
          positions.add(i);
          texts.add(smaller.noted(List.of(reason + ": " + description(budget))));
        }
      }
    }
    List<Backend.Loaded> replaced;
    try {
      replaced = backend.load(texts);
    } catch (CompileException refused) {
      System.getLogger("dev.quern").log(Logger.Level.DEBUG, "the larger text is kept", refused);
      return;
    }
    for (int i = 0; i < replaced.size(); i++) {
      loaded.set(positions.get(i), replaced.get(i));
    }
  }

  private static String description(Budget budget) {
    return budget.vectors()
        ? "at most " + budget.operations() + " vector operations an iteration"
        : "plain loops";
  }
}
