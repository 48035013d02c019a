package dev.quern.compiler;

import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestJoining.Joined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives kernels of one program that differ names that differ: {@code add_96x64}, {@code
 * add_96x64_2}. Launches of the same kernel keep the same name, so that they share what is
 * compiled.
 */
final class KernelNames {
  private final Map<Nest, String> names = new HashMap<>(); // by the nest under its own name
  private final Set<String> taken = new HashSet<>();

  private KernelNames() {}

  static List<Joined> distinct(List<Joined> launches) {
    KernelNames names = new KernelNames();
    List<Joined> result = new ArrayList<>();
    for (Joined launch : launches) {
      Nest nest = launch.kernel().nest();
      String name = names.names.computeIfAbsent(nest, names::free);
      Lowered named = new Lowered(nest.named(name), launch.kernel().slots());
      result.add(new Joined(named, launch.members()));
    }
    return result;
  }

  private String free(Nest nest) {
    String name = nest.name();
    for (int number = 2; !taken.add(name); number++) {
      name = nest.name() + "_" + number;
    }
    return name;
  }
}
