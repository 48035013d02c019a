package dev.quern.runtime;

import dev.quern.compiler.render.Rendered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loaded kernels by their text, so that kernels that differ in name only are compiled once. */
final class KernelCache {
  private static final String NAME = "kernel_";

  private final Backend backend;
  private final Counters counters;
  private final Map<Rendered, Backend.Loaded> loaded;

  KernelCache(Backend backend, Counters counters, int capacity) {
    this.backend = backend;
    this.counters = counters;
    this.loaded =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Rendered, Backend.Loaded> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The loaded form of each kernel, in order; what is new is compiled together. */
  List<Backend.Loaded> load(List<Rendered> kernels) {
    List<Rendered> keys = kernels.stream().map(KernelCache::anonymous).toList();
    Map<Rendered, Backend.Loaded> found = new LinkedHashMap<>();
    Map<Rendered, Rendered> missing = new LinkedHashMap<>();
    synchronized (this) {
      for (int i = 0; i < keys.size(); i++) {
        Backend.Loaded kernel = loaded.get(keys.get(i));
        if (kernel != null) {
          found.put(keys.get(i), kernel);
        } else {
          missing.putIfAbsent(keys.get(i), kernels.get(i));
        }
      }
    }
    compile(missing, found);
    counters.countKernels(missing.size(), kernels.size() - missing.size());
    return keys.stream().map(found::get).toList();
  }

  private void compile(Map<Rendered, Rendered> missing, Map<Rendered, Backend.Loaded> found) {
    List<Rendered> keys = new ArrayList<>(missing.keySet());
    while (!keys.isEmpty()) {
      List<Rendered> batch = distinctNames(keys, missing);
      List<Backend.Loaded> made = backend.load(batch.stream().map(missing::get).toList());
      synchronized (this) {
        for (int i = 0; i < batch.size(); i++) {
          found.put(batch.get(i), made.get(i));
          loaded.put(batch.get(i), made.get(i));
        }
      }
      keys.removeAll(batch);
    }
  }

  private static List<Rendered> distinctNames(
      List<Rendered> keys, Map<Rendered, Rendered> kernels) {
    Set<String> names = new HashSet<>();
    return keys.stream().filter(key -> names.add(kernels.get(key).name())).toList();
  }

  /** The kernel under a name that all have in common. */
  private static Rendered anonymous(Rendered kernel) {
    String name = kernel.name();
    List<Rendered.Phase> phases =
        kernel.phases().stream()
            .map(phase -> new Rendered.Phase(phase.chunks(), phase.work(), functions(phase, name)))
            .toList();
    return new Rendered(
        NAME, kernel.source().replace(name, NAME), phases, kernel.locals(), kernel.support());
  }

  private static List<Rendered.Function> functions(Rendered.Phase phase, String name) {
    return phase.functions().stream()
        .map(
            function ->
                new Rendered.Function(
                    function.name().replace(name, NAME),
                    function.globalItems(),
                    function.groupItems(),
                    function.buffers(),
                    function.scalars()))
        .toList();
  }

  /** Kernels held. */
  synchronized int size() {
    return loaded.size();
  }
}
