package dev.quern.runtime.kernel;

import dev.quern.compiler.Program;
import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.device.Counters;
import dev.quern.runtime.dump.Finding.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loaded kernels by their text, so that kernels that differ in name only are compiled once. */
public final class KernelCache {
  private static final String NAME = "kernel_";

  private final Fitting fitting;
  private final Counters counters;
  private final String environment;
  private final Optional<KeptKernels> disk;
  private final Map<String, Backend.Loaded> loaded;
  private final Set<String> building = new HashSet<>(); // by some thread

  KernelCache(Backend backend, Counters counters, int capacity) {
    this(backend, counters, capacity, "", Optional.empty());
  }

  /**
   * @param environment what kernels depend on beside their text
   * @param disk has kernels of other processes under the same keys
   */
  public KernelCache(
      Backend backend,
      Counters counters,
      int capacity,
      String environment,
      Optional<KeptKernels> disk) {
    this.fitting = new Fitting(backend);
    this.counters = counters;
    this.environment = environment;
    this.disk = disk;
    this.loaded =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Backend.Loaded> eldest) {
            return size() > capacity;
          }
        };
  }

  /** What a kernel is found by. */
  public List<String> keys(List<Program.Launch> kernels) {
    Map<Rendered, String> known = new IdentityHashMap<>(); // launches of one kernel share its text
    List<String> keys = new ArrayList<>();
    for (Program.Launch kernel : kernels) {
      keys.add(known.computeIfAbsent(kernel.rendered(), this::key));
    }
    return keys;
  }

  /** Kernels, and where each was before. */
  public record Loading(List<Backend.Loaded> kernels, List<Place> places) {}

  /**
   * The loaded form of each kernel, in order; what is new is compiled together, and by one thread
   * if several ask for it at once.
   */
  public Loading load(List<Program.Launch> kernels) {
    List<String> keys = keys(kernels);
    Set<String> claimed = claim(keys);
    try {
      return load(keys, kernels);
    } finally {
      release(claimed);
    }
  }

  /** Waits until no other thread builds one of these; from then on this one does. */
  private synchronized Set<String> claim(List<String> keys) {
    boolean interrupted = false;
    while (!Collections.disjoint(building, keys)) {
      try {
        wait();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Set<String> claimed = new HashSet<>(keys);
    claimed.removeAll(loaded.keySet());
    building.addAll(claimed);
    return claimed;
  }

  private synchronized void release(Set<String> claimed) {
    building.removeAll(claimed);
    notifyAll();
  }

  private Loading load(List<String> keys, List<Program.Launch> kernels) {
    Set<String> memory = inMemory(keys);
    Map<String, Backend.Loaded> found = find(keys);
    Set<String> known = Set.copyOf(found.keySet());
    Map<String, Program.Launch> missing = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!found.containsKey(keys.get(i))) {
        missing.putIfAbsent(keys.get(i), kernels.get(i));
      }
    }
    compile(missing, found);
    counters.countKernels(missing.size(), kernels.size() - missing.size());
    List<Place> places = new ArrayList<>();
    for (String key : keys) {
      boolean there = known.contains(key);
      places.add(memory.contains(key) ? Place.MEMORY : there ? Place.DISK : Place.BUILT);
    }
    return new Loading(keys.stream().map(found::get).toList(), places);
  }

  private synchronized Set<String> inMemory(List<String> keys) {
    Set<String> there = new HashSet<>(keys);
    there.retainAll(loaded.keySet());
    return there;
  }

  /** The kernels of these keys, loaded here or in another process; empty if one is missing. */
  public Optional<List<Backend.Loaded>> known(List<String> keys) {
    Map<String, Backend.Loaded> found = find(keys);
    List<Backend.Loaded> kernels = new ArrayList<>();
    for (String key : keys) {
      Backend.Loaded kernel = found.get(key);
      if (kernel == null) {
        return Optional.empty();
      }
      kernels.add(kernel);
    }
    counters.countKernels(0, kernels.size());
    return Optional.of(kernels);
  }

  private Map<String, Backend.Loaded> find(List<String> keys) {
    Map<String, Backend.Loaded> found = new HashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    synchronized (this) {
      for (String key : keys) {
        Backend.Loaded kernel = loaded.get(key);
        if (kernel != null) {
          found.put(key, kernel);
        } else {
          missing.add(key);
        }
      }
    }
    if (disk.isPresent() && !missing.isEmpty()) {
      Map<String, Backend.Loaded> kept = disk.get().find(List.copyOf(missing));
      add(kept);
      found.putAll(kept);
    }
    return found;
  }

  private synchronized void add(Map<String, Backend.Loaded> kernels) {
    loaded.putAll(kernels);
  }

  private void compile(Map<String, Program.Launch> missing, Map<String, Backend.Loaded> found) {
    List<String> keys = new ArrayList<>(missing.keySet());
    while (!keys.isEmpty()) {
      List<String> batch = distinctNames(keys, missing);
      List<Backend.Loaded> made = fitting.load(batch.stream().map(missing::get).toList());
      Map<String, Backend.Loaded> fresh = new LinkedHashMap<>();
      for (int i = 0; i < batch.size(); i++) {
        fresh.put(batch.get(i), made.get(i));
      }
      add(fresh);
      found.putAll(fresh);
      disk.ifPresent(there -> fresh.forEach(there::keep));
      keys.removeAll(batch);
    }
  }

  private static List<String> distinctNames(
      List<String> keys, Map<String, Program.Launch> kernels) {
    Set<String> names = new HashSet<>();
    return keys.stream().filter(key -> names.add(kernels.get(key).rendered().name())).toList();
  }

  /** A digest of what matters to running the kernel, under a name that all have in common. */
  private String key(Rendered kernel) {
    Rendered same = renamed(kernel, NAME);
    Rendered bare = new Rendered(NAME, same.source(), same.phases(), same.locals(), same.support());
    return digest(environment + bare);
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
  public static Rendered renamed(Rendered kernel, String name) {
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
