package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.render.Rendered;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loaded kernels by their text, so that kernels that differ in name only are compiled once. */
final class KernelCache {
  private static final String NAME = "kernel_";

  private final Fitting fitting;
  private final Counters counters;
  private final Map<Rendered, Backend.Loaded> loaded;

  KernelCache(Backend backend, Counters counters, int capacity) {
    this.fitting = new Fitting(backend);
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
  List<Backend.Loaded> load(List<Program.Launch> kernels) {
    List<Rendered> keys = kernels.stream().map(launch -> anonymous(launch.rendered())).toList();
    Map<Rendered, Backend.Loaded> found = new LinkedHashMap<>();
    Map<Rendered, Program.Launch> missing = new LinkedHashMap<>();
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

  private void compile(Map<Rendered, Program.Launch> missing, Map<Rendered, Backend.Loaded> found) {
    List<Rendered> keys = new ArrayList<>(missing.keySet());
    while (!keys.isEmpty()) {
      List<Rendered> batch = distinctNames(keys, missing);
      List<Backend.Loaded> made = fitting.load(batch.stream().map(missing::get).toList());
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
      List<Rendered> keys, Map<Rendered, Program.Launch> kernels) {
    Set<String> names = new HashSet<>();
    return keys.stream().filter(key -> names.add(kernels.get(key).rendered().name())).toList();
  }

  /**
   * What matters to running the kernel, under a name that all have in common; a digest of its text.
   */
  private static Rendered anonymous(Rendered kernel) {
    Rendered same = renamed(kernel, NAME);
    return new Rendered(NAME, digest(same.source()), same.phases(), same.locals(), same.support());
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JVM has SHA-256", missing);
    }
  }

  /** The kernel under another name. */
  static Rendered renamed(Rendered kernel, String name) {
    if (kernel.name().equals(name)) {
      return kernel;
    }
    Pattern old = Pattern.compile("\\b" + Pattern.quote(kernel.name())); // a prefix on OpenCL
    String replacement = Matcher.quoteReplacement(name);
    List<Rendered.Phase> phases =
        kernel.phases().stream()
            .map(
                phase ->
                    new Rendered.Phase(
                        phase.chunks(), phase.work(), functions(phase, kernel.name(), name)))
            .toList();
    return new Rendered(
        name,
        old.matcher(kernel.source()).replaceAll(replacement),
        phases,
        kernel.locals(),
        kernel.support(),
        kernel.notes());
  }

  private static List<Rendered.Function> functions(Rendered.Phase phase, String old, String name) {
    return phase.functions().stream()
        .map(
            function ->
                new Rendered.Function(
                    function.name().replace(old, name),
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
