package dev.quern.runtime.profile;

import dev.quern.compiler.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Watches that nothing compiles after a step, and says what was different if something does.
 *
 * <p>What compiles is a plan that this process did not have. A plan that the disk cache has counts
 * too, although its classes are there: a loop that needs a new plan in each step is not frozen, and
 * the verdict is the same with a warm cache and a cold one. Kernels do not count by themselves: a
 * new plan of known kernels is scheduled all the same, and a known plan has all of its kernels.
 */
final class Freeze {
  private final long after;
  private final List<List<String>> keys = new ArrayList<>();
  private final Set<String> texts = new HashSet<>();
  private long steps;
  private boolean stepping;
  private Optional<FrozenException> broken = Optional.empty();

  /** Nothing may compile after so many steps. */
  Freeze(long after) {
    this.after = after;
  }

  /**
   * A plan was compiled.
   *
   * @throws FrozenException within a frozen step
   */
  synchronized void compiled(Program program, List<String> kernels, List<String> key) {
    if (steps >= after && broken.isEmpty()) {
      broken = Optional.of(new FrozenException(message(program, kernels, key)));
      if (stepping) {
        throw broken.get();
      }
    }
    keys.add(key);
    texts.addAll(kernels);
  }

  /**
   * @throws FrozenException if something compiled between the frozen steps
   */
  synchronized void begins() {
    broken.ifPresent(
        e -> {
          throw e;
        });
    stepping = true;
  }

  synchronized void ends() {
    stepping = false;
    steps++;
  }

  private String message(Program program, List<String> kernels, List<String> key) {
    int fresh = 0;
    while (fresh < kernels.size() - 1 && texts.contains(kernels.get(fresh))) {
      fresh++;
    }
    String name =
        program.launches().isEmpty() ? "none" : program.launches().get(fresh).rendered().name();
    return "frozen after step %d, but step %d compiles kernel %s: %s"
        .formatted(after, steps + 1, name, difference(key));
  }

  /** What differs from the most similar plan there is. */
  private String difference(List<String> key) {
    int most = -1;
    List<String> nearest = List.of();
    for (List<String> other : keys) {
      int same = same(key, other);
      if (same >= most) {
        most = same;
        nearest = other;
      }
    }
    if (most < 0) {
      return "nothing was compiled before";
    }
    if (most == key.size() && most == nearest.size()) {
      return "its key is that of a plan that the cache has dropped";
    }
    String now = most < key.size() ? key.get(most) : "the end of the graph";
    String before = most < nearest.size() ? nearest.get(most) : "the end of the graph";
    return "its key has " + now + " where the nearest plan has " + before;
  }

  private static int same(List<String> a, List<String> b) {
    int same = 0;
    while (same < a.size() && same < b.size() && a.get(same).equals(b.get(same))) {
      same++;
    }
    return same;
  }
}
