package dev.quern.runtime.plan;

import dev.quern.compiler.Program;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.cache.CacheEntry;
import dev.quern.runtime.cache.CachedFile;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.cache.Usage;
import dev.quern.runtime.kernel.KernelCache;
import dev.quern.runtime.request.KeyHash;
import dev.quern.runtime.request.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of a device turned into entries of the disk cache and back. */
final class KeptPlans {
  private static final String PREFIX = "plan-";

  private final DiskCache disk;
  private final Environment environment;
  private final KernelCache kernels;
  private final Backend backend;

  KeptPlans(DiskCache disk, Environment environment, KernelCache kernels, Backend backend) {
    this.disk = disk;
    this.environment = environment;
    this.kernels = kernels;
    this.backend = backend;
  }

  /** The name of a graph's plan: its structure, then all that the plan depends on. */
  private static String name(Map<String, String> key) {
    KeyHash hash = new KeyHash();
    key.values().forEach(hash::mix);
    return PREFIX + key.get("graph") + "-" + hash.key();
  }

  /** The components of a plan's key. */
  private Map<String, String> key(Signature signature, boolean[] varying) {
    Map<String, String> key = new LinkedHashMap<>();
    key.put("graph", signature.hash().key().toString());
    key.put("numbers", PlanCache.key(signature, varying).toString());
    key.putAll(environment.components());
    return key;
  }

  Optional<Plan> find(Signature signature, boolean[] varying) {
    Map<String, String> key = key(signature, varying);
    Optional<Plan> plan = disk.find(name(key)).flatMap(entry -> plan(key, entry, varying));
    if (plan.isPresent()) {
      disk.usage().hitPlan();
    } else {
      disk.usage().missedPlan(miss(key));
    }
    return plan;
  }

  /** Which component of a plan's key is missed; empty if the plan is there. Counts nothing. */
  Optional<Usage.Miss> missing(Signature signature, boolean[] varying) {
    Map<String, String> key = key(signature, varying);
    return disk.look(name(key)).isPresent() ? Optional.empty() : Optional.of(miss(key));
  }

  private Optional<Plan> plan(Map<String, String> key, CacheEntry entry, boolean[] varying) {
    try {
      if (!entry.key().equals(key)) {
        throw new IOException("it is the plan of " + entry.key());
      }
      PlanBytes bytes = PlanBytes.of(entry.body());
      return kernels
          .known(bytes.kernels())
          .map(loaded -> bytes.plan(loaded, varying, backend.target().templates()));
    } catch (IOException | RuntimeException damaged) {
      disk.damaged(name(key), damaged.toString());
      return Optional.empty();
    }
  }

  /** Keeps a plan; {@code compiled} is as it was before texts were made to fit the machine. */
  void keep(Signature signature, Plan plan, Program compiled) {
    Map<String, String> key = key(signature, plan.varying());
    disk.keep(
        name(key),
        () -> {
          List<String> used = kernels.keys(compiled.launches());
          return new CacheEntry(title(plan), key, PlanBytes.of(plan, used).body());
        });
  }

  private static String title(Plan plan) {
    List<Program.Launch> launches = plan.program().launches();
    return launches.isEmpty()
        ? "no launches"
        : launches.size() + " launches, the first " + launches.get(0).rendered().name();
  }

  /** Which component of the key of the most similar plan differs. */
  private Usage.Miss miss(Map<String, String> key) {
    String same = PREFIX + key.get("graph");
    List<CachedFile> files = new ArrayList<>(disk.files());
    Collections.reverse(files); // what was used last comes first
    for (CachedFile file : files) {
      Optional<CacheEntry> other =
          file.entry().startsWith(same) ? disk.look(file.entry()) : Optional.empty();
      if (other.isPresent()) {
        for (Map.Entry<String, String> component : key.entrySet()) {
          String before = other.get().key().getOrDefault(component.getKey(), "");
          if (!before.equals(component.getValue())) {
            String title = other.get().title();
            return new Usage.Miss(title, component.getKey(), before, component.getValue());
          }
        }
      }
    }
    return new Usage.Miss("a graph not seen before", "graph", "", key.get("graph"));
  }
}
